import type {
  AccountPnl,
  AccountUpdates,
  AccountValue,
  Position,
  PositionPnl,
} from "../../src/gateway/accounts/account.ts"
import type { AccountAlias, AccountGroup, FamilyMember } from "../../src/gateway/advisor/advisor.ts"
import type {
  Contract,
  ContractDetails,
  ContractQuery,
  OptionParameters,
  SymbolMatch,
} from "../../src/gateway/contracts/contract.ts"
import type { PriceStep } from "../../src/gateway/contracts/market-rule.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import type { Bar, BarsRequest } from "../../src/gateway/history/history.ts"
import type { SupposedOption } from "../../src/gateway/options/supposed-option.ts"
import type { Fill } from "../../src/gateway/orders/execution.ts"
import type { CompletedOrder, OpenOrder } from "../../src/gateway/orders/order.ts"
import type { DataType, MarketData, OptionComputation } from "../../src/gateway/quotes/market-data.ts"
import type { ScannerCatalogue, ScanRequest, ScanRow } from "../../src/gateway/scanner/scan.ts"
import type { ConnectionStatus } from "../../src/gateway/status.ts"
import { type Failure, fail, failure, type Outcome, success } from "../../src/outcome/outcome.ts"
import { testConfig } from "../test-config.ts"
import { type AskedNews, inMemoryNews, type KnownNews, noNews } from "./in-memory-news.ts"
import { type AskedTicks, inMemoryTicks, type KnownTicks, noTicks } from "./in-memory-ticks.ts"

/** Monday 2026-11-23, 11:00 in New York: NYSE is open. */
export const monday = Date.parse("2026-11-23T16:00:00Z")

export const config = testConfig(4001)

export const notConnected = failure("not_connected", "The Gateway is not there.", "Start it.")

/** A contract with the fields that matter; the others are those of a US stock. */
export function contract(fields: Partial<Contract> & { readonly conId: number; readonly symbol: string }): Contract {
  return {
    secType: "STK",
    expiry: null,
    strike: null,
    right: null,
    multiplier: null,
    exchange: "SMART",
    primaryExchange: "NASDAQ",
    currency: "USD",
    localSymbol: fields.symbol,
    tradingClass: null,
    ...fields,
  }
}

export function details(of: Contract, fields: Partial<ContractDetails> = {}): ContractDetails {
  return {
    contract: of,
    longName: `${of.symbol} INC`,
    marketName: null,
    minTick: 0.01,
    priceMagnifier: 1,
    orderTypes: [],
    validExchanges: [],
    marketRuleIds: [],
    underConId: null,
    underSymbol: null,
    underSecType: null,
    lastTradeTime: null,
    settlementDay: null,
    contractMonth: null,
    industry: null,
    category: null,
    subcategory: null,
    stockType: null,
    identifiers: [],
    timeZoneId: "US/Eastern",
    tradingHours: null,
    liquidHours: null,
    sizes: { min: null, increment: null, suggestedIncrement: null },
    economicValue: null,
    ineligible: [],
    bond: null,
    fund: null,
    ...fields,
  }
}

export function marketData(fields: Partial<MarketData>): MarketData {
  return {
    bid: null,
    ask: null,
    bidSize: null,
    askSize: null,
    last: null,
    lastSize: null,
    lastAt: null,
    open: null,
    high: null,
    low: null,
    close: null,
    volume: null,
    markPrice: null,
    halted: null,
    callOpenInterest: null,
    putOpenInterest: null,
    computations: {},
    dataType: "live",
    updatedAt: monday,
    warnings: [],
    ...fields,
  }
}

