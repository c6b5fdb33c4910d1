import type { TickKind } from "../gateway/ticks/tick.ts"
import { type Failure, fail, type Outcome } from "../outcome/outcome.ts"

/** Ticks have no delayed form, whatever the Gateway's own text promises: what to ask for instead. */
export function noDelayedTicks(failure: Failure): Failure {
  if (failure.code !== "not_subscribed") return failure
  return {
    ...failure,
    hint: "IBKR has no delayed ticks. Without the subscription (Client Portal, Settings > Market Data Subscriptions) use ibkr_quote for delayed prices and ibkr_historical_bars for delayed history.",
  }
}

/** Books have no delayed form either. */
export function noDelayedBook(failure: Failure): Failure {
  if (failure.code !== "not_subscribed") return failure
  return {
    ...failure,
    hint: "IBKR has no delayed market depth. Without the exchange's depth subscription (Client Portal, Settings > Market Data Subscriptions) use ibkr_quote for the best bid and ask.",
  }
}

const pairs: readonly TickKind[] = ["bid_ask", "midpoint"]

/** What ticks a security type can have, where that is not every kind. */
const kindsByType: Readonly<Record<string, readonly TickKind[] | undefined>> = {
  CASH: pairs,
  CFD: pairs,
  CMDTY: pairs,
  IND: ["trades"],
  BAG: [],
}

const names: Readonly<Record<string, string>> = {
  CASH: "Currency pairs",
  CFD: "CFDs",
  CMDTY: "Metals",
  IND: "Indices",
  BAG: "Combinations",
}

/** Why an instrument cannot have ticks of that kind; null when it can. */
export function unfitKind(kind: TickKind, secType: string): Outcome<never> | null {
  const possible = kindsByType[secType]
  if (!possible || possible.includes(kind)) return null
  const name = names[secType] ?? secType
  if (possible.length === 0)
    return fail("unsupported", `${name} have no ticks of their own.`, "Ask for the ticks of their legs.")
  return fail("invalid_request", `${name} have no ${kind} ticks.`, `Use kind ${possible.join(" or ")}.`)
}
