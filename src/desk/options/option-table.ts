import type { Clock } from "../../clock/clock.ts"
import type { Config } from "../../config/config.ts"
import type { ContractDetails, OptionRight } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "../answer.ts"
import { quoted } from "../argument.ts"
import { readDay } from "../calendar-date.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { createLastGood, isAway } from "../last-good.ts"
import { tidy } from "../number.ts"
import type { Quote, QuoteDesk } from "../quotes.ts"
import { inWaves } from "../waves.ts"
import { findUnderlying } from "./option-chain.ts"
import { daysTo, type Settlement, settlementOf } from "./option-expiry.ts"
import { middleStrike, nothingPasses, type OptionListings, unlistedStrikes } from "./option-listing.ts"
import {
  type OptionPage,
  type OptionTableQuestion,
  readOptionCursor,
  refuseOptions,
  writeOptionCursor,
} from "./option-question.ts"
import { searchAll, searchByDelta } from "./option-search.ts"
import { asRead, nearestFirst } from "./option-selection.ts"
import { type Series, type SeriesChoice, seriesOfDay, seriesWithin } from "./option-series.ts"
import { classWarnings, deltaWarnings, quoteWarnings, rangeWarnings } from "./option-warnings.ts"
import { createOptionWaves, firstFailure, type Looked, waveSize } from "./option-waves.ts"
import type { LabelledGreeks } from "./own-greeks.ts"

/** One option of the table; `quote` is null when it could not be quoted. */
export interface OptionRow {
  readonly instrument: string
  readonly conId: number
  readonly strike: number
  readonly right: OptionRight
  readonly quote: Quote | null
  readonly greeks: LabelledGreeks | null
}

/** One expiry and class that the table is of. */
export interface TableSeries {
  readonly expiry: string
  /** Calendar days from today at the exchange. */
  readonly days: number
  readonly tradingClass: string
  readonly multiplier: string
  /** Null when the Gateway does not say. */
  readonly settlement: Settlement | null
}

export interface OptionTable {
  /** The underlying. */
  readonly instrument: string
  readonly conId: number
  /** Nearest first; one when an expiry was asked for. */
  readonly series: readonly TableSeries[]
  readonly currency: string
  /** What the strikes are centred on; null when the underlying has no price. */
  readonly underlyingPrice: number | null
  /** Expiry by expiry, strikes ascending, the call before the put. */
  readonly rows: readonly OptionRow[]
  /** How many options pass the filters; with a delta filter at most, as not all are looked at. */
  readonly total: number
  /** For the options further from the money; null when there are none. */
  readonly cursor: string | null
  /** Why the first option or expiry that could not be had is missing; null when nothing is. */
  readonly lack: Failure | null
}

