import type { IBApi } from "@stoqey/ib"
import type { WireContract, WireRequests } from "./wire-requests.ts"

/** A field of a frame; a boolean goes out as 1 or 0, nothing as an empty field. */
export type WireField = string | number | boolean | undefined

/**
 * The reading requests, and no other of the library's functions. `write` sends a frame as it stands, for what the library
 * cannot encode; the guard sees it like every other.
 */
export function requestsOf(ib: IBApi, write: (fields: readonly WireField[]) => void): WireRequests {
  const api: LibraryRequests = ib
  return {
    contractDetails: (reqId, contract) => api.reqContractDetails(reqId, contract),
    matchingSymbols: (reqId, pattern) => ib.reqMatchingSymbols(reqId, pattern),
    optionParameters: (reqId, underlying) =>
      api.reqSecDefOptParams(reqId, underlying.symbol, underlying.futFopExchange, underlying.secType, underlying.conId),
    marketRule: (ruleId) => ib.reqMarketRule(ruleId),
    marketDataType: (type) => ib.reqMarketDataType(type),
    marketData: (reqId, contract, genericTicks) => api.reqMktData(reqId, contract, genericTicks, false, false),
    cancelMarketData: (reqId) => ib.cancelMktData(reqId),
    bars: (reqId, contract, ask) =>
      api.reqHistoricalData(
        reqId,
        contract,
        ask.end,
        ask.duration,
        ask.barSize,
        ask.source,
        ask.regularHoursOnly,
        2,
        false,
      ),
    cancelBars: (reqId) => ib.cancelHistoricalData(reqId),
    headTimestamp: (reqId, contract, source) => api.reqHeadTimestamp(reqId, contract, source, false, 2),
    cancelHeadTimestamp: (reqId) => ib.cancelHeadTimestamp(reqId),
    impliedVolatility: (reqId, option, price, underlyingPrice) =>
      api.calculateImpliedVolatility(reqId, option, price, underlyingPrice),
    cancelImpliedVolatility: (reqId) => ib.cancelCalculateImpliedVolatility(reqId),
    optionPrice: (reqId, option, volatility, underlyingPrice) =>
      api.calculateOptionPrice(reqId, option, volatility, underlyingPrice),
    cancelOptionPrice: (reqId) => ib.cancelCalculateOptionPrice(reqId),
    accountSummary: (reqId, tags) => ib.reqAccountSummary(reqId, "All", tags),
    cancelAccountSummary: (reqId) => ib.cancelAccountSummary(reqId),
    positions: () => ib.reqPositions(),
    cancelPositions: () => ib.cancelPositions(),
    accountUpdates: (subscribe, account) => ib.reqAccountUpdates(subscribe, account),
    pnl: (reqId, account) => ib.reqPnL(reqId, account, ""),
    cancelPnl: (reqId) => ib.cancelPnL(reqId),
    positionPnl: (reqId, account, conId) => ib.reqPnLSingle(reqId, account, "", conId),
    cancelPositionPnl: (reqId) => ib.cancelPnLSingle(reqId),
    time: () => ib.reqCurrentTime(),
    nextId: () => ib.reqIds(1),
    pastTicks: (reqId, contract, { start, end, count, source, regularHoursOnly }) =>
      api.reqHistoricalTicks(reqId, contract, start, end, count, source, regularHoursOnly, false),
    liveTicks: (reqId, contract, kind) => api.reqTickByTickData(reqId, contract, kind, 0, false),
    cancelLiveTicks: (reqId) => ib.cancelTickByTickData(reqId),
    // The library writes the unit in small letters, with an s behind it.
    histogram: (reqId, contract, { count, unit }, regularHoursOnly) =>
      api.reqHistogramData(reqId, contract, regularHoursOnly, count, unit),
    cancelHistogram: (reqId) => ib.cancelHistogramData(reqId),
    depth: (reqId, contract, rows, smart) => api.reqMktDepth(reqId, contract, rows, smart),
    cancelDepth: (reqId, smart) => ib.cancelMktDepth(reqId, smart),
    depthExchanges: () => ib.reqMktDepthExchanges(),
    accounts: () => ib.reqManagedAccts(),
    advisorData: (kind) => ib.requestFA(kind),
    familyCodes: () => ib.reqFamilyCodes(),
    // Client id 0 in the filter means every client.
    executions: (reqId) => ib.reqExecutions(reqId, { clientId: "0" }),
    openOrders: () => ib.reqAllOpenOrders(),
    completedOrders: () => ib.reqCompletedOrders(false),
    scan: (reqId, { rows, instrument, location, scanCode, filters }) =>
      // Between scan code and filters are the fields of older clients, all of which exist as filters too.
      write([22, reqId, rows, instrument, location, scanCode, ...Array<string>(17).fill(""), filters, ""]),
    cancelScan: (reqId) => ib.cancelScannerSubscription(reqId),
    scannerParameters: () => ib.reqScannerParameters(),
    newsProviders: () => ib.reqNewsProviders(),
    bulletins: () => ib.reqNewsBulletins(true),
    cancelBulletins: () => ib.cancelNewsBulletins(),
    // No start: what is asked for is the newest up to an instant.
    headlines: (reqId, { conId, providers, until, count }) =>
      ib.reqHistoricalNews(reqId, conId, providers, "", until, count),
    newsArticle: (reqId, provider, articleId) => ib.reqNewsArticle(reqId, provider, articleId),
    eventTypes: (reqId) => ib.reqWshMetaData(reqId),
    cancelEventTypes: (reqId) => ib.reqCancelWshMetaData(reqId),
    events: (reqId, { conId, from, to }) =>
      api.reqWshEventData(reqId, { ...eventDefaults, conId, startDate: from, endDate: to }),
    cancelEvents: (reqId) => ib.reqCancelWshEventData(reqId),
  }
}

