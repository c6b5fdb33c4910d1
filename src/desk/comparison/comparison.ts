import { openAt, readHours } from "../../calendar/hours.ts"
import type { Clock } from "../../clock/clock.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { BarSource } from "../../gateway/history/history.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, type FailureCode, fail, failed, failure, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import { readSource } from "../history/bar-request.ts"
import type { BarDesk } from "../history/bars.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { allFailed, distinctNames, type InstrumentError, unusableNames } from "../instruments/several-instruments.ts"
import { createLastGood, isAway } from "../last-good.ts"
import { inWaves } from "../waves.ts"
import { type Compared, type Comparison, compare } from "./figures.ts"
import { barSizeOf, type ComparisonQuestion, mostCompared, type ReadQuestion, readQuestion } from "./question.ts"
import type { RateHistory, RateHistoryDesk } from "./rate-history.ts"
import type { Sampling } from "./sampling.ts"
import { closesOf } from "./shared-moments.ts"
import type { ComparisonSpan } from "./span.ts"
import { comparisonWarnings } from "./warnings.ts"

export interface ComparisonAnswer {
  readonly comparison: Comparison
  /** Converted to; null when each instrument kept its own. */
  readonly currency: string | null
  /** Why each kept its own though a currency was asked for: no rates could be had now. */
  readonly unconverted: Failure | null
  /** IANA zone of instants below a day: the first instrument's; null when not known. */
  readonly zone: string | null
  readonly errors: readonly InstrumentError[]
}

