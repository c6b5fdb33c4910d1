import type { Contract, ContractQuery } from "./contracts/contract.ts"
import type { TradingSpan } from "./ticks/tick.ts"

/** A contract as a request carries it. What is left out is an empty field. */
export interface WireContract {
  readonly conId?: number
  readonly symbol?: string
  readonly secType?: string
  readonly lastTradeDateOrContractMonth?: string
  readonly strike?: number
  readonly right?: string
  readonly multiplier?: string | number
  readonly exchange?: string
  readonly primaryExch?: string
  readonly currency?: string
  readonly localSymbol?: string
  readonly tradingClass?: string
  readonly includeExpired?: boolean
  readonly secIdType?: string
  readonly secId?: string
}

/** What this program may ask of a Gateway. There is nothing here that writes. */
export interface WireRequests {
  contractDetails(reqId: number, contract: WireContract): void
  matchingSymbols(reqId: number, pattern: string): void
  optionParameters(
    reqId: number,
    underlying: { symbol: string; futFopExchange: string; secType: string; conId: number },
  ): void
  /** Answered without a request id. */
  marketRule(ruleId: number): void
  marketDataType(type: 1 | 2 | 3 | 4): void
  marketData(reqId: number, contract: WireContract, genericTicks: string): void
  cancelMarketData(reqId: number): void
  /** Bars, or the schedule with source `SCHEDULE`. Dates come as epoch seconds below a day. */
  bars(
    reqId: number,
    contract: WireContract,
    ask: { end: string; duration: string; barSize: string; source: string; regularHoursOnly: boolean },
  ): void
  cancelBars(reqId: number): void
  headTimestamp(reqId: number, contract: WireContract, source: string): void
  cancelHeadTimestamp(reqId: number): void
  impliedVolatility(reqId: number, option: WireContract, price: number, underlyingPrice: number): void
  cancelImpliedVolatility(reqId: number): void
  optionPrice(reqId: number, option: WireContract, volatility: number, underlyingPrice: number): void
  cancelOptionPrice(reqId: number): void
  accountSummary(reqId: number, tags: string): void
  cancelAccountSummary(reqId: number): void
  positions(): void
  cancelPositions(): void
  accountUpdates(subscribe: boolean, account: string): void
  pnl(reqId: number, account: string): void
  cancelPnl(reqId: number): void
  positionPnl(reqId: number, account: string, conId: number): void
  cancelPositionPnl(reqId: number): void
  time(): void
  nextId(): void
  /** Ticks of the past, of which `start` or `end` says the beginning or the end, the other being empty. */
  pastTicks(
    reqId: number,
    contract: WireContract,
    ask: { start: string; end: string; count: number; source: string; regularHoursOnly: boolean },
  ): void
  liveTicks(reqId: number, contract: WireContract, kind: "AllLast" | "BidAsk" | "MidPoint"): void
  cancelLiveTicks(reqId: number): void
  /** Volume at price over a span up to now. */
  histogram(reqId: number, contract: WireContract, span: TradingSpan, regularHoursOnly: boolean): void
  cancelHistogram(reqId: number): void
  depth(reqId: number, contract: WireContract, rows: number, smart: boolean): void
  cancelDepth(reqId: number, smart: boolean): void
  depthExchanges(): void
  accounts(): void
  /** An advisor's groups (1) or account aliases (3). */
  advisorData(kind: number): void
  familyCodes(): void
  /** Of every client, as far back as the Gateway keeps them. */
  executions(reqId: number): void
  /** Of every client. */
  openOrders(): void
  completedOrders(): void
  /** `filters` as the protocol wants them: `priceAbove=10;volumeAbove=100000;`. */
  scan(
    reqId: number,
    ask: {
      readonly rows: number
      readonly instrument: string
      readonly location: string
      readonly scanCode: string
      readonly filters: string
    },
  ): void
  cancelScan(reqId: number): void
  scannerParameters(): void
  newsProviders(): void
  /** Those of the day, and new ones as they come. */
  bulletins(): void
  cancelBulletins(): void
  /** `providers` parted by `+`; `until` as `2026-04-14 14:58:42.0` in UTC, empty for now. */
  headlines(
    reqId: number,
    ask: { readonly conId: number; readonly providers: string; readonly until: string; readonly count: number },
  ): void
  newsArticle(reqId: number, provider: string, articleId: string): void
  eventTypes(reqId: number): void
  cancelEventTypes(reqId: number): void
  events(reqId: number, ask: { readonly conId: number; readonly from: string; readonly to: string }): void
  cancelEvents(reqId: number): void
}

/**
 * A known contract in a request: its id and exchange say it all, and the rest of what goes with them agrees with the
 * Gateway's own spelling. Strike, multiplier and expiry stay out: one that is spelled differently means error 200.
 */
export function knownContract(contract: Contract): WireContract {
  return {
    conId: contract.conId,
    symbol: contract.symbol,
    secType: contract.secType,
    exchange: exchangeOf(contract),
    currency: contract.currency,
  }
}

/**
 * A contract to ask anything but bars of. A continuous future has no live data, and its history no end but now (TWS API
 * documentation, "Continuous Futures"); it goes by the number of the month that it stands for, which has both.
 */
export const monthOf = (contract: Contract): Contract =>
  contract.secType === "CONTFUT" ? { ...contract, secType: "FUT" } : contract

/** Where to ask for a contract whose exchange the Gateway has left out, as it does in an account's portfolio. */
export function exchangeOf({ exchange, primaryExchange, secType }: Contract): string {
  if (exchange !== "") return exchange
  if (secType === "CASH") return "IDEALPRO"
  return secType === "STK" || secType === "OPT" ? "SMART" : (primaryExchange ?? "SMART")
}

export function queryContract(query: ContractQuery): WireContract {
  return {
    ...(query.conId !== undefined && { conId: query.conId }),
    ...(query.symbol !== undefined && { symbol: query.symbol }),
    ...(query.secType !== undefined && { secType: query.secType }),
    ...(query.expiry !== undefined && { lastTradeDateOrContractMonth: query.expiry }),
    ...(query.strike !== undefined && { strike: query.strike }),
    ...(query.right !== undefined && { right: query.right }),
    ...(query.multiplier !== undefined && { multiplier: query.multiplier }),
    ...(query.exchange !== undefined && { exchange: query.exchange }),
    ...(query.primaryExchange !== undefined && { primaryExch: query.primaryExchange }),
    ...(query.currency !== undefined && { currency: query.currency }),
    ...(query.localSymbol !== undefined && { localSymbol: query.localSymbol }),
    ...(query.tradingClass !== undefined && { tradingClass: query.tradingClass }),
    ...(query.includeExpired && { includeExpired: true }),
    ...(query.identifier && { secIdType: query.identifier.type, secId: query.identifier.value }),
  }
}