/** What an in-memory Gateway knows, changed by tests as they go. */
export interface Known {
  contracts: ContractDetails[]
  markets: Map<number, MarketData | Failure>
  calculations: Map<number, OptionComputation | Failure>
  /** What was said of quotes' data, by contract id. */
  dataTypes: Map<number, DataType>
  bars: readonly Bar[]
  symbols: SymbolMatch[]
  chains: OptionParameters[]
  marketRules: Map<number, readonly PriceStep[]>
  accounts: string[]
  summary: AccountValue[]
  positions: Position[]
  updates: AccountUpdates[]
  pnl: Map<string, AccountPnl>
  positionPnl: Map<string, PositionPnl>
  /** An advisor's; null for any other login. */
  groups: readonly AccountGroup[] | null
  aliases: readonly AccountAlias[] | null
  families: readonly FamilyMember[]
  fills: Fill[]
  openOrders: OpenOrder[] | Failure
  completedOrders: CompletedOrder[] | Failure
  unreadableOrders: number
  scanned: ScanRow[]
  catalogue: ScannerCatalogue | Failure
  ticks: KnownTicks
  news: KnownNews
  /** When set, every request fails with it. */
  down: Failure | null
}

/** A Gateway that answers from memory, and remembers what it was asked. */
export interface InMemoryGateway extends Gateway {
  readonly known: Known
  readonly asked: {
    contracts: ContractQuery[]
    bars: BarsRequest[]
    quotes: Contract[]
    released: Contract[]
    symbols: string[]
    scans: ScanRequest[]
    calculations: SupposedOption[]
    ticks: AskedTicks
    news: AskedNews
  }
}

export function inMemoryGateway(): InMemoryGateway {
  const known: Known = {
    contracts: [],
    markets: new Map(),
    calculations: new Map(),
    dataTypes: new Map(),
    bars: [],
    symbols: [],
    chains: [],
    marketRules: new Map(),
    accounts: ["U1234567"],
    summary: [],
    positions: [],
    updates: [],
    pnl: new Map(),
    positionPnl: new Map(),
    groups: null,
    aliases: null,
    families: [],
    fills: [],
    openOrders: [],
    completedOrders: [],
    unreadableOrders: 0,
    scanned: [],
    catalogue: { scans: [], instruments: [], locations: [], filters: [] },
    ticks: noTicks(),
    news: noNews(),
    down: null,
  }
  const asked: InMemoryGateway["asked"] = {
    contracts: [],
    bars: [],
    quotes: [],
    released: [],
    scans: [],
    symbols: [],
    calculations: [],
    ticks: { past: [], live: [], volumes: [], depth: [] },
    news: { headlines: [], articles: [], events: [] },
  }
  const unlessDown = <T>(answer: () => Outcome<T>): Promise<Outcome<T>> =>
    Promise.resolve(known.down ? { ok: false, failure: known.down } : answer())
  const orNothing = <T>(value: T | undefined): Outcome<T> =>
    value === undefined ? fail("no_data", "Nothing known.", "Teach the test's Gateway.") : success(value)

  const status = (): ConnectionStatus => ({
    state: known.down ? "not_connected" : "connected",
    hint: known.down?.hint ?? null,
    host: config.host,
    port: config.port,
    clientId: config.clientId,
    accounts: known.accounts,
    serverVersion: known.down ? null : 193,
    marketDataType: 3,
    gatewayReadOnly: true,
    farms: [{ name: "usfarm", kind: "market_data", state: "ok" }],
    marketDataLines: 0,
    reconnects: 0,
    lastError: known.down,
    connectedSince: known.down ? null : monday - 60_000,
    lastHeardAt: monday,
  })

  return {
    known,
    asked,
    start() {},
    stop: () => Promise.resolve(),
    status,
    settled: () => Promise.resolve(status()),
    probe: () => unlessDown(() => success({ clockSkewS: -1, roundTripMs: 3 })),
    contractDetails: (query) =>
      unlessDown(() => {
        asked.contracts.push(query)
        const found = known.contracts.filter((one) => fits(one, query))
        return found.length > 0 ? success(found) : fail("not_found", "No contract.", "Search.")
      }),
    marketRule: (ruleId) => unlessDown(() => orNothing(known.marketRules.get(ruleId))),
    matchingSymbols: (pattern) =>
      unlessDown(() => {
        asked.symbols.push(pattern)
        return success(known.symbols)
      }),
    optionParameters: () => unlessDown(() => success(known.chains)),
    quote: (of) =>
      unlessDown(() => {
        asked.quotes.push(of)
        const market = known.markets.get(of.conId)
        return market && "code" in market ? { ok: false, failure: market } : orNothing(market)
      }),
    calculateOption: (of, supposed) =>
      unlessDown(() => {
        asked.calculations.push(supposed)
        const found = known.calculations.get(of.conId)
        return found && "code" in found ? { ok: false, failure: found } : orNothing(found)
      }),
    quoteDataType: (of) => known.dataTypes.get(of.conId) ?? null,
    releaseQuote: (of) => void asked.released.push(of),
    bars: (request) =>
      unlessDown(() => {
        asked.bars.push(request)
        return success(known.bars)
      }),
    ...inMemoryTicks(known.ticks, asked.ticks, unlessDown),
    headTimestamp: () => unlessDown(() => success(monday)),
    schedule: () => unlessDown(() => success({ timeZoneId: "US/Eastern", sessions: [] })),
    accountSummary: () => unlessDown(() => success(known.summary)),
    positions: () => unlessDown(() => success(known.positions)),
    accountUpdates: (account) => unlessDown(() => orNothing(known.updates.find((one) => one.account === account))),
    accountPnl: (account) => unlessDown(() => orNothing(known.pnl.get(account))),
    accountGroups: () => unlessDown(() => success(known.groups)),
    accountAliases: () => unlessDown(() => success(known.aliases)),
    accountFamilies: () => unlessDown(() => success(known.families)),
    positionPnl: (account, conId) => unlessDown(() => orNothing(known.positionPnl.get(`${account} ${conId}`))),
    ...inMemoryNews(known.news, asked.news, unlessDown),
    executions: () => unlessDown(() => success(known.fills)),
    openOrders: () => unlessDown(() => ordersOr(known.openOrders, known.unreadableOrders)),
    scan: (request) =>
      unlessDown(() => {
        asked.scans.push(request)
        return success(known.scanned)
      }),
    scannerCatalogue: () =>
      unlessDown(() =>
        "code" in known.catalogue ? { ok: false, failure: known.catalogue } : success(known.catalogue),
      ),
    completedOrders: () => unlessDown(() => ordersOr(known.completedOrders, known.unreadableOrders)),
  }
}

