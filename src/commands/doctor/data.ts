import type { Config } from "../../config/config.ts"
import { readSource } from "../../desk/history/bar-request.ts"
import type { Contract } from "../../gateway/contracts/contract.ts"
import type { Bar, BarSource } from "../../gateway/history/history.ts"
import type { MarketData, QuoteOutcome } from "../../gateway/quotes/market-data.ts"
import type { Probe } from "../../gateway/status.ts"
import type { Failure, Outcome } from "../../outcome/outcome.ts"
import { type Check, failing, ok, skip, warn, withTwsPath } from "./check.ts"
import { spanText } from "./span.ts"

/** Seconds between the clocks from which bars and tick times look wrong, and from which sessions and "now" are wrong. */
const noticeableSkewS = 2
const brokenSkewS = 30

/** This machine's clock against the Gateway's, which says whole seconds. */
export function clockCheck(probe: Outcome<Probe>): Check {
  if (!probe.ok)
    return failing(
      "clock",
      `the Gateway did not say its time: ${probe.failure.message}`,
      withTwsPath(probe.failure.hint),
    )
  const skew = probe.value.clockSkewS
  const size = Math.abs(skew)
  const found = `this machine's clock is ${spanText(size)} ${skew > 0 ? "behind" : "ahead of"} the Gateway's`
  const remedy =
    "Set the clock by time synchronisation (NTP) on both machines; a virtual machine that slept is the usual cause."
  if (size > brokenSkewS) return failing("clock", found, remedy)
  if (size > noticeableSkewS) return warn("clock", found, remedy)
  return ok("clock", `within ${noticeableSkewS} s of the Gateway's`)
}

const subscribe =
  "For live data subscribe in IBKR's Client Portal: Settings > Market Data Subscriptions, and sign the API agreement there; then restart the Gateway."

/** What kind of prices the account gets for one instrument. */
export function marketDataCheck(instrument: string, config: Config, quote: QuoteOutcome): Check {
  const name = "market_data"
  if (!quote.ok) return failing(name, `${instrument}: ${quote.failure.message}`, quoteRemedy(quote.failure, config))
  const data = quote.value
  const prices = pricesOf(data)
  if (prices === "") {
    const remedy = `Ask for an instrument that trades now (--symbol). ${subscribe}`
    return warn(name, [`${instrument}: no price came`, ...data.warnings].join("; "), remedy)
  }
  switch (data.dataType) {
    case "live":
      return ok(name, `${instrument} live: ${prices}`)
    case "frozen":
      return ok(name, `${instrument} frozen (the market is closed, these are its last prices): ${prices}`)
    case "delayed":
      return warn(name, `${instrument} is delayed by 15 to 20 minutes: ${prices}`, `Delayed data works. ${subscribe}`)
    case "delayed_frozen":
      return warn(
        name,
        `${instrument} is delayed and frozen (the market is closed, these are its last prices): ${prices}`,
        `Delayed data works. ${subscribe}`,
      )
    case null:
      return warn(name, `${instrument}: ${prices}, of a kind that the Gateway did not say`, subscribe)
  }
}

function quoteRemedy(failure: Failure, config: Config): string {
  if (failure.code !== "not_subscribed" || config.marketDataType >= 3) return withTwsPath(failure.hint)
  return `Set IB_MARKET_DATA_TYPE=3 to settle for delayed data. ${subscribe}`
}

const pricesOf = (data: MarketData): string =>
  (["bid", "ask", "last", "close"] as const)
    .flatMap((field) => (data[field] === null ? [] : [`${field} ${data[field]}`]))
    .join(", ")

/** What an instrument's bars are made of: trades, or the nearest thing for what has none (FX, crypto). */
export function historySource({ secType }: Contract): BarSource {
  const chosen = readSource("TRADES", secType)
  return chosen.ok ? chosen.value.source : "TRADES"
}

/** Whether a day of hourly bars can be had. */
export function historyCheck(instrument: string, bars: Outcome<readonly Bar[]>): Check {
  if (bars.ok) {
    const newest = bars.value.at(-1)
    const at = typeof newest?.at === "number" ? `${new Date(newest.at).toISOString().slice(0, 16)}Z` : newest?.at
    return ok("history", `${instrument}: ${bars.value.length} hourly bars, the newest of ${at ?? "no time"}`)
  }
  const found = `${instrument}: ${bars.failure.message}`
  return bars.failure.code === "no_data"
    ? warn("history", found, bars.failure.hint)
    : failing("history", found, withTwsPath(bars.failure.hint))
}

/** The checks that need an instrument, when it could not be found. */
export function instrumentNotFound(instrument: string, failure: Failure): readonly Check[] {
  return [
    failing("market_data", `${instrument}: ${failure.message}`, failure.hint),
    skip("history", `not asked for, because ${instrument} could not be looked up`),
  ]
}
