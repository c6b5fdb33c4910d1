/** What the table of shares of any market says of one. */
export interface StockRow {
  readonly symbol: string
  readonly conId: number
  readonly name: string
  readonly isin: string
  /** In the market's own quotation: pence in London. */
  readonly price: number
  readonly volatility: number
  readonly beta: number
  /** Dividend yield in percent. */
  readonly yieldPercent: number
  /** Millions of shares on an ordinary day. */
  readonly millions: number
  readonly since: string
}
