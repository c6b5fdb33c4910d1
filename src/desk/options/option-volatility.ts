import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "../answer.ts"
import type { Resolved } from "../contracts/contracts.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { createLastGood, isAway } from "../last-good.ts"
import { percent, tidy } from "../number.ts"
import type { Quote } from "../quotes.ts"
import { inWaves } from "../waves.ts"
import { findUnderlying } from "./option-chain.ts"
import { daysTo, type Settlement, settlementOf } from "./option-expiry.ts"
import { type OptionPage, readOptionCursor, refuseSeries, writeOptionCursor } from "./option-question.ts"
import { searchAll } from "./option-search.ts"
import { allSeries, type Series, type SeriesQuestion } from "./option-series.ts"
import { type OptionParts, priceOf } from "./option-table.ts"
import { greeksWarnings } from "./option-warnings.ts"
import { createOptionWaves, firstFailure, type Looked, waveSize } from "./option-waves.ts"
import { type LabelledGreeks, middleOf } from "./own-greeks.ts"

export interface VolatilityQuestion extends SeriesQuestion {
  readonly underlying: string
  /** Most expiries of the answer, the nearest first; 1 to `mostVolatilities`. */
  readonly limit: number
  readonly cursor: string | null
}

/** Each expiry takes two lines and one or two lookups. */
export const mostVolatilities = 40

/** What one expiry of one class costs at the money. What is not known is null. */
export interface ExpiryVolatility {
  readonly expiry: string
  /** Calendar days from today at the exchange. */
  readonly days: number
  readonly tradingClass: string
  readonly settlement: Settlement | null
  /** The listed strike nearest to the underlying's price. */
  readonly strike: number | null
  /** Mean of the call's and the put's implied volatility, a fraction. */
  readonly iv: number | null
  /** Which computation the volatility is from, of the Gateway or `own`. */
  readonly computation: LabelledGreeks["computation"] | null
  /** What call and put cost together: how far the market expects the underlying to be from the strike at expiry, either way. */
  readonly impliedMove: number | null
  readonly impliedMovePct: number | null
  /** The middle of bid and ask, or the Gateway's model where there are not both. */
  readonly movePricedBy: "quotes" | "model" | null
  readonly dataType: Quote["dataType"]
}

export interface VolatilityTable {
  /** The underlying. */
  readonly instrument: string
  readonly conId: number
  readonly currency: string
  readonly underlyingPrice: number
  readonly rows: readonly ExpiryVolatility[]
  readonly total: number
  /** For the expiries further away; null when there are none. */
  readonly cursor: string | null
  /** Why the first expiry or option that could not be had is missing; null when nothing is. */
  readonly lack: Failure | null
}

export interface OptionVolatilityDesk {
  /** At-the-money volatility and implied move of an underlying's expiries, asked for in waves that fit the line budget. */
  optionVolatility(
    question: VolatilityQuestion,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<VolatilityTable>>>
}

export function createOptionVolatilityDesk(parts: OptionParts): OptionVolatilityDesk {
  const { gateway, contracts, listings, quotes, config, clock } = parts
  const lastGood = createLastGood<VolatilityTable>(clock, 20)
  const find = findUnderlying(contracts)
  const waves = createOptionWaves(quotes, clock)

  async function tableOf(
    question: VolatilityQuestion,
    page: OptionPage,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<VolatilityTable>>> {
    const underlying = await find(question.underlying, asking)
    if (!underlying.ok) return underlying
    const { contract } = underlying.value.details
    const [parameters, spot] = await Promise.all([
      gateway.optionParameters(contract, asking),
      quotes.quoteOf(underlying.value, asking),
    ])
    if (!parameters.ok) return parameters
    const all = allSeries(parameters.value, underlying.value, question, clock.now())
    if (!all.ok) return all
    if (!spot.ok) return withoutMoney(spot.failure)
    const price = priceOf(spot.value)
    if (price === null) return noPrice(underlying.value)
    const centre = page.centre ?? price
    const wanted = all.value.slice(page.skip, page.skip + question.limit)
    const ask = async (series: Series): Promise<Pair> => ({
      series,
      outcome: await listings.nearest(contract, series, centre, asking),
    })
    // As many at a time as are quoted at a time, call and put of each.
    const atOnce = Math.max(1, Math.floor(waveSize(config) / 2))
    const pairs = await inWaves(wanted, atOnce, ask, asking, (done) =>
      progress(done, 2 * wanted.length, `Looked up ${done} of ${wanted.length} expiries`),
    )
    const options = pairs.flatMap(({ outcome }) => (outcome.ok ? outcome.value : []))
    const { looked } = await waves.quoteInWaves(options, searchAll(waveSize(config)), spot.value, asking, (done) =>
      progress(
        wanted.length + done / 2,
        2 * wanted.length,
        `Quoted ${Math.floor(done / 2)} of ${wanted.length} expiries`,
      ),
    )
    if (asking.signal?.aborted === true) return failed(cancelled())
    const missing = pairs.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]))
    const lack = missing[0] ?? firstFailure(looked)
    if (lack && looked.every(({ outcome }) => !outcome.ok)) return failed(lack)

