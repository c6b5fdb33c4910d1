/** A group of accounts that an advisor allocates orders to. */
export interface AccountGroup {
  readonly name: string
  /** How shares are divided, in the Gateway's word: `Equal`, `NetLiq`, `Ratio`, …; null when it says none. */
  readonly method: string | null
  /** Amounts are given where the method divides by them. */
  readonly members: readonly { readonly account: string; readonly amount: number | null }[]
}

/** The advisor's own name for an account. */
export interface AccountAlias {
  readonly account: string
  readonly alias: string
}

/** Accounts of one family share a code. */
export interface FamilyMember {
  readonly account: string
  readonly code: string
}
