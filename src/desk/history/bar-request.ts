import { type BarSize, type BarSource, barSizes, barSources } from "../../gateway/history/history.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted } from "../argument.ts"

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** How long a bar is; a month counts as its shortest, 28 days. */
const seconds: Readonly<Record<BarSize, number>> = {
  "1 secs": 1,
  "5 secs": 5,
  "10 secs": 10,
  "15 secs": 15,
  "30 secs": 30,
  "1 min": minute,
  "2 mins": 2 * minute,
  "3 mins": 3 * minute,
  "5 mins": 5 * minute,
  "10 mins": 10 * minute,
  "15 mins": 15 * minute,
  "20 mins": 20 * minute,
  "30 mins": 30 * minute,
  "1 hour": hour,
  "2 hours": 2 * hour,
  "3 hours": 3 * hour,
  "4 hours": 4 * hour,
  "8 hours": 8 * hour,
  "1 day": day,
  "1 week": 7 * day,
  "1 month": 28 * day,
}

const unitSeconds = { second: 1, minute, hour, day, week: 7 * day, month: 28 * day } as const

/** A bar size as IBKR writes it, from that or from a usual other spelling: `1d`, `1 day`, `5 min`, `1h`, `1 mo`. */
export function readBarSize(text: string): Outcome<BarSize> {
  const match = /^(\d{1,4})\s*([A-Za-z]+)$/.exec(text.trim())
  const unit = match ? barUnit(match[2] ?? "") : null
  const wanted = unit === null ? 0 : Number(match?.[1]) * unitSeconds[unit]
  const size = barSizes.find((one) => seconds[one] === wanted && (unit === "month") === (one === "1 month"))
  return size
    ? success(size)
    : fail("invalid_request", `${quoted(text)} is no bar size.`, `Bar sizes are ${barSizes.join(", ")}.`)
}

function barUnit(word: string): keyof typeof unitSeconds | null {
  if (word === "M") return "month"
  const units = {
    second: /^s(ecs?|econds?)?$/,
    minute: /^m(ins?|inutes?)?$/,
    hour: /^h(rs?|ours?)?$/,
    day: /^d(ays?)?$/,
    week: /^w(ks?|eeks?)?$/,
    month: /^mo(n|nths?)?$/,
  } as const
  const lower = word.toLowerCase()
  if (units.second.test(lower)) return "second"
  if (units.minute.test(lower)) return "minute"
  if (units.hour.test(lower)) return "hour"
  if (units.day.test(lower)) return "day"
  if (units.week.test(lower)) return "week"
  return units.month.test(lower) ? "month" : null
}

/** A span of history: as IBKR writes it, and in calendar seconds. */
export interface Duration {
  readonly text: string
  readonly seconds: number
}

const durationUnits = {
  S: { seconds: 1, most: 86_400 },
  D: { seconds: day, most: 365 },
  W: { seconds: 7 * day, most: 52 },
  M: { seconds: 31 * day, most: 12 },
  Y: { seconds: 366 * day, most: 100 },
} as const

/** A duration as IBKR writes it (`1 M`), from that or from `30d`, `1 month`, `2 hours` (which become seconds). */
export function readDuration(text: string): Outcome<Duration> {
  const match = /^(\d{1,6})\s*([A-Za-z]+)$/.exec(text.trim())
  const span = match ? durationOf(Number(match[1]), (match[2] ?? "").toLowerCase()) : null
  const limits = span ? durationUnits[span.unit] : null
  if (!span || !limits || span.count < 1)
    return fail(
      "invalid_request",
      `${quoted(text)} is no duration.`,
      'A duration is a number and a unit, S (seconds), D (days), W (weeks), M (months) or Y (years): "3600 S", "5 D", "1 M".',
    )
  if (span.count > limits.most)
    return fail(
      "invalid_request",
      `${quoted(text)} is longer than IBKR allows in that unit.`,
      `At most ${Object.entries(durationUnits)
        .map(([unit, { most }]) => `${most} ${unit}`)
        .join(", ")}: use a larger unit.`,
    )
  return success({ text: `${span.count} ${span.unit}`, seconds: span.count * limits.seconds })
}