export interface ComparisonDesk {
  /**
   * Return, volatility, drawdown and correlation of several instruments at the moments that all have a price of. Stocks by
   * ADJUSTED_LAST, which counts dividends, where the Gateway has it. One that fails stands in `errors`; the call fails only
   * when all do, and without exchange rates for now each keeps its own currency.
   */
  compare(question: ComparisonQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<ComparisonAnswer>>>
}

export function createComparisonDesk(
  contracts: Contracts,
  bars: Pick<BarDesk, "barsOf">,
  rateHistory: RateHistoryDesk,
  clock: Clock,
): ComparisonDesk {
  const lastGood = createLastGood<ComparisonAnswer>(clock, 20)

  /** A stock without adjusted prices is worth a look without dividends. */
  async function pricesOf(resolved: Resolved, span: ComparisonSpan, sampling: Sampling, asking: Asking) {
    const { secType } = resolved.details.contract
    const chosen = readSource(secType === "STK" ? "ADJUSTED_LAST" : "TRADES", secType)
    if (!chosen.ok) return chosen
    const ask = async (source: BarSource) => {
      const request = {
        end: null,
        duration: span.duration,
        barSize: barSizeOf(sampling),
        source,
        regularHoursOnly: true,
      }
      const { outcome } = await bars.barsOf(resolved, request, asking)
      return outcome.ok ? success({ source, bars: outcome.value }) : outcome
    }
    const found = await ask(chosen.value.source)
    if (found.ok || secType !== "STK" || !mayHaveOthers.has(found.failure.code)) return found
    const unadjusted = await ask("TRADES")
    return unadjusted.ok ? unadjusted : found
  }

  async function find(name: string, read: ReadQuestion, ratesTo: RatesTo, asking: Asking): Promise<Outcome<Found>> {
    const resolved = await contracts.named(name, asking)
    if (!resolved.ok) return resolved
    const { details, instrument } = resolved.value
    const { conId, currency, secType } = details.contract
    const [prices, rates] = await Promise.all([
      pricesOf(resolved.value, read.span, read.sampling, asking),
      read.currency === null ? null : ratesTo(currency),
    ])
    if (!prices.ok) return prices
    const rateFailure = rates?.ok === false ? rates.failure : null
    if (rateFailure && hasNone(rateFailure))
      return failed(withoutRate(instrument, currency, read.currency, rateFailure))
    const zone = zoneOf(details)
    const closes = closesOf(read.span.cut(prices.value.bars, zone), details.priceMagnifier)
    if (closes.size === 0) return noPrices(instrument)
    const { source } = prices.value
    return success({
      instrument,
      conId,
      currency,
      source,
      lacksDividends: paysDividends.has(secType) && source !== "ADJUSTED_LAST",
      zone,
      isOpen: isInRegularHours(details, clock.now()),
      closes,
      rates: rates?.ok ? rates.value : null,
      rateFailure,
    })
  }

  async function afresh(
    read: ReadQuestion,
    names: readonly string[],
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<ComparisonAnswer>>> {
    const known = new Map<string, Promise<Outcome<RateHistory>>>()
    const ratesTo: RatesTo = (from) => {
      const { span, sampling, currency } = read
      const rates =
        known.get(from) ??
        rateHistory.ratesBetween(
          from,
          currency ?? from,
          { duration: span.duration, barSize: barSizeOf(sampling) },
          asking,
        )
      known.set(from, rates)
      return rates
    }
    let done = 0
    const one = async (instrument: string) => {
      const outcome = await find(instrument, read, ratesTo, asking)
      progress(++done, names.length, `Prices of ${instrument}`)
      return { instrument, outcome }
    }
    const outcomes = await inWaves(names, atOnce, one, asking, () => {})
    if (asking.signal?.aborted === true) return failed(cancelled())

    const found: Found[] = []
    const errors: InstrumentError[] = []
    for (const { instrument, outcome } of outcomes) {
      if (!outcome.ok) errors.push({ instrument, failure: outcome.failure })
      else if (!found.some(({ conId }) => conId === outcome.value.conId)) found.push(outcome.value)
    }
    if (found.length === 0) return allFailed(errors, "prices to compare")
    // Some converted and others not would be figures in two kinds of money.
    const unconverted = found.find(({ rateFailure }) => rateFailure !== null)?.rateFailure ?? null
    const all = unconverted ? found.map((one) => ({ ...one, rates: null })) : found
    const currency = unconverted ? null : read.currency
    const comparison = compare(all, read.sampling, currency)
    const now = clock.now()
    const warnings = [
      ...(unconverted ? [`Not converted to ${read.currency}, each in its own: ${unconverted.message}`] : []),
      ...comparisonWarnings(all, comparison, currency, now),
    ]
    return success({
      data: { comparison, currency, unconverted, zone: all[0]?.zone ?? null, errors },
      provenance: { asOf: now, source: "live", staleS: null, warnings },
    })
  }

  return {
    async compare(question, asking, progress) {
      const refused = unusableNames(question.instruments, mostCompared)
      if (refused) return failed(refused)
      const read = readQuestion(question, clock.now())
      if (!read.ok) return read
      const names = distinctNames(question.instruments)
      const { duration, end, sampling } = question
      const key = JSON.stringify([names, duration, end, sampling, read.value.currency])
      return lastGood.ask(key, () => afresh(read.value, names, asking, progress), {
        lacks: ({ errors, unconverted }) =>
          unconverted ?? errors.find((one) => mayComeLater(one.failure))?.failure ?? null,
      })
    },
  }
}

/** How many instruments are asked about at once: the deadline of each begins when it is asked, not when the first was. */
const atOnce = 8

const mayComeLater = (failure: Failure): boolean =>
  isAway(failure) || failure.code === "request_timeout" || failure.code === "pacing"

/** Failures that another kind of price may not have. */
const mayHaveOthers: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "no_data",
  "gateway_error",
  "invalid_request",
  "unsupported",
])

/** Stocks, which ETFs are too for IBKR, funds, and bonds, whose prices are without interest. */
const paysDividends: ReadonlySet<string> = new Set(["STK", "FUND", "BOND"])

/** What an instrument brings, and why not its exchange rates. */
type Found = Compared & { readonly rateFailure: Failure | null }

type RatesTo = (from: string) => Promise<Outcome<RateHistory>>

function isInRegularHours(details: ContractDetails, at: number): boolean {
  const state = openAt(readHours(details.liquidHours ?? details.tradingHours, details.timeZoneId), at)
  return state.known && state.isOpen
}

const noPrices = (instrument: string): Outcome<never> =>
  fail("no_data", `${instrument} has no prices in this span.`, "Lengthen duration, or choose another end.")

/** Whether there are no exchange rates at all, rather than none for now. */
const hasNone = ({ code }: Failure): boolean => code === "not_found" || code === "no_data"

/** The same in the words of the comparison. */
const withoutRate = (instrument: string, from: string, to: string | null, { code }: Failure): Failure =>
  failure(
    code,
    `${instrument} is in ${from}, and the Gateway has no exchange rates to ${to}.`,
    "Check the currency, choose another, or leave it out to have each instrument in its own. ibkr_fx_rate tells which pairs there are.",
  )
