import type { Failure } from "../../outcome/outcome.ts"

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
