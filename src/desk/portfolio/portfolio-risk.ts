import type { Clock } from "../../clock/clock.ts"
import type { Config } from "../../config/config.ts"
import type { AccountUpdates, Position } from "../../gateway/accounts/account.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { type Accounts, aboutOne, hiddenWarning } from "../accounts.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "../answer.ts"
import { quoted, unusableText } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import type { FxDesk } from "../fx.ts"
import { createLastGood, isAway } from "../last-good.ts"
import type { QuoteDesk } from "../quotes.ts"
import { ledgerOf } from "./position-ledger.ts"
import { positionValue } from "./position-value.ts"
import { knownCurrencies } from "./risk/conversion.ts"
import { lookUp } from "./risk/look-up.ts"
import { greeksOfOptions } from "./risk/option-greeks.ts"
import { pictureOf, type RiskPicture } from "./risk/picture.ts"
import { conversionWithQuotes } from "./risk/quoted-rates.ts"

export interface RiskDesk {
  /**
   * Exposures, concentration, Greeks and margin of one account or of all that may be read, in one currency: the one asked
   * for, else the base of the first account. Options' Greeks are asked for in waves that fit the line budget.
   */
  portfolioRisk(
    account: string | null,
    currency: string | null,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<RiskPicture>>>
}

export function createRiskDesk(
  gateway: Gateway,
  parts: { contracts: Contracts; quotes: QuoteDesk; fx: FxDesk; accounts: Accounts; config: Config },
  clock: Clock,
): RiskDesk {
  const { accounts } = parts
  const lastGood = createLastGood<RiskPicture>(clock, 20)

  /** The accounts' values, one after the other as the Gateway serves them. */
  async function valuesOf(asked: readonly string[], asking: Asking, progress: Progress) {
    const updates: AccountUpdates[] = []
    const failures: { readonly account: string; readonly failure: Failure }[] = []
    for (const account of asked) {
      const update = await gateway.accountUpdates(account, asking)
      if (update.ok) updates.push(update.value)
      else failures.push({ account, failure: update.failure })
      progress(updates.length + failures.length, asked.length, `Valued ${updates.length} of ${asked.length} accounts`)
    }
    return { updates, failures }
  }

  async function picture(
    account: string | null,
    currency: string | null,
    asking: Asking,
    progress: Progress,
  ): Promise<{ readonly answer: Outcome<Answer<RiskPicture>>; readonly lack: Failure | null }> {
    const refuse = (outcome: Outcome<never>) => ({ answer: outcome, lack: null })
    const all = await gateway.positions(asking)
    if (!all.ok) return refuse(all)
    const asked = accounts.asked(account)
    if (!asked.ok) return refuse(asked)
    const { updates, failures } = await valuesOf(asked.value, asking, progress)
    const [first] = failures
    if (updates.length === 0 && first) return refuse(failed(first.failure))
    const into = currency ?? updates.map((update) => ledgerOf(update).baseCurrency).find((base) => base !== null)
    if (into === undefined || into === null) return refuse(noBase())
    const known = knownCurrencies(updates)
    if (!known.includes(into)) return refuse(noRate(into, known))
    const { conversion, warnings } = await conversionWithQuotes(into, updates, { fx: parts.fx, clock }, asking)

    const size = (position: Position): number => {
      const update = updates.find((one) => one.account === position.account)
      const rate = conversion.rate(position.account, position.contract.currency)
      return Math.abs((positionValue(position, update).marketValue ?? 0) * (rate ?? 0))
    }
    const held = all.value
      .filter((position) => position.quantity !== 0 && asked.value.includes(position.account))
      .map((position) => ({ position, size: size(position) }))
      .toSorted((a, b) => b.size - a.size)
      .map(({ position }) => position)
    const lookedUp = await lookUp(held, parts.contracts, asking, progress)
    const greeks = await greeksOfOptions(held, lookedUp, { ...parts, clock }, asking, progress)
    if (asking.signal?.aborted === true) return refuse(failed(cancelled()))

    const unvalued = failures.map((one) => ({
      account: accounts.written(one.account),
      reason: accounts.clean(one.failure.message),
    }))
    const away = failures.find(({ failure }) => isAway(failure))?.failure ?? null
    const answer = success({
      data: pictureOf({ held, updates, unvalued, lookedUp, greeks, conversion }, accounts),
      provenance: {
        asOf: Math.min(
          clock.now(),
          ...updates.map(({ asOf }) => asOf),
          ...greeks.quotes.flatMap(({ asOf }) => asOf ?? []),
        ),
        source: leastCurrent(greeks.quotes.map(({ dataType }) => dataType ?? "live")),
        staleS: null,
        ...aboutOne(accounts, asked.value),
        warnings: [...hiddenWarning(account === null ? accounts.hidden() : 0), ...warnings, ...greeks.warnings],
      },
    })
    return { answer, lack: away ?? lookedUp.lack ?? greeks.lack }
  }

  return {
    async portfolioRisk(account, currency, asking, progress) {
      const refused = accounts.refused(account) ?? unusableText("currency", currency, 8)
      if (refused) return failed(refused)
      const into = currency?.trim().toUpperCase() ?? null
      const question = JSON.stringify([account?.trim().toUpperCase() ?? null, into])
      let lack: Failure | null = null
      const afresh = async () => {
        const found = await picture(account, into, asking, progress)
        lack = found.lack
        return found.answer
      }
      return lastGood.ask(question, afresh, { lacks: () => lack })
    },
  }
}

const noBase = (): Outcome<never> =>
  fail(
    "no_data",
    "The Gateway named no account's base currency, so that nothing can be added up.",
    "Ask again in a moment; ibkr_account_summary shows what the Gateway says of the accounts.",
  )

const noRate = (currency: string, known: readonly string[]): Outcome<never> =>
  fail(
    "invalid_request",
    `No account has an exchange rate of ${quoted(currency)}.`,
    `Leave currency out, or use one of ${known.join(", ")}.`,
  )
