import { LRUCache } from "lru-cache"
import type { Clock } from "../../clock/clock.ts"
import type { Contract, ContractDetails, ContractQuery } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import type { Asking } from "../answer.ts"
import type { Series } from "./option-series.ts"

/** Which options are really listed. What is found is kept as long as any contract. */
export interface OptionListings {
  /** All of a series, in one request. */
  whole(underlying: Contract, series: Series, asking: Asking): Promise<Outcome<readonly ContractDetails[]>>
  /** The call and put of a listed strike near a price: the nearest, as far as a few lookups can tell. */
  nearest(
    underlying: Contract,
    series: Series,
    price: number,
    asking: Asking,
  ): Promise<Outcome<readonly ContractDetails[]>>
}

/** Far expiries list fewer of a class's strikes: the round ones, by ever larger steps. */
const rounderSteps = [0, 1, 2.5, 5, 10, 25, 50, 100]

/** The strike nearest to a price, and the nearest of ever rounder ones. */
function likelyStrikes(strikes: readonly number[], price: number): readonly number[] {
  const nearestFirst = strikes.toSorted((a, b) => Math.abs(a - price) - Math.abs(b - price))
  const isRound = (strike: number, step: number) => step === 0 || Number.isInteger(strike / step)
  return [...new Set(rounderSteps.flatMap((step) => nearestFirst.find((strike) => isRound(strike, step)) ?? []))]
}

export function createOptionListings(gateway: Gateway, clock: Clock, keepS: number): OptionListings {
  const kept = new LRUCache<string, { readonly until: number; readonly listed: readonly ContractDetails[] }>({
    max: 200,
  })

  async function find(query: ContractQuery, asking: Asking): Promise<Outcome<readonly ContractDetails[]>> {
    const key = JSON.stringify(query)
    const known = kept.get(key)
    if (known && known.until > clock.now()) return success(known.listed)
    const found = await gateway.contractDetails(query, asking)
    if (found.ok) kept.set(key, { until: clock.now() + keepS * 1000, listed: found.value })
    return found
  }

  return {
    whole: (underlying, series, asking) => find(queryOf(underlying, series), asking),
    async nearest(underlying, series, price, asking) {
      for (const strike of likelyStrikes(series.strikes, price)) {
        const found = await find({ ...queryOf(underlying, series), strike }, asking)
        if (found.ok || found.failure.code !== "not_found") return found
      }
      return fail(
        "not_found",
        `No strike near ${price} is listed for ${series.tradingClass} ${series.expiry}.`,
        "Ask for that expiry itself with ibkr_option_chain.",
      )
    },
  }
}

const queryOf = (underlying: Contract, series: Series): ContractQuery => ({
  symbol: underlying.symbol,
  secType: underlying.secType === "FUT" || underlying.secType === "CONTFUT" ? "FOP" : "OPT",
  expiry: series.expiry,
  exchange: series.exchange,
  currency: underlying.currency,
  tradingClass: series.tradingClass,
  multiplier: series.multiplier,
})

/** The strike in the middle of those listed, to stand for the money when the underlying has no price. */
export function middleStrike(listed: readonly ContractDetails[]): number {
  const strikes = listed.flatMap(({ contract }) => contract.strike ?? []).toSorted((a, b) => a - b)
  return strikes[Math.floor(strikes.length / 2)] ?? 0
}

/** Most strikes that are named. */
const mostNamed = 10

/** Of the strikes asked for those that nobody lists, each with its listed neighbours; null when all are listed. */
export function unlistedStrikes(listed: readonly ContractDetails[], wanted: readonly number[] | null): string | null {
  const strikes = [...new Set(listed.flatMap(({ contract }) => contract.strike ?? []))]
  const lacking = (wanted ?? []).filter((one) => !strikes.some((strike) => Math.abs(strike - one) < 1e-6))
  const named = lacking.slice(0, mostNamed).map((one) => {
    const below = strikes.filter((strike) => strike < one)
    const above = strikes.filter((strike) => strike > one)
    const near = [...(below.length > 0 ? [Math.max(...below)] : []), ...(above.length > 0 ? [Math.min(...above)] : [])]
    return `${one} (near it ${near.join(" and ")})`
  })
  return named.length === 0 ? null : `Strikes not listed: ${named.join(", ")}.`
}

/** What is said when no option passes the filters. */
export function nothingPasses(listed: readonly ContractDetails[], wanted: readonly number[] | null): Outcome<never> {
  const strikes = listed.flatMap(({ contract }) => contract.strike ?? [])
  const widen = `Strikes listed are ${Math.min(...strikes)} to ${Math.max(...strikes)}: widen strikes, min_strike, max_strike or right.`
  const hint = [unlistedStrikes(listed, wanted), widen].filter((part) => part !== null).join(" ")
  return fail("not_found", "No option of that expiry passes the filters.", hint)
}
