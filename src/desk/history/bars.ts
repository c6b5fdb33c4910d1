import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { Bar, BarSize, BarSource, BarsRequest } from "../../gateway/history/history.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { noCursor, unusableCount, unusableTexts } from "../argument.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import { type PricedInstrument, pricedInstrument } from "../contracts/priced-instrument.ts"
import { farmsSentence, lostFarms, waitForFarms } from "../farms.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { readEnd } from "../instants.ts"
import { spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { misfit, readBarSize, readDuration, readSource } from "./bar-request.ts"
import { sayExpired } from "./expired.ts"
import { historySource } from "./history-source.ts"
import { type BarsSaid, createRecentBars } from "./recent-bars.ts"

export interface BarsQuestion {
  readonly instrument: string
  readonly duration: string
  readonly barSize: string
  readonly whatToShow: string
  readonly regularHoursOnly: boolean
  readonly end: string | null
  /** Most bars of the answer, the newest; 1 to 5000. */
  readonly limit: number
  /** From the answer before, for the bars before its oldest. */
  readonly cursor: string | null
}

/** Bars in ascending order, the newest `limit` of `total`. Prices in `currency` divided by `priceMagnifier`. */
export interface Bars extends PricedInstrument {
  readonly barSize: BarSize
  readonly source: BarSource
  /** The exchange's IANA zone, of the instants of bars below a day; null when not known. */
  readonly zone: string | null
  readonly bars: readonly Bar[]
  readonly total: number
  /** For the older bars; null when these are the oldest of the duration. */
  readonly cursor: string | null
}

export const defaultBars = 500
export const mostBars = 5000

export interface BarDesk {
  /**
   * History of one instrument. `invalid_request` for a bar size, duration, source or end that cannot be; `no_data` when
   * there is none. `end` cannot be set for continuous futures and ADJUSTED_LAST, by IBKR's rule (errors 10339 and 321).
   */
  bars(question: BarsQuestion, asking: Asking, progress?: Progress): Promise<Outcome<Answer<Bars>>>
  /** All bars of a contract already found, as the Gateway has them. */
  barsOf(resolved: Resolved, request: Omit<BarsRequest, "contract">, asking: Asking): Promise<BarsSaid>
}

export function createBarDesk(gateway: Gateway, contracts: Contracts, clock: Clock): BarDesk {
  const lastGood = createLastGood<Bars>(clock, 50)
  const recentBars = createRecentBars(gateway, clock)

  async function barsOf(
    { details: { contract } }: Resolved,
    request: Omit<BarsRequest, "contract">,
    asking: Asking,
  ): Promise<BarsSaid> {
    const said = await recentBars({ contract, ...request }, asking)
    if (said.outcome.ok || said.outcome.failure.code !== "gateway_error") return said
    const lost = lostFarms(gateway, "historical")
    if (lost === null) return said
    const { message, ibCode } = said.outcome.failure
    const outcome = fail("connectivity_lost", `${farmsSentence(lost)} ${message}`, waitForFarms, {
      ...(ibCode === null ? {} : { ibCode }),
      retryAfterS: 30,
    })
    return { ...said, outcome }
  }

  return {
    barsOf,

    async bars(question, asking, progress = () => undefined) {
      const refused = unusable(question)
      if (refused) return failed(refused)
      const instrument = readInstrument(question.instrument)
      if (!instrument.ok) return instrument
      const barSize = readBarSize(question.barSize)
      if (!barSize.ok) return barSize
      const duration = readDuration(question.duration)
      if (!duration.ok) return duration
      const unfit = misfit(barSize.value, duration.value)
      if (unfit) return unfit
      const page = readCursor(question.cursor)
      if (!page.ok) return page

      const key = JSON.stringify({
        ...question,
        instrument: spell(instrument.value),
        barSize: barSize.value,
        duration: duration.value.text,
        whatToShow: question.whatToShow.toUpperCase(),
      })
      return lastGood.ask(key, async () => {
        const resolved = await contracts.of(instrument.value, asking)
        if (!resolved.ok) return resolved
        const { details } = resolved.value
        const { contract } = details
        const chosen = readSource(question.whatToShow, contract.secType)
        if (!chosen.ok) return chosen
        const zone = zoneOf(details)
        const end = question.end === null ? success(page.value.end) : readEnd(question.end, zone)
        if (!end.ok) return end
        const { source, warning } = chosen.value
        const open = mustEndNow(contract.secType, source)
        if (open !== null && question.end !== null) return open

        progress(0, null, `Waiting for the bars of ${resolved.value.instrument}`)
        const { regularHoursOnly } = question
        const request = { duration: duration.value.text, barSize: barSize.value, source, regularHoursOnly }
        let upTo = open === null ? end.value : null
        let said = await barsOf(resolved.value, { ...request, end: upTo }, asking)
        const isTooNew = !said.outcome.ok && said.outcome.failure.ibCode === upToTheSecond
        if (isTooNew && upTo === null && open === null) {
          upTo = Math.floor((clock.now() - delayMs) / minute) * minute
          said = await barsOf(resolved.value, { ...request, end: upTo }, asking)
        }
        if (!said.outcome.ok)
          return end.value === null ? failed(sayExpired(said.outcome.failure, contract, said.at)) : said.outcome
        const all = said.outcome.value
        const newest = all.at(-1)?.at
        const reach = { end: upTo, newest: typeof newest === "number" ? newest : null }
        const { source: from, warning: lateness } = isTooNew
          ? endsEarlier
          : historySource(gateway, details, reach, said.at)
        const { before } = page.value
        const to = before === null ? all.length : countBefore(before, all)
        if (to === null) return failed(noCursor(question.cursor ?? ""))
        const first = Math.max(0, to - question.limit)
        return success({
          data: {
            ...pricedInstrument(resolved.value),
            barSize: barSize.value,
            source,
            zone,
            bars: all.slice(first, to),
            total: all.length,
            cursor: first > 0 ? writeCursor(open === null ? (upTo ?? said.at) : null, all[first]?.at) : null,
          },
          provenance: {
            asOf: said.at,
            source: said.repeated ? "cache" : from,
            staleS: null,
            warnings: [warning, source === "BID_ASK" ? bidAskBars : null, before === null ? lateness : null].flatMap(
              (one) => one ?? [],
            ),
          },
        })
      })
    },
  }
}

/** What the Gateway says to a login without live data that asks for history up to now: it may have all but the newest. */
const upToTheSecond = 2188
const minute = 60_000
const delayMs = 15 * minute
const endsEarlier = {
  source: "delayed",
  warning: "Without a live subscription history ends 15 minutes ago.",
} as const

/** IBKR's meaning of the four prices (https://interactivebrokers.github.io/tws-api/historical_bars.html). */
const bidAskBars = "Of BID_ASK bars open is the mean bid, close the mean ask, high the highest ask, low the lowest bid."

function unusable({ barSize, duration, whatToShow, end, cursor, limit }: BarsQuestion) {
  const texts = { bar_size: barSize, duration, what_to_show: whatToShow, end, cursor }
  return unusableTexts(texts, 64) ?? unusableCount("limit", limit, mostBars)
}

/** Why the request cannot have an end of its own, or null when it can. */
function mustEndNow(secType: string, source: BarSource): Outcome<never> | null {
  if (secType !== "CONTFUT" && source !== "ADJUSTED_LAST") return null
  const [what, instead] =
    secType === "CONTFUT"
      ? ["A continuous future", "name the month, FUT:ES:202612@CME"]
      : ["ADJUSTED_LAST", "use TRADES"]
  return fail("invalid_request", `${what} can only be asked for up to now.`, `Leave end out, or ${instead}.`)
}

interface Page {
  /** Null for now. */
  readonly end: number | null
  /**
   * The oldest bar shown before; null for the first page. A count from the newest would go wrong: whether a bar that has just
   * begun is among them depends on the split second of the asking.
   */
  readonly before: Bar["at"] | null
}

/** How many bars are before another one; null when they cannot be of one question. */
function countBefore(at: Bar["at"], bars: readonly Bar[]): number | null {
  if (bars.some((bar) => typeof bar.at !== typeof at)) return null
  const from = bars.findIndex((bar) => bar.at >= at)
  return from < 0 ? bars.length : from
}

const writeCursor = (end: number | null, oldest: Bar["at"] | undefined): string =>
  `${end === null ? "now" : new Date(end).toISOString()}~${oldest ?? ""}`

function readCursor(text: string | null): Outcome<Page> {
  if (text === null) return success({ end: null, before: null })
  const [, end = "", oldest = ""] = /^(now|\d{4}-[\dT:.-]+Z)~(\d{4}-\d{2}-\d{2}|-?\d{1,14})$/.exec(text) ?? []
  const at = end === "now" ? null : Date.parse(end)
  if (end === "" || Number.isNaN(at)) return failed(noCursor(text))
  return success({ end: at, before: /^\d{4}-\d{2}-\d{2}$/.test(oldest) ? oldest : Number(oldest) })
}
