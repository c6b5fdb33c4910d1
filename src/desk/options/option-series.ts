import type { OptionParameters } from "../../gateway/contracts/contract.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted } from "../argument.ts"
import { readDay } from "../calendar-date.ts"
import type { Resolved } from "../contracts/contracts.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { noOptions } from "./option-chain.ts"
import { daysTo } from "./option-expiry.ts"
import { chooseClass } from "./option-selection.ts"

/** The options of one expiry and trading class, and the exchange to ask for them at. */
export interface Series {
  readonly expiry: string
  readonly tradingClass: string
  readonly exchange: string
  readonly multiplier: string
  /** Ascending; those of all expiries of the class: not each of them is listed for this one. */
  readonly strikes: readonly number[]
}

export interface SeriesQuestion {
  readonly exchange: string | null
  readonly tradingClass: string | null
  /** Days to expiry, both included; null leaves a side open. */
  readonly minDte: number | null
  readonly maxDte: number | null
}

export interface SeriesChoice {
  readonly series: readonly Series[]
  /** Classes not shown that expire on a day that is. */
  readonly others: readonly Series[]
  /** Classes not shown whose last day is up to four days before the one asked for: they may settle on its morning. */
  readonly before: readonly Series[]
}

/** The series of one expiry: the class asked for, else the one named like the underlying, else the one with most strikes. */
export function seriesOfDay(
  rows: readonly OptionParameters[],
  underlying: Resolved,
  expiry: string,
  question: SeriesQuestion,
): Outcome<SeriesChoice> {
  const there = rowsAt(rows, underlying, question)
  if (!there.ok) return there
  const classes = classesOf(there.value, question)
  const expiring = there.value.filter((row) => row.expirations.includes(expiry))
  const asked = classNamed(question)
  if (expiring.length === 0) return noneOn(underlying, expiry, classes.length > 0 ? classes : there.value)
  const choice = chooseClass(expiring, underlying.details.contract.symbol, asked)
  if (!choice) return noneOfClass(underlying, expiry, asked ?? "", expiring, classes)
  const shown = choice.chosen.tradingClass
  const earliest = daysBefore(expiry, 4)
  const before = [...Map.groupBy(there.value, ({ tradingClass }) => tradingClass).keys()].flatMap((name) => {
    if (name === shown || choice.others.includes(name)) return []
    const row = chooseClass(there.value, name, name)?.chosen
    const day = row?.expirations.findLast((one) => one < expiry && one >= earliest)
    return row && day !== undefined ? [seriesOf(row, day)] : []
  })
  return success({
    series: [seriesOf(choice.chosen, expiry)],
    others: choice.others.flatMap((name) => {
      const row = chooseClass(expiring, name, name)?.chosen
      return row ? [seriesOf(row, expiry)] : []
    }),
    before,
  })
}

/** The series of every expiry within the days asked for, one class each, nearest first. */
export function seriesWithin(
  rows: readonly OptionParameters[],
  underlying: Resolved,
  question: SeriesQuestion,
  now: number,
): Outcome<SeriesChoice> {
  const all = allSeries(rows, underlying, question, now)
  if (!all.ok) return all
  const days = [...Map.groupBy(all.value, ({ expiry }) => expiry).values()]
  const chosen = days.map((sameDay) => {
    const own = underlying.details.contract.symbol.replaceAll(" ", "")
    const most = sameDay.toSorted((a, b) => b.strikes.length - a.strikes.length)
    return sameDay.find(({ tradingClass }) => tradingClass === own) ?? most[0]
  })
  const series = chosen.flatMap((one) => one ?? [])
  return success({ series, others: all.value.filter((one) => !series.includes(one)), before: [] })
}

/**
 * Every expiry of every class within the days asked for, nearest first. Of a stock only the class named like it, unless
 * another is asked for: the others are what mergers and splits have left, with other deliveries.
 */
