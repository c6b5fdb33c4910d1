import type { Clock } from "../../../clock/clock.ts"
import type { Gateway } from "../../../gateway/gateway.ts"
import { type Failure, failed, type Outcome, success } from "../../../outcome/outcome.ts"
import { type Accounts, aboutOne, hiddenWarning } from "../../accounts.ts"
import type { Answer, Asking, Progress } from "../../answer.ts"
import { createLastGood, isAway } from "../../last-good.ts"
import { readNumber } from "../../number.ts"

/** Any value that the Gateway keeps of an account, under the Gateway's own name. */
export interface NamedValue {
  readonly account: string
  /** `InitMarginReq-S`: of the securities segment, `-C` of commodities. */
  readonly name: string
  /** A number where it is one. */
  readonly value: number | string
  /** `BASE`, a currency, or null. */
  readonly currency: string | null
}

export interface ValueDesk {
  /** Every value of the accounts, by account and name. The Gateway tells of one account at a time. */
  accountValues(
    account: string | null,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<readonly NamedValue[]>>>
}

export function createValueDesk(gateway: Gateway, accounts: Accounts, clock: Clock): ValueDesk {
  const lastGood = createLastGood<readonly NamedValue[]>(clock, 20)

  return {
    async accountValues(account, asking, progress) {
      const refused = accounts.refused(account)
      if (refused) return failed(refused)
      const name = account?.trim().toUpperCase() ?? ""
      let lack: Failure | null = null
      const afresh = async (): Promise<Outcome<Answer<readonly NamedValue[]>>> => {
        // Accounts are known once the Gateway is connected, which this waits for.
        const connected = await gateway.probe(asking)
        if (!connected.ok) return connected
        const asked = accounts.asked(account)
        if (!asked.ok) return asked
        const values: NamedValue[] = []
        const warnings = [...hiddenWarning(account === null ? accounts.hidden() : 0)]
        let asOf = clock.now()
        for (const [index, one] of asked.value.entries()) {
          const update = await gateway.accountUpdates(one, asking)
          progress(index + 1, asked.value.length, `Read the values of ${index + 1} of ${asked.value.length} accounts`)
          if (!update.ok) {
            if (asked.value.length === 1 || asking.signal?.aborted === true) return update
            if (isAway(update.failure)) lack = update.failure
            warnings.push(`${accounts.written(one)} has no values here: ${update.failure.message}`)
            continue
          }
          asOf = Math.min(asOf, update.value.asOf)
          for (const { tag, value, currency } of update.value.values)
            values.push({
              account: accounts.written(one),
              name: tag,
              value: readNumber(value) ?? accounts.clean(value),
              currency: currency === "" ? null : currency,
            })
        }
        return success({
          data: values.toSorted(byName),
          provenance: { asOf, source: "live", staleS: null, ...aboutOne(accounts, asked.value), warnings },
        })
      }
      const narrow = ({ data, provenance }: Answer<readonly NamedValue[]>) => {
        const found = data.filter((one) => [name, accounts.written(name)].includes(one.account.toUpperCase()))
        return found.length > 0 ? { data: found, provenance } : null
      }
      return lastGood.ask(name, afresh, { lacks: () => lack, within: [{ question: "", narrow }] })
    },
  }
}

const byName = (a: NamedValue, b: NamedValue): number =>
  a.account.localeCompare(b.account) ||
  a.name.localeCompare(b.name) ||
  (a.currency ?? "").localeCompare(b.currency ?? "")
