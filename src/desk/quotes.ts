import type { Clock } from "../clock/clock.ts"
import { isOption } from "../gateway/contracts/contract.ts"
import type { Gateway } from "../gateway/gateway.ts"
import type { MarketData } from "../gateway/quotes/market-data.ts"
import { fail, failed, type Outcome, success } from "../outcome/outcome.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "./answer.ts"
import type { Contracts, Resolved } from "./contracts/contracts.ts"
import type { PricedInstrument } from "./contracts/priced-instrument.ts"
import { farmsSentence, lostFarms, waitForFarms } from "./farms.ts"
import { isClosed, zoneOf } from "./hours/trading-hours.ts"
import { spell } from "./instruments/instrument.ts"
import { readInstrument } from "./instruments/instrument-grammar.ts"
import { allFailed, distinctNames, type InstrumentError, unusableNames } from "./instruments/several-instruments.ts"
import { createLastGood } from "./last-good.ts"
import { difference, percent } from "./number.ts"
import { type Greeks, greeksOf } from "./options/greeks.ts"
import { hasSettled } from "./options/option-expiry.ts"

/** What a quote has as the Gateway says it. */
type QuoteField =
  | ("bid" | "ask" | "bidSize" | "askSize" | "last" | "lastSize")
  | ("open" | "high" | "low" | "close" | "volume" | "halted" | "dataType")

/**
 * One instrument's market. Prices are in `currency` divided by `priceMagnifier` (100: pence for pounds), as the Gateway
 * quotes them. What the Gateway has not said is null.
 */
export interface Quote extends PricedInstrument, Pick<MarketData, QuoteField> {
  readonly symbol: string
  readonly secType: string
  readonly exchange: string
  /** Last minus close; null unless the Gateway gave both. */
  readonly change: number | null
  readonly changePct: number | null
  readonly mark: number | null
  /** Nobody quotes it because it does not trade now, by its own hours. False when it has a side or its hours are not known. */
  readonly closed: boolean
  /**
   * When these prices were true (ms since the epoch): the newest tick of live prices, the last trade of any others. Null when
   * all there is is a close, which the Gateway says no time of.
   */
  readonly asOf: number | null
  /** The exchange's IANA zone; null when not known. */
  readonly zone: string | null
  /** Options only. */
  readonly greeks: Greeks | null
  /** Contracts open in this option; null for everything else. */
  readonly openInterest: number | null
  /** The Gateway's notices on this quote. */
  readonly warnings: readonly string[]
}

export interface Quotes {
  readonly quotes: readonly Quote[]
  /** Instruments of the same call that have no quote. */
  readonly errors: readonly InstrumentError[]
}

/** Most instruments of one call. */
const mostQuotes = 50

export interface QuoteAsking extends Asking {
  /** False where experience says that the Gateway computes none; they are answered when they come all the same. */
  readonly greeksExpected?: boolean
}

export interface QuoteDesk {
  /**
   * Quotes of up to 50 instruments, asked for at once. One that fails stands in `errors`; the call fails only when all do.
   * The same instrument named twice is quoted once.
   */
  quotes(instruments: readonly string[], asking: Asking, progress?: Progress): Promise<Outcome<Answer<Quotes>>>
  /** The quote of a contract already found. An option's Greeks are waited for, unless they are said not to come. */
  quoteOf(resolved: Resolved, asking: QuoteAsking): Promise<Outcome<Quote>>
}

export function createQuoteDesk(gateway: Gateway, contracts: Contracts, clock: Clock): QuoteDesk {
  const lastGood = createLastGood<Quote>(clock, 500)

  async function quoteOf(resolved: Resolved, { signal, greeksExpected = true }: QuoteAsking): Promise<Outcome<Quote>> {
    const { contract } = resolved.details
    const greeks = isOption(contract.secType) && greeksExpected && !hasSettled(resolved.details, clock.now())
    const look = await gateway.quote(contract, { greeks, signal })
    const lost = lostFarms(gateway, "market_data")
    if (!look.ok) return look.failure.code === "no_data" && lost ? farmsLost(resolved.instrument, lost) : look
    const now = clock.now()
    if (isEmpty(look.value)) return lost ? farmsLost(resolved.instrument, lost) : noData(resolved, look.value, now)
    const found = quote(resolved, look.value, now)
    const isOld = lost !== null && now - (look.value.updatedAt ?? 0) > stoppedAfterMs
    return success(
      isOld ? { ...found, warnings: [...found.warnings, `${farmsSentence(lost)} ${mayHaveStopped}`] } : found,
    )
  }

  async function answerOne(name: string, asking: Asking): Promise<Outcome<Answer<Quote>>> {
    const instrument = readInstrument(name)
    if (!instrument.ok) return instrument
    return lastGood.ask(spell(instrument.value), async () => {
      const resolved = await contracts.of(instrument.value, asking)
      if (!resolved.ok) return resolved
      const found = await quoteOf(resolved.value, asking)
      if (!found.ok) return found
      const { asOf, dataType, greeks, secType, warnings } = found.value
      const isSettled = isOption(secType) && greeks === null && hasSettled(resolved.value.details, clock.now())
      return success({
        data: found.value,
        provenance: {
          asOf: asOf ?? clock.now(),
          source: dataType ?? "live",
          staleS: null,
          warnings: isSettled ? [...warnings, "It has settled, so it has no Greeks any more."] : warnings,
        },
      })
    })
  }

  return {
    quoteOf,
    async quotes(names, asking, progress = () => undefined) {
      const refused = unusableNames(names, mostQuotes)
      if (refused) return failed(refused)
      const wanted = distinctNames(names)
      let done = 0
      progress(done, wanted.length, "Waiting for quotes")
      const outcomes = await Promise.all(
        wanted.map(async (instrument) => {
          const outcome = await answerOne(instrument, asking)
          progress(++done, wanted.length, `${done} of ${wanted.length} instruments`)
          return { instrument, outcome }
        }),
      )

      const answers: Answer<Quote>[] = []
      const errors: InstrumentError[] = []
      for (const { instrument, outcome } of outcomes) {
        if (!outcome.ok) errors.push({ instrument, failure: outcome.failure })
        else if (!answers.some(({ data }) => data.conId === outcome.value.data.conId)) answers.push(outcome.value)
      }
      if (answers.length === 0) return allFailed(errors, "a quote")
      return success({ data: { quotes: answers.map(({ data }) => data), errors }, provenance: together(answers) })
    },
  }
}

