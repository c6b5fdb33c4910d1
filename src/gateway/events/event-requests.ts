import type { Clock } from "../../clock/clock.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Gateway, RequestOptions } from "../gateway.ts"
import { createParallelLane } from "../lanes.ts"
import { unreadable } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import type { Session } from "../session.ts"
import type { CompanyEvent, EventType } from "./events.ts"
import { readEvents, readEventTypes } from "./read-events.ts"

export type EventRequests = Pick<Gateway, "eventTypes" | "events">

/** The catalogue has to be asked for again every day (TWS API documentation, "Wall Street Horizon Corporate Event filters"). */
const catalogueMs = 86_400_000
const catalogueFirst = 10282
const notAllowed = new Set([10276, 10277])

/**
 * Requests to Wall Street Horizon's calendar. A Gateway serves a client one at a time (a second one gets 10278 or 10281),
 * and events only to who has asked for the catalogue of their kinds in the same session (10282).
 */
export function createEventRequests(room: RequestRoom, clock: Clock): EventRequests {
  const askTypes = createAsker<readonly EventType[]>(room)
  const askEvents = createAsker<readonly CompanyEvent[]>(room)
  const lane = createParallelLane(clock, 1, "The Gateway takes one request for events at a time.")
  let known: { readonly session: Session; readonly at: number; readonly types: readonly EventType[] } | null = null

  const typesOf = async (options: RequestOptions | undefined): Promise<Outcome<readonly EventType[]>> => {
    const session = room.connection.session()
    if (session.ok && known?.session === session.value && clock.elapsed() - known.at < catalogueMs)
      return success(known.types)
    const outcome = await askTypes(
      {
        key: "",
        what: "the request for kinds of events",
        lane,
        send: (requests, reqId) => requests.eventTypes(reqId),
        cancel: (requests, reqId) => requests.cancelEventTypes(reqId),
        take(message, answer) {
          if (message.type !== "eventTypes") return
          const types = readEventTypes(message.json)
          answer(types === null ? failed(unreadable("the request for kinds of events")) : success(types))
        },
      },
      options?.signal,
    )
    const now = room.connection.session()
    if (outcome.ok && now.ok) known = { session: now.value, at: clock.elapsed(), types: outcome.value }
    return outcome
  }

  return {
    eventTypes: async (options) => explained(await typesOf(options)),

    async events(request, options) {
      const ask = () =>
        askEvents(
          {
            key: JSON.stringify(request),
            what: "the request for events",
            lane,
            send: (requests, reqId) => requests.events(reqId, request),
            cancel: (requests, reqId) => requests.cancelEvents(reqId),
            take(message, answer) {
              if (message.type !== "events") return
              const events = readEvents(message.json)
              answer(events === null ? failed(unreadable("the request for events")) : success(events))
            },
          },
          options?.signal,
        )
      const types = await typesOf(options)
      if (!types.ok) return explained(types)
      const outcome = await ask()
      if (outcome.ok || outcome.failure.ibCode !== catalogueFirst) return explained(outcome)
      // A Gateway can forget that it was asked without the session ending.
      known = null
      const again = await typesOf(options)
      return explained(again.ok ? await ask() : again)
    },
  }
}

/** The Gateway refuses the calendar with the words for a news feed. */
function explained<T>(outcome: Outcome<T>): Outcome<T> {
  const ibCode = outcome.ok ? null : outcome.failure.ibCode
  if (ibCode === null || !notAllowed.has(ibCode)) return outcome
  return fail(
    "not_subscribed",
    "This login has no subscription to Wall Street Horizon's event calendar.",
    'Subscribe to "Wall Street Horizon Corporate Event Data" in Client Portal (Settings > Market Data Subscriptions). Without it, ibkr_news has the headlines of results, dividends and the like.',
    { ibCode },
  )
}
