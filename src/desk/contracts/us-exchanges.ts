/** Primary exchanges of US stocks and ETFs as IBKR names them: what a plain symbol such as `AAPL` may be listed on. */
const usExchanges: ReadonlySet<string> = new Set([
  "AMEX",
  "ARCA",
  "BATS",
  "BEX",
  "CBOE",
  "CHX",
  "IEX",
  "ISLAND",
  "LTSE",
  "MEMX",
  "NASDAQ",
  "NYSE",
  "NYSENAT",
  "OTCLNKECN",
  "PINK",
])

export const isUsExchange = (exchange: string): boolean => usExchanges.has(exchange)
