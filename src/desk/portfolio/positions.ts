import type { Clock } from "../../clock/clock.ts"
import type { AccountUpdates, Position, PositionPnl } from "../../gateway/accounts/account.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { type Accounts, aboutOne, hiddenWarning } from "../accounts.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import type { FxDesk } from "../fx.ts"
import { goesBy, noneGoesBy, unusableName } from "../instruments/goes-by.ts"
import { notationOf } from "../instruments/instrument-query.ts"
import { createLastGood, isAway } from "../last-good.ts"
import { percent, tidied, tidy } from "../number.ts"
import type { Page } from "../page.ts"
import { patience } from "../patience.ts"
import { createSteadyPages } from "../steady-pages.ts"
import { ledgerOf } from "./position-ledger.ts"
import { positionValue } from "./position-value.ts"
import type { Conversion } from "./risk/conversion.ts"
import { conversionWithQuotes } from "./risk/quoted-rates.ts"

/** One open position of one account. Money is in `currency`, the contract's, unless its name says base. */
export interface HeldPosition {
  readonly instrument: string
  readonly symbol: string
  readonly secType: string
  readonly exchange: string | null
  readonly currency: string
  /** Masked where that is asked for. */
  readonly account: string
  readonly baseCurrency: string | null
  readonly conId: number
  /** Negative when short. */
  readonly quantity: number
  /** Per share or contract, multiplier and commissions included. */
  readonly avgCost: number | null
  readonly marketPrice: number | null
  readonly marketValue: number | null
  /** Units of base currency for one of `currency`: the Gateway's own exchange rate of the account. */
  readonly exchangeRate: number | null
  /** At that rate. */
  readonly marketValueBase: number | null
  readonly unrealizedPnl: number | null
  /** Against the cost of the position, positive for a gain whichever the side. */
  readonly unrealizedPnlPct: number | null
  readonly realizedPnl: number | null
  /** Of today, as the Gateway says it, in `dailyPnlCurrency`. */
  readonly dailyPnl: number | null
  /** Found by comparing the value that comes with it; null when that fits neither currency. */
  readonly dailyPnlCurrency: string | null
  /** Of this account's own net liquidation value, both in its base currency. */
  readonly weightPct: number | null
  /** The base currency of the first account, for sums over several, and units of it for one of this account's base. */
  readonly common: { readonly currency: string | null; readonly rate: number | null }
}

export interface PositionDesk {
  /**
   * Open positions, largest value in base currency first. `symbol` keeps those of that symbol (an underlying's options
   * too) or of exactly one instrument. Accounts are never merged; closed positions are left out.
   */
  positions(
    account: string | null,
    symbol: string | null,
    asking: Asking,
    progress?: Progress,
  ): Promise<Outcome<Answer<readonly HeldPosition[]>>>
  /** A part of them, in the order of the first part: sizes change places while they are paged through. */
  positionPage(rows: readonly HeldPosition[], cursor: string | null, limit: number): Outcome<Page<HeldPosition>>
}

interface Valued {
  readonly rows: readonly HeldPosition[]
  /** Why not every account could be valued, or had its profit and loss: the Gateway went away meanwhile, most likely. */
  readonly lack: Failure | null
  readonly warnings: readonly string[]
  readonly asOf: number
}

/**
 * How long to wait for a position's profit and loss of the day, which the Gateway may never send, and how much longer for
 * each of them: requests leave at 45 a second.
 */
const pnlPatienceMs = 3000
const perPositionMs = 25

