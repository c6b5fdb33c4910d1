import type { Clock } from "../../clock/clock.ts"
import type { OptionParameters } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking } from "../answer.ts"
import { unusableText } from "../argument.ts"
import { readDay } from "../calendar-date.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { notationOf } from "../instruments/instrument-query.ts"
import { createLastGood } from "../last-good.ts"
import { daysTo } from "./option-expiry.ts"

/** What is listed under one trading class, on all the exchanges that list the same. */
export interface Chain {
  readonly exchanges: readonly string[]
  readonly tradingClass: string
  readonly multiplier: string
  /** `YYYYMMDD`, ascending. */
  readonly expirations: readonly string[]
  /** Calendar days from today at the exchange to each of the expirations. */
  readonly daysToExpiry: readonly number[]
  /** Ascending; those of all expirations together, not each of them is listed for every one. */
  readonly strikes: readonly number[]
}

export interface Chains {
  /** The underlying. */
  readonly instrument: string
  readonly conId: number
  readonly chains: readonly Chain[]
}

/** The underlying of a chain. */
export type FindUnderlying = (text: string, asking: Asking) => Promise<Outcome<Resolved>>

/**
 * Finds what options are written on. A plain symbol that is no stock is tried as an index, because SPX and VIX have the
 * best known chains and are no stocks. A continuous future has none itself: those of its month now are meant.
 */
export const findUnderlying =
  (contracts: Contracts): FindUnderlying =>
  async (text, asking) => {
    const instrument = readInstrument(text)
    if (!instrument.ok) return instrument
    const found = await contracts.of(instrument.value, asking)
    const refused = found.ok ? noUnderlying(found.value) : null
    if (refused) return refused
    if (found.ok && found.value.details.contract.secType === "CONTFUT")
      return contracts.named(notationOf({ ...found.value.details.contract, secType: "FUT" }), asking)
    if (found.ok || found.failure.code !== "not_found" || instrument.value.kind !== "stock") return found
    const index = await contracts.of({ ...instrument.value, kind: "index" }, asking)
    return index.ok || index.failure.code === "ambiguous_contract" ? index : found
  }

export interface ChainDesk {
  /** Expirations and strikes of an underlying's options, identical exchanges merged; `exchange` keeps those it lists. */
  optionChains(underlying: string, exchange: string | null, asking: Asking): Promise<Outcome<Answer<Chains>>>
}

export function createChainDesk(gateway: Gateway, contracts: Contracts, clock: Clock): ChainDesk {
  const lastGood = createLastGood<Chains>(clock, 20)
  const find = findUnderlying(contracts)

  return {
    async optionChains(text, exchange, asking) {
      const unusable = unusableText("exchange", exchange, 32)
      if (unusable) return { ok: false, failure: unusable }
      const instrument = readInstrument(text)
      if (!instrument.ok) return instrument
      const venue = exchange?.trim().toUpperCase() || null
      const question = (at: string | null) => JSON.stringify([spell(instrument.value), at])
      const afresh = async (): Promise<Outcome<Answer<Chains>>> => {
        const underlying = await find(text, asking)
        if (!underlying.ok) return underlying
        const { details, instrument: name } = underlying.value
        const listed = await gateway.optionParameters(details.contract, asking)
        if (!listed.ok) return listed
        const there = listed.value.filter((row) => venue === null || row.exchange === venue)
        const chains = mergeExchanges(there, clock.now(), zoneOf(details))
        if (chains.length === 0) return noOptions(name, venue, listed.value)
        return success({
          data: { instrument: name, conId: details.contract.conId, chains },
          provenance: { asOf: clock.now(), source: "live", staleS: null, warnings: [] },
        })
      }
      const narrow = ({ data, provenance }: Answer<Chains>): Answer<Chains> | null => {
        const chains = data.chains.flatMap((chain) =>
          venue !== null && chain.exchanges.includes(venue) ? [{ ...chain, exchanges: [venue] }] : [],
        )
        return chains.length === 0 ? null : { data: { ...data, chains }, provenance }
      }
      return lastGood.ask(question(venue), afresh, { within: [{ question: question(null), narrow }] })
    },
  }
}

/** That an option is no underlying, and which tool takes it; null for everything else. */
function noUnderlying({ instrument, details: { contract } }: Resolved): Outcome<never> | null {
  if (contract.secType !== "OPT" && contract.secType !== "FOP") return null
  return fail(
    "invalid_request",
    `${instrument} is an option itself.`,
    "Give its underlying for the chain; for the option alone use ibkr_quote or ibkr_option_calculator.",
  )
}

export function noOptions(name: string, venue: string | null, listed: readonly OptionParameters[]): Outcome<never> {
  if (venue !== null && listed.length > 0)
    return fail(
      "not_found",
      `No options on ${name} at ${venue}.`,
      `Leave exchange out, or use one of ${[...new Set(listed.map((row) => row.exchange))].join(", ")}.`,
    )
  return fail(
    "not_found",
    `The Gateway lists no options on ${name}.`,
    "Options on an index need the index, IND:SPX@CBOE; options on a future its month, FUT:ES:202612@CME. ibkr_contract_search says which instruments have options (derivative_types).",
  )
}

/** One chain for all exchanges that list the same of a class; those with most expirations and strikes first. */
function mergeExchanges(rows: readonly OptionParameters[], now: number, zone: string | null): readonly Chain[] {
  const merged = new Map<string, OptionParameters & { exchanges: string[] }>()
  for (const row of rows) {
    const key = JSON.stringify([row.tradingClass, row.multiplier, row.expirations, row.strikes])
    const same = merged.get(key)
    if (same) same.exchanges.push(row.exchange)
    else merged.set(key, { ...row, exchanges: [row.exchange] })
  }
  return [...merged.values()]
    .map(({ exchanges, tradingClass, multiplier, expirations, strikes }) => {
      const days = expirations.filter((day) => readDay(day) !== null).toSorted()
      return {
        exchanges: exchanges.toSorted(),
        tradingClass,
        multiplier,
        expirations: days,
        daysToExpiry: days.map((day) => daysTo(day, now, zone)),
        strikes: strikes.toSorted((a, b) => a - b),
      }
    })
    .toSorted(
      (a, b) => b.expirations.length - a.expirations.length || b.strikes.length - a.strikes.length || byClass(a, b),
    )
}

const byClass = (a: Chain, b: Chain): number => a.tradingClass.localeCompare(b.tradingClass)