export interface OptionTableDesk {
  /**
   * Quotes with Greeks around the money, of one expiry or of several within some days, asked for in waves that fit the line
   * budget.
   */
  optionTable(question: OptionTableQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<OptionTable>>>
}

/** Of how many expiries at once a table can be: each is one slow request to the Gateway. */
export const mostExpiries = 6

/** The Gateway answers lookups of whole expiries slowly and one after the other, while their deadlines run. */
const lookupsAtOnce = 2

/** What the desks that answer about options are made of. */
export interface OptionParts {
  readonly gateway: Gateway
  readonly contracts: Contracts
  readonly listings: OptionListings
  readonly quotes: QuoteDesk
  readonly config: Config
  readonly clock: Clock
}

export function createOptionTableDesk({
  gateway,
  contracts,
  listings,
  quotes,
  config,
  clock,
}: OptionParts): OptionTableDesk {
  const lastGood = createLastGood<OptionTable>(clock, 20)
  const find = findUnderlying(contracts)
  const waves = createOptionWaves(quotes, clock)

  /** Everything that is listed of the expiries asked for, and the underlying's market. */
  async function lookUp(
    question: OptionTableQuestion,
    expiry: string | null,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Listed>> {
    const underlying = await find(question.underlying, asking)
    if (!underlying.ok) return underlying
    const { contract } = underlying.value.details
    const [parameters, spot] = await Promise.all([
      gateway.optionParameters(contract, asking),
      quotes.quoteOf(underlying.value, asking),
    ])
    if (!parameters.ok) return parameters
    const chosen =
      expiry === null
        ? seriesWithin(parameters.value, underlying.value, question, clock.now())
        : seriesOfDay(parameters.value, underlying.value, expiry, question)
    if (!chosen.ok) return chosen
    const wanted = chosen.value.series.slice(0, mostExpiries)
    const ask = async (series: Series) => ({ series, outcome: await listings.whole(contract, series, asking) })
    const found = await inWaves(wanted, lookupsAtOnce, ask, asking, (done) => {
      if (expiry === null) progress(done, null, `Looked up ${done} of ${wanted.length} expiries`)
    })
    const missing = found.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]))[0] ?? null
    const options = found.flatMap(({ outcome }) => (outcome.ok ? outcome.value : []))
    if (options.length === 0 && missing) return failed(missing)
    const series = found.flatMap((one) => (one.outcome.ok ? [one.series] : []))
    return success({ underlying: underlying.value, spot, choice: chosen.value, wanted, options, series, missing })
  }

  /** What to know of the expiries and classes that are not shown. */
  async function remarksOn(
    { underlying, choice, wanted, options, missing }: Listed,
    expiry: string | null,
    centre: number,
    asking: Asking,
  ): Promise<readonly string[]> {
    const notAll = missing ? [`Not every expiry could be looked up: ${missing.message}`] : []
    if (expiry === null) return [...rangeWarnings(choice, wanted), ...notAll]
    const { contract } = underlying.details
    const told = (all: readonly Series[]) =>
      Promise.all(
        all.map(async (series) => {
          const found = await listings.nearest(contract, series, centre, asking)
          return { series, details: found.ok ? (found.value[0] ?? null) : null }
        }),
      )
    const [others, before] = await Promise.all([
      told(choice.others),
      // Only options on an index settle on the morning after their last trade.
      told(contract.secType === "IND" ? choice.before : []),
    ])
    return [...classWarnings(expiry, options[0] ?? null, others, before), ...notAll]
  }

  async function tableOf(
    question: OptionTableQuestion,
    expiry: string | null,
    page: OptionPage,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<OptionTable>>> {
    const listed = await lookUp(question, expiry, asking, progress)
    if (!listed.ok) return listed
    const { underlying, spot, options, missing } = listed.value
    const { contract } = underlying.details

    const price = spot.ok ? priceOf(spot.value) : null
    const centre = page.centre ?? price ?? middleStrike(options)
    const fitting = nearestFirst(options, question, centre)
    if (fitting.length === 0) return nothingPasses(options, question.strikes)
    const classChosen = expiry !== null && question.tradingClass !== null
    const remarks = classChosen ? [] : remarksOn(listed.value, expiry, centre, asking)
    const byDelta = question.minDelta !== null || question.maxDelta !== null
    const size = waveSize(config)
    // Places in this list stay as they are while deltas move with the market: that is what a cursor counts.
    const candidates = fitting.slice(page.skip, byDelta ? undefined : page.skip + question.limit)
    const search = byDelta ? searchByDelta(question, candidates, question.limit, size) : searchAll(size)
    const lookups = expiry === null ? listed.value.wanted.length : 0
    const tell: Progress = (done, total, message) =>
      progress(done + lookups, total === null ? null : total + lookups, message)
    const { looked, left } = await waves.quoteInWaves(candidates, search, spot.ok ? spot.value : null, asking, tell)
    // What was not looked at any more is missing from the table: it must not be kept as a good answer.
    if (asking.signal?.aborted === true) return failed(cancelled())
    const failure = firstFailure(looked)
    if (failure && looked.every(({ outcome }) => !outcome.ok)) return failed(failure)

    const passing = search.passing(looked)
    const sure = search.sure(looked, left)
    const shown = sure.slice(0, question.limit)
    const [unseen] = left
    const later = sure[question.limit]?.details ?? unseen
    const total = byDelta ? page.shown + passing.length + left.length : fitting.length
    const next = page.skip + (later ? candidates.indexOf(later) : candidates.length)
    const found = shown.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []))
    const warnings = [...(await remarks), ...quoteWarnings(looked, spot, price, clock.now())]
    const unlisted = unlistedStrikes(options, question.strikes)
    if (unlisted) warnings.push(unlisted)
    if (byDelta) warnings.push(...deltaWarnings(looked, passing.length, left.length, shown.length < question.limit))
    const now = clock.now()
    return success({
      data: {
        instrument: underlying.instrument,
        conId: contract.conId,
        series: listed.value.series.map((one) => tableSeries(one, options, now)),
        currency: contract.currency,
        underlyingPrice: price,
        rows: shown.toSorted((a, b) => asRead(a.details, b.details)).map(rowOf),
        total,
        cursor: next < fitting.length ? writeOptionCursor(centre, next, page.shown + shown.length) : null,
        lack: missing ?? failure ?? (spot.ok || !isAway(spot.failure) ? null : spot.failure),
      },
      provenance: {
        asOf: Math.min(now, ...found.flatMap(({ asOf }) => asOf ?? [])),
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
      const expiry = question.expiry === null ? null : readDay(question.expiry.trim())
      if (expiry === null && question.expiry !== null)
        return fail(
          "invalid_request",
          `${quoted(question.expiry)} is no day.`,
          "Write expiry as 20261218 or 2026-12-18.",
        )
      const page = readOptionCursor(question.cursor)
      if (!page.ok) return page
      const key = JSON.stringify({ ...question, underlying: question.underlying.trim().toUpperCase(), expiry })
      return lastGood.ask(key, () => tableOf(question, expiry, page.value, asking, progress), {
        lacks: ({ lack }) => lack,
      })
    },
  }
}

/** What a table is made from. */
interface Listed {
  readonly underlying: Resolved
  readonly spot: Outcome<Quote>
  readonly choice: SeriesChoice
  /** Those of the choice that are looked up. */
  readonly wanted: readonly Series[]
  /** Those of them whose lookup succeeded, and all their options. */
  readonly series: readonly Series[]
  readonly options: readonly ContractDetails[]
  /** Why the first of the others failed. */
  readonly missing: Failure | null
}

function tableSeries({ expiry, tradingClass, multiplier }: Series, options: readonly ContractDetails[], now: number) {
  const details = options.find(({ contract }) => contract.expiry === expiry && contract.tradingClass === tradingClass)
  const zone = details ? zoneOf(details) : null
  const settlement = details ? settlementOf(details) : null
  return { expiry, days: daysTo(expiry, now, zone), tradingClass, multiplier, settlement }
}

/** What stands for an underlying's price: its last trade, else the middle of its market, its mark, its last close. */
export function priceOf({ last, bid, ask, mark, close }: Quote): number | null {
  const middle = bid === null || ask === null ? null : tidy((bid + ask) / 2)
  return last ?? middle ?? mark ?? close
}

function rowOf({ details: { contract }, instrument, outcome, greeks }: Looked): OptionRow {
  return {
    instrument,
    conId: contract.conId,
    strike: contract.strike ?? 0,
    right: contract.right ?? "C",
    quote: outcome.ok ? outcome.value : null,
    greeks,
  }
}
