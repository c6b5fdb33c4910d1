import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { ZonedInstant } from "../../gateway/orders/zoned-instant.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import { type Accounts, aboutOne, hiddenWarning } from "../accounts.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { unusableCount, unusableTexts } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { goesBy, noneGoesBy, unusableName } from "../instruments/goes-by.ts"
import { longestInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { pageOf } from "../page.ts"
import { isSince, readSince } from "./since.ts"
import { type Trade, type TradeTotals, totalsOf, tradeOf, withoutCorrected } from "./trade.ts"
import { tradedContracts } from "./traded-contracts.ts"

export interface TradesQuestion {
  readonly account: string | null
  /** A symbol, an underlying's options included, or one instrument. */
  readonly symbol: string | null
  /** ISO 8601; without an offset by the clock of each trade's exchange. */
  readonly start: string | null
  /** Most trades of the answer; 1 to 500. */
  readonly limit: number
  readonly cursor: string | null
}

export interface Trades {
  /** Newest first, each fill once: corrected ones as they were corrected. */
  readonly trades: readonly Trade[]
  /** How many there are that were asked for. */
  readonly total: number
  readonly cursor: string | null
  /** Of all that were asked for, shown or not. */
  readonly totals: readonly TradeTotals[]
  /** The oldest execution that the Gateway still tells of; null when it tells of none. */
  readonly reachesBackTo: ZonedInstant | null
}

export const defaultTrades = 100
export const mostTrades = 500

export interface TradeDesk {
  /** What was bought and sold, by any client and by hand, with commissions. An IB Gateway keeps the current day, TWS up to seven. */
  trades(question: TradesQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<Trades>>>
}

/** Everything that the Gateway tells, from which every question is answered. */
interface TradeBook {
  readonly trades: readonly Trade[]
  readonly corrected: number
}

export function createTradeDesk(gateway: Gateway, accounts: Accounts, contracts: Contracts, clock: Clock): TradeDesk {
  const lastGood = createLastGood<TradeBook>(clock, 1)

  async function book(asking: Asking, progress: Progress): Promise<Outcome<Answer<TradeBook>>> {
    const told = await gateway.executions(asking)
    if (!told.ok) return told
    const asOf = clock.now()
    const readable = accounts.asked(null)
    if (!readable.ok) return readable
    const own = told.value.filter(({ account }) => readable.value.includes(account))
    const fills = withoutCorrected(own)
    const known = await tradedContracts(
      fills.map(({ contract }) => contract),
      contracts,
      clock,
      asking,
      progress,
    )
    // Names that were not looked up for that reason must not be kept.
    if (asking.signal?.aborted === true) return failed(cancelled())
    const trades = fills.map((fill) => {
      const trade = tradeOf(fill, known.of(fill.contract), accounts.written(fill.account))
      // Whoever placed the order can have written an account on it.
      return { ...trade, orderReference: trade.orderReference && accounts.clean(trade.orderReference) }
    })
    return success({
      data: { trades: trades.toSorted(newestFirst), corrected: own.length - fills.length },
      provenance: {
        asOf,
        source: "live",
        staleS: null,
        warnings:
          known.unknown === 0
            ? []
            : [
                `Instruments that could not be looked up, whose prices may be in hundredths of the currency: ${known.unknown}.`,
              ],
      },
    })
  }

  return {
    async trades(question, asking, progress) {
      const { account, symbol, limit, cursor } = question
      const refused = accounts.refused(account) ?? unusable(question)
      if (refused) return failed(refused)
      const since = question.start === null ? success(null) : readSince(question.start)
      if (!since.ok) return since
      const found = await lastGood.ask("", () => book(asking, progress))
      if (!found.ok) return found
      // The accounts of the login are known by now, unless this is an answer of before.
      const notAllowed = accounts.refused(account)
      if (notAllowed) return failed(notAllowed)
      const { data, provenance } = found.value

      const name = account?.trim().toUpperCase() ?? null
      const meant = data.trades.filter(
        (trade) =>
          (name === null || [name, accounts.written(name)].includes(trade.account.toUpperCase())) &&
          isSince(trade.executed, since.value),
      )
      const fitting = meant.filter((trade) => goesBy(trade, symbol))
      const page = pageOf(fitting, ({ account, execId }) => `${account} ${execId}`, cursor, limit)
      if (!page.ok) return page
      const asked = accounts.asked(account)
      const oldest = data.trades.findLast(({ executed }) => executed !== null)?.executed ?? null
      const warnings = [...hiddenWarning(account === null ? accounts.hidden() : 0), ...provenance.warnings]
      if (since.value !== null && (oldest === null || isSince(oldest, since.value))) warnings.push(mayBeMore)
      if (data.corrected > 0) warnings.push(`Executions shown as IBKR has corrected them: ${data.corrected}.`)
      warnings.push(...lacking(fitting), ...noneGoesBy(symbol, fitting.length, meant.length))
      return success({
        data: {
          trades: page.value.rows,
          total: fitting.length,
          cursor: page.value.cursor,
          totals: totalsOf(fitting),
          reachesBackTo: oldest,
        },
        provenance: { ...provenance, ...aboutOne(accounts, asked.ok ? asked.value : []), warnings },
      })
    },
  }
}

/** What has no known time comes last. */
const newestFirst = (a: Trade, b: Trade): number =>
  (b.executed?.at ?? Number.NEGATIVE_INFINITY) - (a.executed?.at ?? Number.NEGATIVE_INFINITY) ||
  (a.execId < b.execId ? 1 : -1)

/** By https://interactivebrokers.github.io/tws-api/executions_commissions.html. */
const mayBeMore =
  'Earlier trades may be missing: IB Gateway tells executions since midnight only, TWS those of up to seven days if its Trade Log is set so ("Show trades for ...").'

function lacking(trades: readonly Trade[]): readonly string[] {
  const without = trades.filter(({ isReported, secType }) => !isReported && secType !== "BAG").length
  const timeless = trades.filter(({ executed }) => executed === null).length
  return [
    ...(without === 0
      ? []
      : [
          `Trades without a commission from the Gateway: ${without} of ${trades.length}. It reports those of other clients to its "Master API client ID" only (Configure > Settings > API > Settings).`,
        ]),
    ...(timeless === 0 ? [] : [`Trades whose time the Gateway told without a zone that is known: ${timeless}.`]),
  ]
}

function unusable({ symbol, start, cursor, limit }: TradesQuestion) {
  const unusable = unusableName(symbol) ?? unusableTexts({ start, cursor }, longestInstrument)
  return unusable ?? unusableCount("limit", limit, mostTrades)
}
