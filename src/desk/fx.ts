import type { Clock } from "../clock/clock.ts"
import { fail, type Outcome, success } from "../outcome/outcome.ts"
import type { Answer, Asking } from "./answer.ts"
import type { Contracts, Resolved } from "./contracts/contracts.ts"
import { spell } from "./instruments/instrument.ts"
import { readPair } from "./instruments/instrument-grammar.ts"
import { createLastGood } from "./last-good.ts"
import { difference, tidy } from "./number.ts"
import type { Quote, QuoteDesk } from "./quotes.ts"

/** The market of one unit of `base` in `quote`. A figure that needs a missing side is null. */
export interface FxRate {
  /** `EURUSD`, as asked. */
  readonly pair: string
  readonly base: string
  readonly quote: string
  /** The contract the prices come from; of the opposite pair when `inverted`. */
  readonly instrument: string
  readonly conId: number
  readonly inverted: boolean
  readonly bid: number | null
  readonly ask: number | null
  readonly last: number | null
  /** The previous session's; what is left when the market is closed. */
  readonly close: number | null
  /** Mean of bid and ask. */
  readonly midpoint: number | null
  /** One over the midpoint. */
  readonly inverse: number | null
  readonly spread: number | null
  /** The amount of `base`, in `quote`, at the midpoint; null without an amount or a midpoint. */
  readonly converted: number | null
  readonly dataType: Quote["dataType"]
  readonly asOf: number | null
  readonly zone: string | null
}

export interface FxDesk {
  /** A pair in any spelling; `amount` is of its first currency. Falls back on the opposite pair where IBKR lists only that. */
  fxRate(pair: string, amount: number | null, asking: Asking): Promise<Outcome<Answer<FxRate>>>
}

const largestAmount = 1e18

export function createFxDesk(contracts: Contracts, quotes: QuoteDesk, clock: Clock): FxDesk {
  const lastGood = createLastGood<FxRate>(clock, 100)

  return {
    async fxRate(text, amount, asking) {
      if (amount !== null && !(Math.abs(amount) <= largestAmount))
        return fail(
          "invalid_request",
          `amount is ${amount}, which is no sum of money.`,
          "Give amount as a number: 1000.",
        )
      const pair = readPair(text)
      if (!pair.ok) return pair
      const { base, quote } = pair.value
      const listed = async (): Promise<Outcome<{ resolved: Resolved; inverted: boolean }>> => {
        const direct = await contracts.of(pair.value, asking)
        if (direct.ok) return success({ resolved: direct.value, inverted: false })
        if (direct.failure.code !== "not_found") return direct
        const opposite = await contracts.of({ ...pair.value, base: quote, quote: base }, asking)
        if (opposite.ok) return success({ resolved: opposite.value, inverted: true })
        return opposite.failure.code === "not_found" ? notListed(base, quote) : opposite
      }

      const answer = await lastGood.ask(spell(pair.value), async () => {
        const found = await listed()
        if (!found.ok) return found
        const { resolved, inverted } = found.value
        const market = await quotes.quoteOf(resolved, asking)
        if (!market.ok) return market
        const rate = rateOf(base, quote, market.value, inverted)
        const warnings = [...market.value.warnings]
        if (inverted) warnings.push(`IBKR lists ${quote}${base}, not ${base}${quote}: its prices were inverted.`)
        if (market.value.closed)
          warnings.push("The pair does not trade now: there is no bid, ask or midpoint, close is of a session before.")
        else if (rate.midpoint === null) warnings.push("Bid or ask is missing: there is no midpoint.")
        return success({
          data: rate,
          provenance: { asOf: rate.asOf ?? clock.now(), source: rate.dataType ?? "live", staleS: null, warnings },
        })
      })
      if (!answer.ok || amount === null || answer.value.data.midpoint === null) return answer
      const converted = tidy(amount * answer.value.data.midpoint)
      return success({ ...answer.value, data: { ...answer.value.data, converted } })
    },
  }
}

function rateOf(base: string, quote: string, market: Quote, inverted: boolean): FxRate {
  // Selling one side of the pair is buying the other: the sides swap.
  const bid = inverted ? inverse(market.ask) : positive(market.bid)
  const ask = inverted ? inverse(market.bid) : positive(market.ask)
  const last = inverted ? inverse(market.last) : positive(market.last)
  const close = inverted ? inverse(market.close) : positive(market.close)
  const midpoint = bid === null || ask === null ? null : tidy((bid + ask) / 2)
  return {
    pair: base + quote,
    base,
    quote,
    instrument: market.instrument,
    conId: market.conId,
    inverted,
    bid,
    ask,
    last,
    close,
    midpoint,
    inverse: inverse(midpoint),
    spread: bid === null || ask === null ? null : difference(ask, bid),
    converted: null,
    dataType: market.dataType,
    asOf: market.asOf,
    zone: market.zone,
  }
}

const positive = (price: number | null): number | null => (price !== null && price > 0 ? price : null)

const inverse = (price: number | null): number | null => (price !== null && price > 0 ? tidy(1 / price) : null)

function notListed(base: string, quote: string): Outcome<never> {
  const other = [base, quote].includes("USD")
    ? "A cryptocurrency is no currency here: ibkr_quote has CRYPTO:BTC@PAXOS."
    : `Or go through a third currency: ${base}USD and USD${quote}.`
  return fail("not_found", `IBKR lists neither ${base}${quote} nor ${quote}${base}.`, `Check the codes. ${other}`)
}