const ordersOr = <T>(
  orders: readonly T[] | Failure,
  unreadable: number,
): Outcome<{ orders: readonly T[]; unreadable: number }> =>
  "code" in orders ? { ok: false, failure: orders } : success({ orders, unreadable })

function fits(one: ContractDetails, query: ContractQuery): boolean {
  const { contract: of } = one
  const same = <T>(asked: T | undefined, is: T | null) => asked === undefined || asked === is
  const unpadded = (text: string | null | undefined) => text?.replaceAll(" ", "")
  const onExchange =
    query.exchange === undefined ||
    query.exchange === of.exchange ||
    (query.exchange === "SMART" && one.validExchanges.includes("SMART"))
  const inMonth =
    query.expiry === undefined ||
    (query.expiry.length === 6 ? (one.contractMonth ?? of.expiry?.slice(0, 6)) : of.expiry) === query.expiry
  const cusip = one.bond?.cusip ?? one.identifiers.find(({ type }) => type === "CUSIP")?.value
  return (
    same(query.conId, of.conId) &&
    (same(query.symbol, of.symbol) || (of.secType === "BOND" && query.symbol === cusip)) &&
    same<string>(query.secType, of.secType) &&
    same(query.strike, of.strike) &&
    same(query.right, of.right) &&
    same(query.multiplier, of.multiplier) &&
    same(query.primaryExchange, of.primaryExchange) &&
    same(query.currency, of.currency) &&
    same(query.tradingClass, of.tradingClass) &&
    same(unpadded(query.localSymbol), unpadded(of.localSymbol) ?? null) &&
    onExchange &&
    inMonth &&
    (query.identifier === undefined ||
      one.identifiers.some(({ type, value }) => type === query.identifier?.type && value === query.identifier.value))
  )
}

/** What was answered; fails the test when it was a failure. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message} ${outcome.failure.hint}`)
  return outcome.value
}

/** Why it failed; fails the test when it did not. */
export function failureOf(outcome: Outcome<unknown>): Failure {
  if (outcome.ok) throw new Error(`expected a failure, got ${JSON.stringify(outcome.value)}`)
  return outcome.failure
}
