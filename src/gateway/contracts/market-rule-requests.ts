import type { Clock } from "../../clock/clock.ts"
import { fail, success } from "../../outcome/outcome.ts"
import type { Gateway } from "../gateway.ts"
import { createParallelLane } from "../lanes.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import type { PriceStep } from "./market-rule.ts"

/** Error 321, whose text says which field was wrong: `Error validating request.-'aa' : cause - Invalid market rule id`. */
const isRefusal = (code: number, text: string): boolean => code === 321 && /market rule/i.test(text)

/**
 * Market rules by their number. Neither the answer nor the refusal of one carries a request id: one is asked for at a time,
 * so that a refusal can be of that one only.
 */
export function createMarketRuleRequests(room: RequestRoom, clock: Clock): Pick<Gateway, "marketRule"> {
  const ask = createAsker<readonly PriceStep[]>(room)
  const lane = createParallelLane(clock, 1, "Other market rules are being asked for.")
  return {
    marketRule: (ruleId, options) =>
      ask(
        {
          key: String(ruleId),
          what: "the request for price steps",
          lane,
          send: (requests) => requests.marketRule(ruleId),
          hear(message, answer) {
            if (message.type === "marketRule" && message.ruleId === ruleId) answer(success(message.steps))
            else if (message.type === "notice" && isRefusal(message.code, message.text)) answer(unknownRule(ruleId))
          },
        },
        options?.signal,
      ),
  }
}

const unknownRule = (ruleId: number) =>
  fail(
    "no_data",
    `The Gateway knows no market rule ${ruleId}.`,
    "The contract's own smallest step is in ibkr_contract_details, as min_tick.",
    { ibCode: 321 },
  )
