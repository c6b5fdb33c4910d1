import type { Clock } from "../../clock/clock.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking } from "../answer.ts"
import { quoted } from "../argument.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { type Instrument, spell } from "../instruments/instrument.ts"
import { notationOf, queriesOf } from "../instruments/instrument-query.ts"
import { createLastGood } from "../last-good.ts"
import { daysTo, settlesAt } from "../options/option-expiry.ts"

export type FutureSeries = Extract<Instrument, { kind: "future" }>

/** One month of a future. */
export interface FutureMonth {
  readonly instrument: string
  readonly conId: number
  readonly localSymbol: string | null
  /** Last trade day, `YYYYMMDD`. */
  readonly expiry: string | null
  /** `YYYYMM`. */
  readonly contractMonth: string | null
  readonly daysToExpiry: number | null
  /** The nearest of its class and exchange that still trades. */
  readonly isFront: boolean
  readonly multiplier: string | null
}

/** A page of the months of a future, nearest first, the class named like the symbol before others. */
export interface FutureMonths {
  readonly kind: "months"
  readonly instrument: string
  readonly name: string | null
  readonly months: readonly FutureMonth[]
  readonly total: number
  /** For the next months; null when these are the last. */
  readonly cursor: string | null
}

export interface MonthsPage {
  readonly limit: number
  readonly cursor: string | null
}

/** Lists the months of a future that is named without one. */
export function createFutureMonths(gateway: Gateway, clock: Clock) {
  const lastGood = createLastGood<readonly ContractDetails[]>(clock, 50)

  return async (series: FutureSeries, page: MonthsPage, asking: Asking): Promise<Outcome<Answer<FutureMonths>>> => {
    const found = await lastGood.ask(spell(series), async () => {
      const [query] = queriesOf(series)
      const listed = await gateway.contractDetails(query ?? {}, asking)
      if (!listed.ok) return listed.failure.code === "not_found" ? unknownSeries(series) : listed
      const provenance = { asOf: clock.now(), source: "live" as const, staleS: null, warnings: [] }
      return success({ data: inOrder(listed.value, series.symbol), provenance })
    })
    if (!found.ok) return found
    const { data: all, provenance } = found.value
    const fronts = frontMonths(all, clock.now())
    const start = startOf(page.cursor, all)
    if (start === null)
      return fail(
        "invalid_request",
        `${quoted(page.cursor ?? "")} is no cursor of this listing.`,
        "Give back the cursor of the answer before unchanged, or none to begin at the front month.",
      )
    const shown = all.slice(start, start + page.limit)
    const last = shown.at(-1)
    return success({
      data: {
        kind: "months",
        instrument: spell(series),
        name: all[0]?.longName ?? null,
        months: shown.map((one) => month(one, fronts, clock.now())),
        total: all.length,
        cursor: last && start + shown.length < all.length ? String(last.contract.conId) : null,
      },
      provenance,
    })
  }
}

function month(details: ContractDetails, fronts: ReadonlySet<number>, now: number): FutureMonth {
  const { contract, contractMonth } = details
  const { conId, localSymbol, expiry, multiplier } = contract
  return {
    instrument: notationOf(contract),
    conId,
    localSymbol,
    expiry,
    contractMonth,
    daysToExpiry: expiry?.length === 8 ? daysTo(expiry, now, zoneOf(details)) : null,
    isFront: fronts.has(conId),
    multiplier,
  }
}

/** IBKR's own order routing lists each month once more, as if it were an exchange. */
const routing = "QBALGO"

function inOrder(all: readonly ContractDetails[], symbol: string): readonly ContractDetails[] {
  const once = new Map<number, ContractDetails>()
  for (const one of all) {
    const before = once.get(one.contract.conId)
    if (!before || before.contract.exchange === routing) once.set(one.contract.conId, one)
  }
  const key = ({ contract }: ContractDetails) =>
    `${contract.tradingClass === symbol ? 0 : 1} ${seriesOf(contract)} ${contract.expiry ?? ""}`
  return [...once.values()].toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

const seriesOf = ({ tradingClass, exchange, currency }: ContractDetails["contract"]): string =>
  `${tradingClass} ${exchange} ${currency}`

/** The first month of each class and exchange whose last trade is still to come. */
function frontMonths(inOrder: readonly ContractDetails[], now: number): ReadonlySet<number> {
  const fronts = new Map<string, number>()
  for (const one of inOrder) {
    const series = seriesOf(one.contract)
    if (!fronts.has(series) && stillTrades(one, now)) fronts.set(series, one.contract.conId)
  }
  return new Set(fronts.values())
}

function stillTrades(details: ContractDetails, now: number): boolean {
  const { expiry } = details.contract
  if (expiry?.length !== 8) return expiry !== null
  const days = daysTo(expiry, now, zoneOf(details))
  const end = details.lastTradeTime === null ? null : settlesAt({ ...details, settlementDay: null })
  return days > 0 || (days === 0 && (end === null || now < end))
}

/** The cursor is the last contract id that was shown. */
function startOf(cursor: string | null, all: readonly ContractDetails[]): number | null {
  if (cursor === null) return 0
  const index = all.findIndex(({ contract }) => String(contract.conId) === cursor)
  return index < 0 ? null : index + 1
}

const unknownSeries = (series: FutureSeries) =>
  fail(
    "not_found",
    `The Gateway knows no future ${quoted(spell(series))}.`,
    "Check symbol, exchange and currency (FUT:ES@CME, FUT:DAX@EUREX/EUR): IBKR's symbol can be another than the exchange's, EUR for 6E. ibkr_contract_search finds that of an underlying.",
  )