/** A contract excludes a filter; without a limit of its own an answer has every event. */
const eventDefaults = { filter: "", fillWatchlist: false, fillPortfolio: false, fillCompetitors: false, totalLimit: "" }

/** The library wants its enums where the protocol has plain texts. */
interface LibraryRequests {
  reqContractDetails(reqId: number, contract: WireContract): unknown
  reqMktData(reqId: number, contract: WireContract, generic: string, snapshot: false, regulatory: false): unknown
  reqSecDefOptParams(reqId: number, symbol: string, exchange: string, secType: string, conId: number): unknown
  calculateImpliedVolatility(reqId: number, option: WireContract, price: number, underlyingPrice: number): unknown
  calculateOptionPrice(reqId: number, option: WireContract, volatility: number, underlyingPrice: number): unknown
  reqHeadTimestamp(reqId: number, contract: WireContract, what: string, rth: boolean, format: number): unknown
  reqHistoricalTicks(
    reqId: number,
    contract: WireContract,
    start: string,
    end: string,
    count: number,
    what: string,
    rth: boolean,
    ignoreSize: boolean,
  ): unknown
  reqTickByTickData(reqId: number, contract: WireContract, kind: string, count: number, ignoreSize: boolean): unknown
  reqHistogramData(reqId: number, contract: WireContract, rth: boolean, count: number, unit: string): unknown
  reqMktDepth(reqId: number, contract: WireContract, rows: number, smart: boolean): unknown
  reqHistoricalData(
    reqId: number,
    contract: WireContract,
    end: string,
    duration: string,
    barSize: string,
    what: string,
    rth: boolean,
    format: number,
    keepUpToDate: boolean,
  ): unknown
  reqWshEventData(
    reqId: number,
    ask:
      | number
      | (Omit<typeof eventDefaults, "totalLimit"> & {
          conId: number
          startDate: string
          endDate: string
          totalLimit: number | string
        }),
  ): unknown
}