export function createPositionDesk(gateway: Gateway, accounts: Accounts, fx: FxDesk, clock: Clock): PositionDesk {
  const lastGood = createLastGood<readonly HeldPosition[]>(clock, 20)
  const positionPage = createSteadyPages<HeldPosition>(({ account, conId }) => `${account}~${conId}`, 100)

  async function dailyPnl(held: readonly Position[], { signal }: Asking, progress: Progress) {
    const found = new Map<Position, PositionPnl>()
    let lack: Failure | null = null
    const waiting = patience(clock, pnlPatienceMs + held.length * perPositionMs, signal)
    let heard = 0
    await Promise.all(
      held.map(async (position) => {
        const pnl = await gateway.positionPnl(position.account, position.contract.conId, { signal: waiting.signal })
        if (pnl.ok) found.set(position, pnl.value)
        else if (isAway(pnl.failure)) lack = pnl.failure
        heard += 1
        if (heard % 25 === 0 || heard === held.length)
          progress(heard, held.length, `Profit and loss of ${heard} of ${held.length} positions`)
      }),
    )
    waiting.end()
    return { found, lack }
  }

  /** Into the base currency of the first account that was valued; null when none was. */
  async function together(asked: readonly string[], updates: ReadonlyMap<string, AccountUpdates>, asking: Asking) {
    const known = asked.flatMap((account) => updates.get(account) ?? [])
    const base = known.map((update) => ledgerOf(update).baseCurrency).find((currency) => currency !== null)
    return base == null ? null : conversionWithQuotes(base, known, { fx, clock }, asking)
  }

  async function valued(
    all: readonly Position[],
    asked: readonly string[],
    symbol: string | null,
    asking: Asking,
    progress: Progress,
  ): Promise<Valued> {
    const open = all.filter(({ quantity, account }) => quantity !== 0 && asked.includes(account))
    const named = ({ contract }: Position) => goesBy({ ...contract, instrument: notationOf(contract) }, symbol)
    const held = symbol === null ? open : open.filter(named)
    const warnings = [...noneGoesBy(symbol, held.length, open.length)]
    const updates = new Map<string, AccountUpdates>()
    let lack: Failure | null = null
    const daily = dailyPnl(held, asking, progress)
    for (const account of new Set(held.map((one) => one.account))) {
      const update = await gateway.accountUpdates(account, asking)
      if (update.ok) updates.set(account, update.value)
      else {
        lack = update.failure
        warnings.push(`${accounts.written(account)} could not be valued: ${update.failure.message}`)
      }
    }
    const pnl = await daily
    const shared = await together(asked, updates, asking)
    warnings.push(...(shared?.warnings ?? []))
    const rows = held.map((position) =>
      row(position, updates.get(position.account), pnl.found.get(position), shared?.conversion ?? null, accounts),
    )
    const without = rows.filter((one) => one.dailyPnl === null).length
    if (without > 0) warnings.push(`No profit and loss of the day from the Gateway for ${without} of ${rows.length}.`)
    const unpriced = rows.filter((one) => one.marketValue !== null && one.marketValueBase === null).length
    if (unpriced > 0) warnings.push(`No exchange rate from the Gateway for ${unpriced} positions: no base value.`)
    const size = (one: HeldPosition) => Math.abs(one.marketValueBase ?? 0)
    return {
      rows: rows.toSorted((a, b) => size(b) - size(a)),
      lack: pnl.lack ?? lack,
      warnings,
      asOf: Math.min(clock.now(), ...[...updates.values()].map((update) => update.asOf)),
    }
  }

  return {
    positionPage,
    async positions(account, symbol, asking, progress = () => {}) {
      const refused = accounts.refused(account) ?? unusableName(symbol)
      if (refused) return failed(refused)
      const name = account?.trim().toUpperCase() ?? null
      const question = (of: string | null, what: string | null) => JSON.stringify([of, what])
      let lack: Failure | null = null
      const afresh = async (): Promise<Outcome<Answer<readonly HeldPosition[]>>> => {
        const all = await gateway.positions(asking)
        if (!all.ok) return all
        const asked = accounts.asked(account)
        if (!asked.ok) return asked
        const { rows, warnings, asOf, lack: lacking } = await valued(all.value, asked.value, symbol, asking, progress)
        // What nobody waited for is missing: it must not pass for all there is.
        if (asking.signal?.aborted === true) return failed(cancelled())
        lack = lacking
        const hidden = hiddenWarning(account === null ? accounts.hidden() : 0)
        return success({
          data: rows,
          provenance: {
            asOf,
            source: "live",
            staleS: null,
            ...aboutOne(accounts, asked.value),
            warnings: [...hidden, ...warnings],
          },
        })
      }
      const fitting = (one: HeldPosition) =>
        (name === null || [name, accounts.written(name)].includes(one.account.toUpperCase())) && goesBy(one, symbol)
      const narrow = ({ data, provenance }: Answer<readonly HeldPosition[]>) => {
        const rows = data.filter(fitting)
        return rows.length === 0 ? null : { data: rows, provenance }
      }
      const wider = [question(name, null), question(null, null)]
      return lastGood.ask(question(name, symbol?.trim().toUpperCase() ?? null), afresh, {
        lacks: () => lack,
        within: wider.map((question) => ({ question, narrow })),
      })
    },
  }
}

function row(
  position: Position,
  updates: AccountUpdates | undefined,
  pnl: PositionPnl | undefined,
  shared: Conversion | null,
  accounts: Accounts,
): HeldPosition {
  const value = positionValue(position, updates)
  const { contract, marketValue } = value
  const ledger = updates ? ledgerOf(updates) : null
  const rate = ledger?.rate(contract.currency) ?? null
  const marketValueBase = marketValue === null || rate === null ? null : tidy(marketValue * rate)
  const net = ledger?.netLiquidation ?? null
  return {
    instrument: notationOf(contract),
    symbol: contract.symbol,
    secType: contract.secType,
    exchange: contract.primaryExchange || contract.exchange || null,
    currency: contract.currency,
    account: accounts.written(position.account),
    baseCurrency: ledger?.baseCurrency ?? null,
    conId: contract.conId,
    quantity: position.quantity,
    avgCost: value.avgCost,
    marketPrice: value.marketPrice,
    marketValue,
    exchangeRate: rate,
    marketValueBase,
    unrealizedPnl: value.unrealizedPnl,
    unrealizedPnlPct: value.unrealizedPnlPct,
    realizedPnl: value.realizedPnl,
    dailyPnl: tidied(pnl?.daily ?? null),
    dailyPnlCurrency: pnlCurrency(pnl, contract.currency, ledger?.baseCurrency ?? null, marketValue, marketValueBase),
    weightPct: marketValueBase === null || net === null || net <= 0 ? null : percent(marketValueBase, net),
    common: {
      currency: shared?.currency ?? null,
      rate: ledger?.baseCurrency == null ? null : (shared?.rate(position.account, ledger.baseCurrency) ?? null),
    },
  }
}

/**
 * IBKR documents no currency for a position's profit and loss (https://interactivebrokers.github.io/tws-api/pnl.html). The
 * message carries the position's value too: the currency is the one in which that value is the known one, within 2 %.
 */
function pnlCurrency(
  pnl: PositionPnl | undefined,
  own: string,
  base: string | null,
  marketValue: number | null,
  marketValueBase: number | null,
): string | null {
  if (pnl?.daily == null) return null
  if (own === base) return own
  const near = (value: number | null) =>
    pnl.value !== null && value !== null && Math.abs(pnl.value - value) <= Math.abs(value) * 0.02
  const [inBase, inOwn] = [near(marketValueBase), near(marketValue)]
  return inBase === inOwn ? null : inBase ? base : own
}
