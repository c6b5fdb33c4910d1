import type { Clock } from "../../clock/clock.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { RequestOptions } from "../gateway.ts"
import { createParallelLane } from "../lanes.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import type { AccountValue } from "./account.ts"

/**
 * Rows of every account. The Gateway serves a client two summaries at once and counts each until it is cancelled (error
 * 322): one is asked at a time, and cancelled as soon as it has answered.
 */
export function createAccountSummary(
  room: RequestRoom,
  clock: Clock,
): (tags: readonly string[], options?: RequestOptions) => Promise<Outcome<readonly AccountValue[]>> {
  const ask = createAsker<readonly AccountValue[]>(room)
  const lane = createParallelLane(clock, 1, "Another account summary is under way.")
  return (tags, options) => {
    const list = tags.join(",")
    if (hasControlCharacter(list)) return Promise.resolve(failed(controlCharacter("The list of tags")))
    const rows: AccountValue[] = []
    return ask(
      {
        key: list,
        what: "the account summary",
        lane,
        send: (requests, reqId) => requests.accountSummary(reqId, list),
        cancel: (requests, reqId) => requests.cancelAccountSummary(reqId),
        cancelAfterAnswer: true,
        take(message, answer) {
          if (message.type === "accountSummary") rows.push(message.value)
          else if (message.type === "accountSummaryEnd") answer(success(rows))
        },
      },
      options?.signal,
    )
  }
}
