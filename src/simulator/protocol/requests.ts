import { since } from "./versions.ts"

interface RequestLayout {
  readonly name: string
  /** Which field is the request's own id; undefined when it has none and answers carry -1. */
  readonly idAt: number | undefined
}

const layout = (name: string, idAt?: number): RequestLayout => ({ name, idAt })

/** Every request that clients of these versions can send, under the name that the official clients give it. */
const requests: ReadonlyMap<string, RequestLayout> = new Map([
  ["1", layout("reqMktData", 2)],
  ["2", layout("cancelMktData", 2)],
  ["3", layout("placeOrder", 1)],
  ["4", layout("cancelOrder", 2)],
  ["5", layout("reqOpenOrders")],
  ["6", layout("reqAccountUpdates")],
  ["7", layout("reqExecutions", 2)],
  ["8", layout("reqIds")],
  ["9", layout("reqContractDetails", 2)],
  ["10", layout("reqMktDepth", 2)],
  ["11", layout("cancelMktDepth", 2)],
  ["12", layout("reqNewsBulletins")],
  ["13", layout("cancelNewsBulletins")],
  ["14", layout("setServerLogLevel")],
  ["15", layout("reqAutoOpenOrders")],
  ["16", layout("reqAllOpenOrders")],
  ["17", layout("reqManagedAccts")],
  ["18", layout("requestFA")],
  ["19", layout("replaceFA")],
  ["20", layout("reqHistoricalData", 1)],
  ["21", layout("exerciseOptions", 2)],
  ["22", layout("reqScannerSubscription", 1)],
  ["23", layout("cancelScannerSubscription", 2)],
  ["24", layout("reqScannerParameters")],
  ["25", layout("cancelHistoricalData", 2)],
  ["49", layout("reqCurrentTime")],
  ["50", layout("reqRealTimeBars", 2)],
  ["51", layout("cancelRealTimeBars", 2)],
  ["52", layout("reqFundamentalData", 2)],
  ["53", layout("cancelFundamentalData", 2)],
  ["54", layout("calculateImpliedVolatility", 2)],
  ["55", layout("calculateOptionPrice", 2)],
  ["56", layout("cancelCalculateImpliedVolatility", 2)],
  ["57", layout("cancelCalculateOptionPrice", 2)],
  ["58", layout("reqGlobalCancel")],
  ["59", layout("reqMarketDataType")],
  ["61", layout("reqPositions")],
  ["62", layout("reqAccountSummary", 2)],
  ["63", layout("cancelAccountSummary", 2)],
  ["64", layout("cancelPositions")],
  ["65", layout("verifyRequest")],
  ["66", layout("verifyMessage")],
  ["67", layout("queryDisplayGroups", 2)],
  ["68", layout("subscribeToGroupEvents", 2)],
  ["69", layout("updateDisplayGroup", 2)],
  ["70", layout("unsubscribeFromGroupEvents", 2)],
  ["71", layout("startApi")],
  ["72", layout("verifyAndAuthRequest")],
  ["73", layout("verifyAndAuthMessage")],
  ["74", layout("reqPositionsMulti", 2)],
  ["75", layout("cancelPositionsMulti", 2)],
  ["76", layout("reqAccountUpdatesMulti", 2)],
  ["77", layout("cancelAccountUpdatesMulti", 2)],
  ["78", layout("reqSecDefOptParams", 1)],
  ["79", layout("reqSoftDollarTiers", 1)],
  ["80", layout("reqFamilyCodes")],
  ["81", layout("reqMatchingSymbols", 1)],
  ["82", layout("reqMktDepthExchanges")],
  ["83", layout("reqSmartComponents", 1)],
  ["84", layout("reqNewsArticle", 1)],
  ["85", layout("reqNewsProviders")],
  ["86", layout("reqHistoricalNews", 1)],
  ["87", layout("reqHeadTimeStamp", 1)],
  ["88", layout("reqHistogramData", 1)],
  ["89", layout("cancelHistogramData", 1)],
  ["90", layout("cancelHeadTimeStamp", 1)],
  ["91", layout("reqMarketRule")],
  ["92", layout("reqPnL", 1)],
  ["93", layout("cancelPnL", 1)],
  ["94", layout("reqPnLSingle", 1)],
  ["95", layout("cancelPnLSingle", 1)],
  ["96", layout("reqHistoricalTicks", 1)],
  ["97", layout("reqTickByTickData", 1)],
  ["98", layout("cancelTickByTickData", 1)],
  ["99", layout("reqCompletedOrders")],
  ["100", layout("reqWshMetaData", 1)],
  ["101", layout("cancelWshMetaData", 1)],
  ["102", layout("reqWshEventData", 1)],
  ["103", layout("cancelWshEventData", 1)],
  ["104", layout("reqUserInfo", 1)],
])

/** The official name of a request; undefined for a message id that no client of these versions sends. */
export const requestName = (messageId: string): string | undefined => requests.get(messageId)?.name

/** The id that a request gave itself, for answering one without reading the rest; -1 when it has none. */
export function requestId(fields: readonly string[], version: number): number {
  const idAt = requests.get(fields[0] ?? "")?.idAt
  if (idAt === undefined) return -1
  const at = fields[0] === "4" && version >= since.cmeTaggingFields ? 1 : idAt
  const id = Number(fields[at] || Number.NaN)
  return Number.isInteger(id) && Math.abs(id) <= 2147483648 ? id : -1
}
