import type { Clock } from "../../../clock/clock.ts"
import type { AccountGroup, FamilyMember } from "../../../gateway/advisor/advisor.ts"
import type { Gateway } from "../../../gateway/gateway.ts"
import { cancelled } from "../../../gateway/refusals.ts"
import { type Failure, failed, type Outcome, success } from "../../../outcome/outcome.ts"
import { type Accounts, hiddenWarning } from "../../accounts.ts"
import type { Answer, Asking } from "../../answer.ts"
import { createLastGood, isAway } from "../../last-good.ts"
import { patience } from "../../patience.ts"

/** An account of an advisor's. Names are the advisor's own words. */
export interface AdvisedAccount {
  readonly account: string
  /** Null while accounts are masked: it says whose the account is. */
  readonly alias: string | null
  /** The same for accounts of one family; where accounts are masked or left out, a number in place of IBKR's code. */
  readonly family: string | null
}

export interface GroupMember {
  /** A number in place of its name where accounts are masked, or not all of its members may be read. */
  readonly group: string
  /** How shares are divided, in the Gateway's word. */
  readonly method: string | null
  readonly account: string
  readonly amount: number | null
}

/** What an advisor has set up, of the accounts that may be read. */
export interface AdvisorSetup {
  readonly accounts: readonly AdvisedAccount[]
  readonly groups: readonly GroupMember[]
}

export interface AdvisorDesk {
  /** Groups, aliases and families of several accounts under one login; null where there are none, as for most logins. */
  advisorSetup(account: string | null, asking: Asking): Promise<Outcome<Answer<AdvisorSetup | null>>>
}

/** A Gateway that says nothing about it is not waited for long: the rest of the answer is whole without. */
const patienceMs = 3000

export function createAdvisorDesk(gateway: Gateway, accounts: Accounts, clock: Clock): AdvisorDesk {
  const lastGood = createLastGood<AdvisorSetup | null>(clock, 20)

  return {
    async advisorSetup(account, asking) {
      const refused = accounts.refused(account)
      if (refused) return failed(refused)
      let lack: Failure | null = null
      const afresh = async (): Promise<Outcome<Answer<AdvisorSetup | null>>> => {
        // Accounts are known once the Gateway is connected, which this waits for.
        const connected = await gateway.probe(asking)
        if (!connected.ok) return connected
        const asked = accounts.asked(account)
        if (!asked.ok) return asked
        const warnings = [...hiddenWarning(account === null ? accounts.hidden() : 0)]
        const answer = (data: AdvisorSetup | null) =>
          success({ data, provenance: { asOf: clock.now(), source: "live" as const, staleS: null, warnings } })
        if (gateway.status().accounts.length < 2) return answer(null)

        const waiting = patience(clock, patienceMs, asking.signal)
        const options = { signal: waiting.signal }
        const [groups, aliases, families] = await Promise.all([
          gateway.accountGroups(options),
          gateway.accountAliases(options),
          gateway.accountFamilies(options),
        ])
        waiting.end()
        if (asking.signal?.aborted === true) return failed(cancelled())
        const said = { groups, aliases, families }
        for (const [what, outcome] of Object.entries(said)) {
          if (outcome.ok) continue
          warnings.push(`The Gateway did not tell of ${what}: ${outcome.failure.code}.`)
          if (isAway(outcome.failure)) lack = outcome.failure
        }
        const shown = new Set(asked.value)
        const isMasked = asked.value.some((one) => accounts.written(one) !== one)
        const aliasOf = new Map((aliases.ok ? (aliases.value ?? []) : []).map((one) => [one.account, one.alias]))
        const familyOf = familiesOf(families.ok ? families.value : [], shown, accounts)
        const members = membersOf(groups.ok ? (groups.value ?? []) : [], shown, accounts)
        if (members.left > 0) warnings.push(`${members.left} members of groups are not shown.`)
        if (isMasked) warnings.push("Aliases and names of groups are not shown while accounts are masked.")
        if (aliasOf.size === 0 && familyOf.size === 0 && members.rows.length === 0) return answer(null)
        return answer({
          accounts: asked.value.map((one) => ({
            account: accounts.written(one),
            alias: isMasked ? null : cleanOrNull(aliasOf.get(one), accounts),
            family: familyOf.get(one) ?? null,
          })),
          groups: members.rows,
        })
      }
      return lastGood.ask(account?.trim().toUpperCase() ?? "", afresh, { lacks: () => lack })
    },
  }
}

const cleanOrNull = (text: string | undefined, accounts: Accounts): string | null =>
  text === undefined ? null : accounts.clean(text)

/** IBKR's family codes are made of an account's number, so that they are numbered anew where accounts may not be named. */
function familiesOf(
  families: readonly FamilyMember[],
  shown: ReadonlySet<string>,
  accounts: Accounts,
): ReadonlyMap<string, string> {
  const known = families.filter(({ account }) => shown.has(account))
  const codes = [...new Set(known.map(({ code }) => code))]
  return new Map(
    known.map(({ account, code }) => [account, accounts.areOpen ? code : `family ${codes.indexOf(code) + 1}`]),
  )
}

/** Members that may be shown; a group with none of them is left out. */
function membersOf(groups: readonly AccountGroup[], shown: ReadonlySet<string>, accounts: Accounts) {
  const readable = new Set(accounts.shown())
  let left = 0
  const rows: GroupMember[] = []
  for (const [index, { name, method, members }] of groups.entries()) {
    const own = members.filter(({ account }) => shown.has(account))
    left += members.length - own.length
    const isOpen = members.every(({ account }) => readable.has(account) && accounts.written(account) === account)
    const group = isOpen ? accounts.clean(name) : `group ${index + 1}`
    for (const { account, amount } of own) rows.push({ group, method, account: accounts.written(account), amount })
  }
  return { rows, left }
}
