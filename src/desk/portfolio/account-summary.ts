import type { Clock } from "../../clock/clock.ts"
import type { AccountPnl, AccountValue } from "../../gateway/accounts/account.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, failed, failure, type Outcome, success } from "../../outcome/outcome.ts"
import { type Accounts, aboutOne, hiddenWarning } from "../accounts.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { createLastGood, isAway } from "../last-good.ts"
import { readNumber, tidied } from "../number.ts"
import { patience } from "../patience.ts"

/** One account's money, all of it in its base currency. What the Gateway does not say is null. */
export interface AccountFigures {
  /** Masked where that is asked for. */
  readonly account: string
  /** The currency that the Gateway gives the net liquidation value in. */
  readonly baseCurrency: string | null
  readonly netLiquidation: number | null
  readonly totalCashValue: number | null
  readonly buyingPower: number | null
  readonly grossPositionValue: number | null
  readonly maintenanceMargin: number | null
  readonly initialMargin: number | null
  readonly availableFunds: number | null
  readonly excessLiquidity: number | null
  /** Excess liquidity as a fraction of net liquidation: 0.35. */
  readonly cushion: number | null
  readonly unrealizedPnl: number | null
  readonly realizedPnl: number | null
  readonly dailyPnl: number | null
}

const tags = [
  "NetLiquidation",
  "TotalCashValue",
  "BuyingPower",
  "GrossPositionValue",
  "MaintMarginReq",
  "InitMarginReq",
  "AvailableFunds",
  "ExcessLiquidity",
  "Cushion",
] as const

/** How long to wait for accounts' profit and loss, which the Gateway may never send: requests leave at 45 a second. */
const pnlPatienceMs = 3000
const perAccountMs = 25

/** Most accounts that a warning names. */
const mostNamed = 5

const noFigures = failure("no_data", "The Gateway sent no figures of an account.", "Ask again.")

export interface AccountDesk {
  /** The figures of one account, or of every account that may be read. `account_not_allowed` for any other. */
  accountSummary(
    account: string | null,
    asking: Asking,
    progress?: Progress,
  ): Promise<Outcome<Answer<readonly AccountFigures[]>>>
}

export function createAccountDesk(gateway: Gateway, accounts: Accounts, clock: Clock): AccountDesk {
  const lastGood = createLastGood<readonly AccountFigures[]>(clock, 20)

  return {
    async accountSummary(account, asking, progress = () => {}) {
      const refused = accounts.refused(account)
      if (refused) return failed(refused)
      const name = account?.trim().toUpperCase() ?? ""
      let lack: Failure | null = null
      const afresh = async (): Promise<Outcome<Answer<readonly AccountFigures[]>>> => {
        const rows = await gateway.accountSummary(tags, asking)
        if (!rows.ok) return rows
        const asked = accounts.asked(account)
        if (!asked.ok) return asked
        const [withoutResults, withoutFigures]: [string[], string[]] = [[], []]
        const waiting = patience(clock, pnlPatienceMs + asked.value.length * perAccountMs, asking.signal)
        let heard = 0
        const figures = await Promise.all(
          asked.value.map(async (one) => {
            const pnl = await gateway.accountPnl(one, { signal: waiting.signal })
            heard += 1
            if (heard % 25 === 0 || heard === asked.value.length)
              progress(heard, asked.value.length, `Profit and loss of ${heard} of ${asked.value.length} accounts`)
            if (!pnl.ok || Object.values(pnl.value).every((amount) => amount === null))
              withoutResults.push(accounts.written(one))
            if (!pnl.ok && isAway(pnl.failure)) lack = pnl.failure
            const own = rows.value.filter((row) => row.account === one)
            if (own.every(({ value }) => readNumber(value) === null)) {
              withoutFigures.push(accounts.written(one))
              lack ??= noFigures
            }
            return figuresOf(accounts.written(one), own, pnl.ok ? pnl.value : null)
          }),
        )
        waiting.end()
        const warnings = [
          ...hiddenWarning(account === null ? accounts.hidden() : 0),
          ...lacking("profit and loss", withoutResults),
          ...lacking("figures", withoutFigures),
        ]
        // What nobody waited for is missing: it must not pass for all there is.
        if (asking.signal?.aborted === true) return failed(cancelled())
        return success({
          data: figures,
          provenance: { asOf: clock.now(), source: "live", staleS: null, ...aboutOne(accounts, asked.value), warnings },
        })
      }
      const narrow = ({ data, provenance }: Answer<readonly AccountFigures[]>) => {
        const [found] = data.filter((one) => [name, accounts.written(name)].includes(one.account.toUpperCase()))
        return found ? { data: [found], provenance: { ...provenance, account: found.account } } : null
      }
      return lastGood.ask(name, afresh, { lacks: () => lack, within: [{ question: "", narrow }] })
    },
  }
}

function lacking(what: string, names: readonly string[]): readonly string[] {
  const more = names.length - mostNamed
  const named = names.slice(0, mostNamed).join(", ")
  return names.length === 0 ? [] : [`The Gateway sent no ${what} of ${named}${more > 0 ? ` and ${more} more` : ""}.`]
}

function figuresOf(account: string, rows: readonly AccountValue[], pnl: AccountPnl | null): AccountFigures {
  const row = (tag: (typeof tags)[number]) => rows.find((one) => one.tag === tag)
  const money = (tag: (typeof tags)[number]) => readNumber(row(tag)?.value)
  return {
    account,
    baseCurrency: row("NetLiquidation")?.currency || null,
    netLiquidation: money("NetLiquidation"),
    totalCashValue: money("TotalCashValue"),
    buyingPower: money("BuyingPower"),
    grossPositionValue: money("GrossPositionValue"),
    maintenanceMargin: money("MaintMarginReq"),
    initialMargin: money("InitMarginReq"),
    availableFunds: money("AvailableFunds"),
    excessLiquidity: money("ExcessLiquidity"),
    cushion: money("Cushion"),
    unrealizedPnl: tidied(pnl?.unrealized ?? null),
    realizedPnl: tidied(pnl?.realized ?? null),
    dailyPnl: tidied(pnl?.daily ?? null),
  }
}
