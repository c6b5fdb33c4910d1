import type { Config } from "../config/config.ts"
import type { Gateway } from "../gateway/gateway.ts"
import { hiddenAccount, withoutAccounts } from "../log/account-numbers.ts"
import { type Failure, fail, type Outcome, success } from "../outcome/outcome.ts"
import { quoted, unusableText } from "./argument.ts"

/** Which accounts of the login may be read, and how they are written. Others are counted, never named. */
export interface Accounts {
  /** The accounts of the login that may be read, by their real numbers. */
  shown(): readonly string[]
  /** How many accounts of the login may not. */
  hidden(): number
  /**
   * The accounts a question is about: all that may be read, or the one it names (by its number or its masked form).
   * To be asked when the Gateway has named its accounts, that is, after it has answered something.
   */
  asked(account: string | null): Outcome<readonly string[]>
  /** Why a question about this account need not go to the Gateway at all; null when that is not known yet. */
  refused(account: string | null): Failure | null
  /** The account as it is written in answers, no two alike: of masks that would be, all but the first get a number. */
  written(account: string): string
  /** Whether there is nothing to hide: every account may be read, and named by its number. */
  readonly areOpen: boolean
  /** Any text without the numbers of accounts that may not be named. */
  clean(text: string): string
  cleanFailure(failure: Failure): Failure
}

/** Most accounts that an error names. */
const mostNamed = 20

/** `U1234567` as `U***4567`: its letters and its last four characters, of short ones its last. */
export function masked(account: string): string {
  const [letters = ""] = /^[A-Za-z]*/.exec(account) ?? []
  const rest = account.slice(letters.length)
  return `${letters}***${rest.slice(rest.length > 5 ? -4 : -1)}`
}

export function createAccounts(gateway: Gateway, config: Config): Accounts {
  const allowed = config.accounts === null ? null : new Set(config.accounts.map((account) => account.toUpperCase()))
  const mayRead = (account: string) => allowed === null || allowed.has(account.toUpperCase())
  const shown = () => gateway.status().accounts.filter(mayRead)
  /** By the login's order, and once: an account keeps its mask while others come and go. */
  const masks = new Map<string, string>()
  const maskOf = (account: string): string => {
    const given = masks.get(account)
    if (given !== undefined) return given
    for (const one of shown().filter((one) => !masks.has(one))) {
      const alike = [...masks.keys()].filter((other) => masked(other) === masked(one)).length
      masks.set(one, alike === 0 ? masked(one) : `${masked(one)}-${alike + 1}`)
    }
    return masks.get(account) ?? masked(account)
  }
  const written = (account: string) => (config.maskAccounts ? maskOf(account) : account)
  const areOpen = !config.maskAccounts && allowed === null
  const named = (account: string) => (mayRead(account) ? written(account) : hiddenAccount)
  /** Those of earlier connections too: what is told while there is none must not name them either. */
  const known = new Set<string>()
  const clean = (text: string) => {
    if (areOpen) return text
    for (const account of gateway.status().accounts) known.add(account)
    // One number can be the beginning of another's.
    const longestFirst = [...known].sort((a, b) => b.length - a.length)
    const left = longestFirst.reduce((cleaned, account) => cleaned.replaceAll(account, named(account)), text)
    return withoutAccounts(left, named)
  }

  const asked = (account: string | null): Outcome<readonly string[]> => {
    const readable = shown()
    const known = readable.map(written)
    const more = known.length - mostNamed
    const hint =
      known.length > 0
        ? `Accounts that may be read: ${known.slice(0, mostNamed).join(", ")}${more > 0 ? ` and ${more} more` : ""}. IB_ACCOUNTS decides which of the login's accounts these are.`
        : "IB_ACCOUNTS names none of the accounts of this login: correct it or leave it out."
    if (account === null)
      return known.length > 0
        ? success(readable)
        : fail("account_not_allowed", "No account of this login may be read.", hint)
    const name = account.trim().toUpperCase()
    const fitting = readable.filter((one) => one.toUpperCase() === name || written(one).toUpperCase() === name)
    if (fitting.length === 1) return success(fitting)
    if (fitting.length > 1)
      return fail("invalid_request", `${quoted(name)} fits several accounts.`, "Give the whole account number.")
    const shownName = quoted(config.maskAccounts ? masked(name) : name)
    return fail("account_not_allowed", `${shownName} is not an account that may be read here.`, hint)
  }

  return {
    shown,
    written,
    areOpen,
    clean,
    hidden: () => gateway.status().accounts.length - shown().length,
    asked,
    refused(account) {
      const unusable = unusableText("account", account, 64)
      if (unusable || gateway.status().accounts.length === 0) return unusable
      const outcome = asked(account)
      return outcome.ok ? null : outcome.failure
    },
    cleanFailure: (failure) => ({ ...failure, message: clean(failure.message), hint: clean(failure.hint) }),
  }
}

/** What an answer says of the one account that it is about; nothing when it is about several, or none that is known. */
export function aboutOne({ written }: Accounts, [only, ...others]: readonly string[]): { readonly account?: string } {
  return only === undefined || others.length > 0 ? {} : { account: written(only) }
}

/** What to say of accounts that are left out; nothing when none is. */
export function hiddenWarning(hidden: number): readonly string[] {
  if (hidden <= 0) return []
  return [hidden === 1 ? "1 other account is not shown." : `${hidden} other accounts are not shown.`]
}