/** Without a farm's data nothing new comes: prices older than this are then worth a warning. */
const stoppedAfterMs = 10_000
const mayHaveStopped = "The prices may have stopped at as_of."

function farmsLost(instrument: string, farms: string): Outcome<never> {
  return fail("connectivity_lost", `${farmsSentence(farms)} No price of ${instrument} came.`, waitForFarms, {
    retryAfterS: 30,
  })
}

function quote({ details, instrument }: Resolved, data: MarketData, now: number): Quote {
  const { contract } = details
  const comparable = data.dataType !== null && data.last !== null && data.close !== null && data.close > 0
  const change = comparable && data.last !== null && data.close !== null ? difference(data.last, data.close) : null
  const openInterest =
    contract.right === "C" ? data.callOpenInterest : contract.right === "P" ? data.putOpenInterest : null
  return {
    instrument,
    symbol: contract.symbol,
    conId: contract.conId,
    secType: contract.secType,
    exchange: contract.exchange,
    currency: contract.currency,
    priceMagnifier: details.priceMagnifier,
    bid: data.bid,
    ask: data.ask,
    bidSize: data.bidSize,
    askSize: data.askSize,
    last: data.last,
    lastSize: data.lastSize,
    close: data.close,
    open: data.open,
    high: data.high,
    low: data.low,
    change,
    changePct: change === null || data.close === null ? null : percent(change, data.close),
    volume: data.volume,
    mark: data.markPrice,
    halted: data.halted,
    closed: data.bid === null && data.ask === null && isClosed(details, now),
    dataType: data.dataType,
    asOf: trueAt(data),
    zone: zoneOf(details),
    greeks: greeksOf(data.computations),
    openInterest,
    warnings: data.warnings,
  }
}

/** Live prices with a side are of now; frozen, delayed and one-sided ones are as old as their last trade. */
function trueAt({ dataType, bid, ask, last, lastAt, markPrice, computations, updatedAt }: MarketData): number | null {
  if (dataType === "live" && (bid !== null || ask !== null)) return updatedAt
  const current = [bid, ask, last, markPrice].some((price) => price !== null) || greeksOf(computations) !== null
  return lastAt ?? (current ? updatedAt : null)
}

const isEmpty = (data: MarketData): boolean =>
  [data.bid, data.ask, data.last, data.close, data.open, data.high, data.low, data.markPrice].every(
    (price) => price === null,
  ) && greeksOf(data.computations) === null

function noData({ details, instrument }: Resolved, { warnings }: MarketData, now: number): Outcome<never> {
  const said = [isClosed(details, now) ? "It does not trade now." : "", ...warnings.map((one) => `It said: ${one}`)]
  return fail(
    "no_data",
    `The Gateway sent no price for ${instrument}. ${said.join(" ")}`.trim(),
    "Nothing may be trading, or the account lacks market data for it (Client Portal: Settings > Market Data Subscriptions). ibkr_historical_bars may have past prices.",
  )
}

/** What several answers say of themselves together: as old and as indirect as the oldest and most indirect of them. */
function together(answers: readonly Answer<Quote>[]): Answer<Quotes>["provenance"] {
  const all = answers.map(({ provenance }) => provenance)
  const ages = all.flatMap(({ staleS }) => staleS ?? [])
  const unsaid = answers.filter(({ data }) => data.dataType === null).map(({ data }) => data.instrument)
  const warnings = saidOnce(answers)
  if (unsaid.length > 0) warnings.push(`The Gateway did not say whether these are live: ${unsaid.join(", ")}.`)
  return {
    asOf: Math.min(...all.map(({ asOf }) => asOf)),
    source: leastCurrent(all.map(({ source }) => source)),
    staleS: ages.length > 0 ? Math.max(...ages) : null,
    warnings,
  }
}

/** The same notice on many instruments is said once, with their names. */
function saidOnce(answers: readonly Answer<Quote>[]): string[] {
  const names = new Map<string, string[]>()
  for (const { data, provenance } of answers)
    for (const warning of provenance.warnings) names.set(warning, [...(names.get(warning) ?? []), data.instrument])
  return [...names].map(([warning, of]) => `${of.join(", ")}: ${warning}`)
}