function durationOf(count: number, word: string): { count: number; unit: keyof typeof durationUnits } | null {
  if (/^s(ecs?|econds?)?$/.test(word)) return { count, unit: "S" }
  if (/^min(s|utes?)?$/.test(word)) return { count: count * minute, unit: "S" }
  if (/^h(rs?|ours?)?$/.test(word)) return { count: count * hour, unit: "S" }
  if (/^d(ays?)?$/.test(word)) return { count, unit: "D" }
  if (/^w(ks?|eeks?)?$/.test(word)) return { count, unit: "W" }
  if (/^m(o|on|onths?)?$/.test(word)) return { count, unit: "M" }
  return /^y(rs?|ears?)?$/.test(word) ? { count, unit: "Y" } : null
}

/**
 * The longest request by bar size. Below a minute these are IBKR's own step sizes
 * (https://interactivebrokers.github.io/tws-api/historical_limitations.html). From a minute up IBKR has lifted its hard
 * limits and asks not to fetch too many bars at a time: 20,000 steps of the clock are allowed, days and more without limit.
 */
function longest(size: BarSize): number {
  const step = seconds[size]
  if (step === 1) return 1800
  if (step === 5) return hour
  if (step < 30) return 4 * hour
  if (step === 30) return 8 * hour
  return step >= day ? Number.POSITIVE_INFINITY : step * 20_000
}

/** Null when bars of this size can be had over this duration, otherwise why not. */
export function misfit(size: BarSize, duration: Duration): Outcome<never> | null {
  const most = longest(size)
  if (duration.seconds > most)
    return fail(
      "invalid_request",
      `A duration of ${duration.text} is too long for bars of ${size}.`,
      `Bars of ${size} can be asked for over at most ${spanText(most)} at a time: shorten duration, page back with end, or use larger bars.`,
    )
  if (duration.seconds < seconds[size])
    return fail(
      "invalid_request",
      `A duration of ${duration.text} is shorter than one bar of ${size}.`,
      "Lengthen duration or use smaller bars.",
    )
  return null
}

const spanText = (span: number): string => (span < day ? `${span} S` : `${Math.floor(span / day)} D`)

const prices: readonly BarSource[] = ["MIDPOINT", "BID", "ASK", "BID_ASK"]
const traded: readonly BarSource[] = ["TRADES", ...prices]
const volatilities: readonly BarSource[] = ["HISTORICAL_VOLATILITY", "OPTION_IMPLIED_VOLATILITY"]

/** What bars can be made of, by security type (https://interactivebrokers.github.io/tws-api/historical_bars.html). */
const sourcesByType: Readonly<Record<string, readonly BarSource[] | undefined>> = {
  STK: [...traded, "ADJUSTED_LAST", ...volatilities, "FEE_RATE"],
  IND: ["TRADES", ...volatilities],
  CASH: prices,
  CFD: prices,
  CMDTY: prices,
  CRYPTO: ["AGGTRADES", ...prices],
  BOND: [...traded, "YIELD_BID", "YIELD_ASK", "YIELD_BID_ASK", "YIELD_LAST"],
}

export interface ChosenSource {
  readonly source: BarSource
  /** Said when it is not what was asked for. */
  readonly warning: string | null
}

/**
 * What the bars of a security type are made of. `TRADES`, the default, becomes the nearest thing where there is no trade
 * data (MIDPOINT of FX, CFDs and metals, AGGTRADES of crypto), and says so.
 */
export function readSource(text: string, secType: string): Outcome<ChosenSource> {
  const source = barSources.find((one) => one === text.trim().toUpperCase().replaceAll(" ", "_"))
  const possible = sourcesByType[secType] ?? traded
  if (source && possible.includes(source)) return success({ source, warning: null })
  const [instead] = possible
  if (source === "TRADES" && instead)
    return success({ source: instead, warning: `${secType} has no TRADES bars: ${instead} is shown.` })
  return fail(
    "invalid_request",
    source ? `There are no ${source} bars of ${secType}.` : `${quoted(text)} is no kind of bar.`,
    `what_to_show of ${secType} can be ${possible.join(", ")}.`,
  )
}
