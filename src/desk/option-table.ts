import { LRUCache } from "lru-cache"
import type { Clock } from "../clock/clock.ts"
import type { Config } from "../config/config.ts"
import type { ContractDetails, ContractQuery, OptionRight } from "../gateway/contract.ts"
import type { Gateway } from "../gateway/gateway.ts"
import { type Failure, fail, failed, type Outcome, success } from "../outcome/outcome.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "./answer.ts"
import { quoted } from "./argument.ts"
import { readDay } from "./calendar-date.ts"
import type { Contracts } from "./contracts.ts"
import { notationOf } from "./instrument-query.ts"
import { createLastGood } from "./last-good.ts"
import { tidy } from "./number.ts"
import { findUnderlying } from "./option-chain.ts"
import { chooseListing, middleStrike, nothingPasses } from "./option-listing.ts"
import {
  type OptionPage,
  type OptionTableQuestion,
  readOptionCursor,
  refuseOptions,
  writeOptionCursor,
} from "./option-question.ts"
import { mostLookedAt, type OptionSearch, type Seen, searchAll, searchByDelta } from "./option-search.ts"
import { byStrike, nearestFirst } from "./option-selection.ts"
import type { Quote, QuoteDesk } from "./quotes.ts"

/** One option of the table; `quote` is null when it could not be quoted. */
export interface OptionRow {
  readonly instrument: string
  readonly conId: number
  readonly strike: number
  readonly right: OptionRight
  readonly quote: Quote | null
}

export interface OptionTable {
  /** The underlying. */
  readonly instrument: string
  readonly conId: number
  readonly expiry: string
  readonly tradingClass: string
  readonly multiplier: string
  readonly currency: string
  /** What the strikes are centred on; null when the underlying has no price. */
  readonly underlyingPrice: number | null
  /** Strikes ascending, the call before the put. */
  readonly rows: readonly OptionRow[]
  /** How many options pass the filters; with a delta filter at most, as not all are looked at. */
  readonly total: number
  /** For the options further from the money; null when there are none. */
  readonly cursor: string | null
}

export interface OptionTableDesk {
  /** Quotes with Greeks of one expiry's options around the money, asked for in waves that fit the line budget. */
  optionTable(question: OptionTableQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<OptionTable>>>
}

export function createOptionTableDesk(
  gateway: Gateway,
  contracts: Contracts,
  quotes: QuoteDesk,
  config: Config,
  clock: Clock,
): OptionTableDesk {
  const lastGood = createLastGood<OptionTable>(clock, 20)
  const find = findUnderlying(contracts)
  const listings = new LRUCache<string, { readonly until: number; readonly listed: readonly ContractDetails[] }>({
    max: 20,
  })

  /** Every option of one class and expiry, strikes as really listed. One request, kept as long as any contract. */
  async function listing(query: ContractQuery, asking: Asking): Promise<Outcome<readonly ContractDetails[]>> {
    const key = JSON.stringify(query)
    const known = listings.get(key)
    if (known && known.until > clock.now()) return success(known.listed)
    const found = await gateway.contractDetails(query, asking)
    if (found.ok) listings.set(key, { until: clock.now() + config.cacheTtlS * 1000, listed: found.value })
    return found
  }

  /** Quotes wave by wave until nothing is left that may pass, or there is enough. */
  async function quoteInWaves(
    options: readonly ContractDetails[],
    search: OptionSearch,
    asking: Asking,
    progress: Progress,
  ): Promise<{ readonly looked: readonly Looked[]; readonly left: readonly ContractDetails[] }> {
    const looked: Looked[] = []
    let left = options
    for (let wave = 0; left.length > 0 && asking.signal?.aborted !== true && !search.enough(looked, left); wave++) {
      const total = looked.length + left.length
      progress(looked.length, total, `Quoted ${looked.length} of ${total} options`)
      const next = search.next(left, wave)
      const quoted = next.map(async (details): Promise<Looked> => {
        const instrument = notationOf(details.contract)
        const outcome = await quotes.quoteOf({ details, instrument }, asking)
        return { details, instrument, outcome, delta: outcome.ok ? (outcome.value.greeks?.delta ?? null) : null }
      })
      looked.push(...(await Promise.all(quoted)))
      left = left.filter((option) => !next.includes(option) && search.mayPass(option, looked))
    }
    progress(looked.length, looked.length, `Quoted ${looked.length} options`)
    return { looked, left }
  }

  async function tableOf(
    question: OptionTableQuestion,
    expiry: string,
    page: OptionPage,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<OptionTable>>> {
    const underlying = await find(question.underlying, asking)
    if (!underlying.ok) return underlying
    const { contract } = underlying.value.details
    const [parameters, spot] = await Promise.all([
      gateway.optionParameters(contract, asking),
      quotes.quoteOf(underlying.value, asking),
    ])
    if (!parameters.ok) return parameters
    const chosen = chooseListing(parameters.value, underlying.value, expiry, question)
    if (!chosen.ok) return chosen
    const { row, others } = chosen.value
    const secType = contract.secType === "FUT" || contract.secType === "CONTFUT" ? "FOP" : "OPT"
    const listed = await listing(
      {
        symbol: contract.symbol,
        secType,
        expiry,
        exchange: row.exchange,
        currency: contract.currency,
        tradingClass: row.tradingClass,
        multiplier: row.multiplier,
      },
      asking,
    )
    if (!listed.ok) return listed

    const price = spot.ok ? priceOf(spot.value) : null
    const centre = page.centre ?? price ?? middleStrike(listed.value)
    const fitting = nearestFirst(listed.value, question, centre)
    if (fitting.length === 0) return nothingPasses(listed.value)
    const byDelta = question.minDelta !== null || question.maxDelta !== null
    const budget = Math.max(1, Math.min(50, config.maxLines - 1))
    const candidates = byDelta ? fitting : fitting.slice(page.skip, page.skip + question.limit)
    const search = byDelta ? searchByDelta(question, fitting, page.skip + question.limit, budget) : searchAll(budget)
    const { looked, left } = await quoteInWaves(candidates, search, asking, progress)
    // What was not looked at any more is missing from the table: it must not be kept as a good answer.
    if (asking.signal?.aborted === true)
      return fail("request_timeout", "The request was cancelled by whoever asked.", "Ask again.")
    if (looked.length > 0 && looked.every(({ outcome }) => !outcome.ok)) return failed(firstFailure(looked))

    const passing = byDelta ? search.passing(looked) : looked
    const shown = byDelta ? passing.slice(page.skip, page.skip + question.limit) : passing
    const total = byDelta ? passing.length + left.length : fitting.length
    const next = page.skip + shown.length
    const warnings = warningsOf(question, looked, others, row.tradingClass, spot.ok ? null : spot.failure)
    if (byDelta && looked.length >= mostLookedAt && shown.length < question.limit)
      warnings.push(
        `Only ${mostLookedAt} of ${fitting.length} options were looked at for their delta: narrow the strikes.`,
      )
    const found = shown.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []))
    return success({
      data: {
        instrument: underlying.value.instrument,
        conId: contract.conId,
        expiry,
        tradingClass: row.tradingClass,
        multiplier: row.multiplier,
        currency: contract.currency,
        underlyingPrice: price,
        rows: shown.toSorted((a, b) => byStrike(a.details, b.details)).map(rowOf),
        total,
        cursor: next < total ? writeOptionCursor(centre, next) : null,
      },
      provenance: {
        asOf: Math.min(clock.now(), ...found.map(({ asOf }) => asOf)),
        source: leastCurrent(found.map(({ dataType }) => dataType ?? "live")),
        staleS: null,
        warnings,
      },
    })
  }