    const next = page.skip + wanted.length
    const zone = zoneOf(underlying.value.details)
    const now = clock.now()
    const warnings = new Set([
      ...spot.value.warnings,
      ...looked.flatMap(({ outcome }) => (outcome.ok ? outcome.value.warnings : [])),
    ])
    for (const warning of greeksWarnings(looked, price, now)) warnings.add(warning)
    const moves = pairs.map(({ series, outcome }) => {
      const { call, put } = sidesOf(outcome.ok ? outcome.value : [], looked)
      return { expiry: series.expiry, move: moveOf(call, put) }
    })
    for (const warning of moveWarnings(moves)) warnings.add(warning)
    if (lack) warnings.add(`Not every expiry has its volatility: ${lack.message}`)
    const found = looked.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []))
    return success({
      data: {
        instrument: underlying.value.instrument,
        conId: contract.conId,
        currency: contract.currency,
        underlyingPrice: price,
        rows: pairs.map(({ series, outcome }) =>
          expiryRow(
            series,
            daysTo(series.expiry, now, zone),
            outcome.ok ? outcome.value : [],
            looked,
            spot.value,
            price,
          ),
        ),
        total: all.value.length,
        cursor: next < all.value.length ? writeOptionCursor(centre, next) : null,
        lack,
      },
      provenance: {
        asOf: Math.min(now, ...[spot.value, ...found].flatMap(({ asOf }) => asOf ?? [])),
        source: leastCurrent([spot.value, ...found].map(({ dataType }) => dataType ?? "live")),
        staleS: null,
        warnings: [...warnings],
      },
    })
  }

  return {
    async optionVolatility(question, asking, progress) {
      const bounded = { ...question, limit: Math.min(question.limit, mostVolatilities) }
      const refused = refuseSeries(question)
      if (refused) return failed(refused)
      const page = readOptionCursor(question.cursor)
      if (!page.ok) return page
      const key = JSON.stringify({ ...bounded, underlying: question.underlying.trim().toUpperCase() })
      return lastGood.ask(key, () => tableOf(bounded, page.value, asking, progress), { lacks: ({ lack }) => lack })
    },
  }
}

interface Pair {
  readonly series: Series
  readonly outcome: Outcome<readonly ContractDetails[]>
}

/** Only the hint changes: one expiry's table does without the underlying's price. */
const withoutMoney = (failure: Failure): Outcome<never> =>
  failed(isAway(failure) ? failure : { ...failure, hint: `${failure.hint} ${oneExpiry}` })

const oneExpiry = "The options of one expiry can be had without its price: ibkr_option_chain with expiry."

const noPrice = ({ instrument }: Resolved) =>
  fail("no_data", `${instrument} has no price now, so nobody knows what is at the money.`, oneExpiry)