export function allSeries(
  rows: readonly OptionParameters[],
  underlying: Resolved,
  question: SeriesQuestion,
  now: number,
): Outcome<readonly Series[]> {
  const there = rowsAt(rows, underlying, question)
  if (!there.ok) return there
  const { contract } = underlying.details
  const named = classesOf(there.value, question)
  const own = named.filter(({ tradingClass }) => tradingClass === contract.symbol.replaceAll(" ", ""))
  const classes = contract.secType === "STK" && classNamed(question) === null && own.length > 0 ? own : named
  if (classes.length === 0) return noneOfClass(underlying, null, classNamed(question) ?? "", there.value, [])
  const zone = zoneOf(underlying.details)
  const within = (day: string) => {
    const days = daysTo(day, now, zone)
    return days >= (question.minDte ?? 0) && days <= (question.maxDte ?? Number.POSITIVE_INFINITY)
  }
  const names = [...new Set(classes.map(({ tradingClass }) => tradingClass))]
  const found = names.flatMap((name) => {
    const row = chooseClass(classes, name, name)?.chosen
    return row
      ? row.expirations.filter((day) => readDay(day) !== null && within(day)).map((day) => seriesOf(row, day))
      : []
  })
  if (found.length > 0)
    return success(
      found.toSorted((a, b) => a.expiry.localeCompare(b.expiry) || a.tradingClass.localeCompare(b.tradingClass)),
    )
  const days = [...new Set(classes.flatMap((row) => row.expirations))].toSorted()
  const listed = days.map((day) => `${day} (${daysTo(day, now, zone)})`)
  return fail(
    "not_found",
    `No options on ${underlying.instrument} expire in ${question.minDte ?? 0} to ${question.maxDte ?? "any number of"} days.`,
    `Change min_dte or max_dte. First expirations with days to go: ${listed.slice(0, 8).join(", ")}.`,
  )
}

const classNamed = ({ tradingClass }: SeriesQuestion): string | null => tradingClass?.trim().toUpperCase() || null

function classesOf(rows: readonly OptionParameters[], question: SeriesQuestion): readonly OptionParameters[] {
  const asked = classNamed(question)
  return asked === null ? rows : rows.filter(({ tradingClass }) => tradingClass === asked)
}

function rowsAt(
  rows: readonly OptionParameters[],
  { instrument }: Resolved,
  { exchange }: SeriesQuestion,
): Outcome<readonly OptionParameters[]> {
  const venue = exchange?.trim().toUpperCase() || null
  const there = rows.filter((row) => venue === null || row.exchange === venue)
  return there.length === 0 ? noOptions(instrument, venue, rows) : success(there)
}

const seriesOf = ({ tradingClass, exchange, multiplier, strikes }: OptionParameters, expiry: string): Series => ({
  expiry,
  tradingClass,
  exchange,
  multiplier,
  strikes,
})

const daysBefore = (day: string, days: number): string => {
  const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)) - days)
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "")
}

function noneOn({ instrument }: Resolved, expiry: string, rows: readonly OptionParameters[]): Outcome<never> {
  return fail(
    "not_found",
    `No options on ${instrument} expire on ${expiry}.`,
    `Expirations near it: ${near(rows, expiry)}. ibkr_option_chain without expiry lists them all.`,
  )
}

function noneOfClass(
  { instrument }: Resolved,
  expiry: string | null,
  asked: string,
  there: readonly OptionParameters[],
  ofClass: readonly OptionParameters[],
): Outcome<never> {
  const names = [...new Set(there.map((row) => row.tradingClass))].join(", ")
  const own = expiry === null || ofClass.length === 0 ? "" : ` ${quoted(asked)} expires on ${near(ofClass, expiry)}.`
  return fail(
    "not_found",
    `No options of trading class ${quoted(asked)} on ${instrument}${expiry === null ? "" : ` expire on ${expiry}`}.`,
    `Classes ${expiry === null ? "there are" : "of that day"}: ${names}.${own}`,
  )
}

function near(rows: readonly OptionParameters[], expiry: string): string {
  const days = [...new Set(rows.flatMap((row) => row.expirations))].toSorted()
  return [...days.filter((day) => day < expiry).slice(-3), ...days.filter((day) => day > expiry).slice(0, 3)].join(", ")
}