  return {
    async optionTable(question, asking, progress) {
      const refused = refuseOptions(question)
      if (refused) return failed(refused)
      const expiry = readDay(question.expiry.trim())
      if (expiry === null)
        return fail(
          "invalid_request",
          `${quoted(question.expiry)} is no day.`,
          "Write expiry as 20261218 or 2026-12-18.",
        )
      const page = readOptionCursor(question.cursor)
      if (!page.ok) return page
      const key = JSON.stringify({ ...question, underlying: question.underlying.trim().toUpperCase(), expiry })
      return lastGood.ask(key, () => tableOf(question, expiry, page.value, asking, progress))
    },
  }
}

function priceOf({ last, bid, ask, mark, close }: Quote): number | null {
  const middle = bid === null || ask === null ? null : tidy((bid + ask) / 2)
  return last ?? middle ?? mark ?? close
}

interface Looked extends Seen {
  readonly instrument: string
  readonly outcome: Outcome<Quote>
}

function rowOf({ details: { contract }, instrument, outcome }: Looked): OptionRow {
  return {
    instrument,
    conId: contract.conId,
    strike: contract.strike ?? 0,
    right: contract.right ?? "C",
    quote: outcome.ok ? outcome.value : null,
  }
}

function warningsOf(
  { tradingClass }: OptionTableQuestion,
  looked: readonly Looked[],
  others: readonly string[],
  chosen: string,
  spot: Failure | null,
): string[] {
  const warnings = new Set<string>()
  if (tradingClass === null && others.length > 0)
    warnings.add(`${chosen} is shown; ${others.join(", ")} expires that day too: choose with trading_class.`)
  if (spot) warnings.add(`The underlying has no price, so the middle of the strikes is shown: ${spot.message}`)
  for (const { outcome } of looked) if (outcome.ok) for (const warning of outcome.value.warnings) warnings.add(warning)
  const failures = looked.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]))
  const [first] = failures
  if (first) warnings.add(`${failures.length} of ${looked.length} options have no quote: ${first.message}`)
  return [...warnings]
}

function firstFailure(looked: readonly Looked[]): Failure {
  for (const { outcome } of looked) if (!outcome.ok) return outcome.failure
  throw new Error("asked for the first failure of quotes that all succeeded")
}