function sidesOf(pair: readonly ContractDetails[], looked: readonly Looked[]) {
  const side = (right: "C" | "P") =>
    looked.find(({ details }) => details.contract.right === right && pair.includes(details)) ?? null
  return { call: side("C"), put: side("P") }
}

function expiryRow(
  { expiry, tradingClass }: Series,
  days: number,
  pair: readonly ContractDetails[],
  looked: readonly Looked[],
  spot: Quote,
  price: number,
): ExpiryVolatility {
  const { call, put } = sidesOf(pair, looked)
  const [first] = pair
  const volatility = volatilityOf(call?.greeks ?? null, put?.greeks ?? null)
  const move = moveOf(call, put)
  const quotes = [call, put].flatMap((one) => (one?.outcome.ok ? [one.outcome.value] : []))
  // Where one is in pence and the other in pounds the share of the two would be wrong a hundredfold.
  const sameUnit = quotes.every(({ priceMagnifier }) => priceMagnifier === spot.priceMagnifier)
  return {
    expiry,
    days,
    tradingClass,
    settlement: first ? settlementOf(first) : null,
    strike: first?.contract.strike ?? null,
    ...volatility,
    impliedMove: move?.price ?? null,
    impliedMovePct: move && sameUnit ? percent(move.price, price) : null,
    movePricedBy: move?.by ?? null,
    dataType: quotes.length === 0 ? null : leastCurrentType(quotes),
  }
}

/** The mean of both sides when they are of one computation, else the call's, else the put's. */
function volatilityOf(
  call: LabelledGreeks | null,
  put: LabelledGreeks | null,
): Pick<ExpiryVolatility, "iv" | "computation"> {
  if (call?.iv != null && put?.iv != null && call.computation === put.computation)
    return { iv: tidy((call.iv + put.iv) / 2), computation: call.computation }
  const one = call?.iv == null ? put : call
  return one?.iv == null ? { iv: null, computation: null } : { iv: one.iv, computation: one.computation }
}

interface Move {
  readonly price: number
  readonly by: "quotes" | "model"
  /** How far the forward is from the strike, as a share of the price: all that of an option deep in the money. */
  readonly inMoney: number
}

/** From here on a move says more of where the strike is than of what the market expects. */
const mostInMoney = 0.5

/** A straddle is no measure of a move where forward and spot are far apart (VIX), or the nearest strike is far for the hours left. */
function moveWarnings(pairs: readonly { readonly expiry: string; readonly move: Move | null }[]): readonly string[] {
  const off = pairs.flatMap(({ expiry, move }) => (move && move.inMoney > mostInMoney ? [expiry] : []))
  if (off.length === 0) return []
  return [
    `implied_move of ${[...new Set(off)].join(", ")} is mostly what call or put has in the money already, as the forward is not near the strike: go by iv.`,
  ]
}

function moveOf(call: Looked | null, put: Looked | null): Move | null {
  const move = (one: number, other: number, by: Move["by"]): Move => ({
    price: tidy(one + other),
    by,
    inMoney: Math.abs(one - other) / (one + other),
  })
  const quoted = (one: Looked | null) => (one?.outcome.ok ? middleOf(one.outcome.value) : null)
  const [callPrice, putPrice] = [quoted(call), quoted(put)]
  if (callPrice !== null && putPrice !== null) return move(callPrice, putPrice, "quotes")
  const [callModel, putModel] = [call, put].map((one) =>
    one?.greeks?.computation === "model" ? one.greeks.optionPrice : null,
  )
  return callModel == null || putModel == null ? null : move(callModel, putModel, "model")
}

function leastCurrentType(quotes: readonly Quote[]): Quote["dataType"] {
  if (quotes.some(({ dataType }) => dataType === null)) return null
  const worst = leastCurrent(quotes.map(({ dataType }) => dataType ?? "live"))
  return worst === "cache" ? null : worst
}
