export interface AccountRow {
  readonly tag: string
  readonly value: string
  readonly currency: string
}

export interface SimulatedPosition {
  readonly account: string
  readonly conId: number
  readonly quantity: number
  readonly averageCost: number
  readonly marketPrice: number
  readonly marketValue: number
  /** In the contract's currency. */
  readonly unrealizedPnl: number
  readonly realizedPnl: number
  /** In the account's base currency. */
  readonly dailyPnlBase: number
  readonly unrealizedPnlBase: number
  readonly realizedPnlBase: number
  readonly marketValueBase: number
}

export interface SimulatedExecution {
  readonly account: string
  readonly conId: number
  readonly orderId: number
  readonly clientId: number
  readonly permId: number
  readonly execId: string
  readonly at: number
  readonly exchange: string
  readonly side: "BOT" | "SLD"
  readonly shares: number
  readonly price: number
  readonly cumulative: number
  readonly averagePrice: number
  readonly commission: number
  readonly commissionCurrency: string
  /** Null unless the trade closed something. */
  readonly realizedPnl: number | null
}

export interface SimulatedOrder {
  readonly account: string
  readonly conId: number
  readonly orderId: number
  readonly clientId: number
  readonly permId: number
  readonly action: "BUY" | "SELL"
  readonly quantity: number
  readonly orderType: string
  readonly limitPrice: number | null
  readonly stopPrice: number | null
  readonly timeInForce: string
  readonly status: string
  readonly filled: number
  readonly averageFillPrice: number
  readonly completedAt: number | null
  readonly completedStatus: string
}

/** A group of accounts that an advisor allocates orders to. */
export interface AccountGroup {
  readonly name: string
  /** How shares are divided: `Equal`, `NetLiq`, `AvailableEquity`, `Ratio`, `Percent`, `ContractsOrShares`. */
  readonly method: string
  /** Amounts are given for `Ratio`, `Percent` and `ContractsOrShares`, null for the others. */
  readonly members: readonly { readonly account: string; readonly amount: number | null }[]
}

/** Accounts of one family share a code; empty for an account in none. */
export interface FamilyCode {
  readonly account: string
  readonly code: string
}

/** What an advisor has set up beside the accounts. */
export interface Advisor {
  readonly groups: readonly AccountGroup[]
  readonly aliases: readonly { readonly account: string; readonly alias: string }[]
  /** One for every account. */
  readonly families: readonly FamilyCode[]
}

export interface AccountBook {
  /** An advisor's own account comes first, then the clients'. */
  readonly accounts: readonly string[]
  /** Undefined for everybody else's login. */
  readonly advisor?: Advisor
  baseCurrency(account: string): string
  /** Values of `reqAccountUpdates`, every key and currency, `ExchangeRate` rows among them. */
  values(account: string, at: number): readonly AccountRow[]
  /** Rows of `reqAccountSummary` for its tags, alphabetical; `$LEDGER`, `$LEDGER:ALL`, `$LEDGER:EUR` understood. */
  summary(account: string, tags: readonly string[], at: number): readonly AccountRow[]
  /** Zero positions (closed today) included. */
  positions(account: string, at: number): readonly SimulatedPosition[]
  pnl(account: string, at: number): { readonly daily: number; readonly unrealized: number; readonly realized: number }
  /** Executions since the account's midnight. */
  executions(account: string, at: number): readonly SimulatedExecution[]
  openOrders(account: string, at: number): readonly SimulatedOrder[]
  completedOrders(account: string, at: number): readonly SimulatedOrder[]
}
