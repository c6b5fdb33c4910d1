import type {
  AccountBook,
  BarQuery,
  ContractFilter,
  Entitlement,
  Listing,
  SimulatedBar,
  SimulatedExecution,
  SimulatedOrder,
  SimulatedPosition,
  Snapshot,
  World,
} from "../../../src/simulator/world/world.ts"

/** 2026-11-20, a Friday, 15:00:00 UTC: New York trades. */
export const friday = Date.UTC(2026, 10, 20, 15, 0, 0)

const stock: Listing = {
  conId: 265598,
  symbol: "AAPL",
  secType: "STK",
  expiry: "",
  realExpiry: "",
  lastTradeTime: "",
  strike: 0,
  right: "",
  multiplier: "",
  exchange: "SMART",
  primaryExchange: "NASDAQ",
  currency: "USD",
  localSymbol: "AAPL",
  marketName: "NMS",
  tradingClass: "NMS",
  minTick: 0.01,
  orderTypes: "LMT,MKT",
  validExchanges: "SMART,NASDAQ",
  priceMagnifier: 1,
  underConId: 0,
  underSymbol: "",
  underSecType: "",
  longName: "APPLE INC",
  contractMonth: "",
  industry: "Technology",
  category: "Computers",
  subcategory: "Computers",
  timeZoneId: "US/Eastern",
  marketRuleIds: "26,26",
  stockType: "COMMON",
  minSize: "0.0001",
  sizeIncrement: "0.0001",
  suggestedSizeIncrement: "100",
  aggGroup: 1,
  secIds: [{ tag: "ISIN", value: "US0378331005" }],
  bond: undefined,
  fund: undefined,
  reroute: undefined,
}

const derived = (changes: Partial<Listing>): Listing => ({ ...stock, secIds: [], ...changes })

export const aapl = stock
export const option = derived({
  conId: 700001,
  secType: "OPT",
  expiry: "20261218",
  realExpiry: "20261218",
  lastTradeTime: "16:00:00 US/Eastern",
  strike: 200,
  right: "C",
  multiplier: "100",
  localSymbol: "AAPL  261218C00200000",
  marketName: "AAPL",
  tradingClass: "AAPL",
  underConId: 265598,
  underSymbol: "AAPL",
  underSecType: "STK",
  contractMonth: "202612",
  stockType: "",
})
export const unseenOption = derived({ ...option, conId: 700002, right: "P", localSymbol: "AAPL  261218P00200000" })
export const vix = derived({
  conId: 13455763,
  symbol: "VIX",
  secType: "IND",
  exchange: "CBOE",
  primaryExchange: "CBOE",
  localSymbol: "VIX",
  longName: "CBOE Volatility Index",
  stockType: "",
})
/** Delayed only, with a name beyond ASCII. */
export const siemens = derived({
  conId: 14204,
  symbol: "SIE",
  exchange: "IBIS",
  primaryExchange: "IBIS",
  currency: "EUR",
  longName: "SIEMENS AG MÜNCHEN",
  timeZoneId: "MET",
  localSymbol: "SIE",
  tradingClass: "XETRA",
})
export const unsubscribed = derived({ conId: 900, symbol: "XLV", primaryExchange: "ARCA", localSymbol: "XLV" })
const twins = [901, 902].map((conId) => derived({ conId, symbol: "GLD", localSymbol: `GLD${conId}` }))
const optionTwins = ["SPX", "SPXW"].map((tradingClass, at) =>
  derived({ ...option, conId: 910 + at, symbol: "SPX", tradingClass, localSymbol: tradingClass }),
)
export const bond = derived({
  conId: 72063691,
  symbol: "US-T",
  secType: "BOND",
  minTick: 0.0001,
  minSize: "1000",
  bond: {
    cusip: "912810TM0",
    ratings: "AAA",
    descAppend: "T 4 11/15/52",
    bondType: "GOVT",
    couponType: "FIXED",
    callable: false,
    putable: true,
    coupon: 4,
    convertible: false,
    maturity: "20521115",
    issueDate: "20221115",
    notes: "",
  },
})
export const fund = derived({
  conId: 48013650,
  symbol: "VTSAX",
  secType: "FUND",
  exchange: "FUNDSERV",
  fund: { fields: Array.from({ length: 17 }, (_, at) => `fund${at}`) },
})
export const cfd = derived({
  conId: 111,
  symbol: "IBUS500",
  secType: "CFD",
  reroute: { conId: 416904, exchange: "CBOE", depth: false },
})
export const cfdWithBook = derived({
  conId: 112,
  symbol: "AAPL",
  secType: "CFD",
  reroute: { conId: stock.conId, exchange: "SMART", depth: true },
})
export const etf = derived({ conId: 756733, symbol: "SPY", localSymbol: "SPY", tradingClass: "SPY", stockType: "ETF" })
export const future = derived({
  conId: 600000443,
  symbol: "ES",
  secType: "FUT",
  expiry: "20261218",
  exchange: "CME",
  primaryExchange: "",
  multiplier: "50",
  localSymbol: "ESZ6",
  tradingClass: "ES",
  validExchanges: "CME",
  stockType: "",
})
export const pair = derived({
  conId: 12087792,
  symbol: "EUR",
  secType: "CASH",
  exchange: "IDEALPRO",
  primaryExchange: "",
  localSymbol: "EUR.USD",
  validExchanges: "IDEALPRO",
})

const listings = [
  stock,
  option,
  unseenOption,
  vix,
  siemens,
  unsubscribed,
  ...twins,
  ...optionTwins,
  bond,
  fund,
  cfd,
  cfdWithBook,
  pair,
  etf,
  future,
]

/** What has a history. */
const recorded: ReadonlySet<number> = new Set([stock, etf, pair, future].map(({ conId }) => conId))

const entitlements: ReadonlyMap<number, Entitlement> = new Map([
  [vix.conId, "delayed"],
  [siemens.conId, "delayed"],
  [unsubscribed.conId, "none"],
  [unseenOption.conId, "none"],
])

export const ordinary: Snapshot = {
  current: true,
  bid: 200.1,
  ask: 200.12,
  bidSize: 300,
  askSize: 250,
  last: 200.11,
  lastSize: 100,
  lastAt: friday - 500,
  open: 198,
  high: 201.5,
  low: 197.25,
  close: 199,
  volume: 1234567,
  mark: 200.11,
  halted: false,
  openInterest: null,
  shortableShares: 5_000_000,
  week52High: 260,
  week52Low: 160.5,
  historicalVolatility: 0.25,
  impliedVolatility: 0.28,
  averageVolume: 50_000_000,
  tradeCount: 4321,
  dividends: "1.00,1.04,20270210,0.26",
}

const bar: SimulatedBar = {
  at: Date.UTC(2026, 10, 20, 14, 30),
  day: "20261120",
  open: 198,
  high: 201.5,
  low: 197.25,
  close: 200.11,
  volume: 1234567,
  average: 199.4,
  count: 4321,
}

/** A second with one trade, five seconds before the clock's standstill. */
export const oneTrade: SimulatedBar = {
  at: friday - 5000,
  day: "20261120",
  open: 200.11,
  high: 200.11,
  low: 200.11,
  close: 200.11,
  volume: 300,
  average: 200.11,
  count: 1,
}

const held: SimulatedPosition = {
  account: "DU1000001",
  conId: stock.conId,
  quantity: 15,
  averageCost: 150.25,
  marketPrice: 200.11,
  marketValue: 3001.65,
  unrealizedPnl: 747.9,
  realizedPnl: 0,
  dailyPnlBase: 16.65,
  unrealizedPnlBase: 747.9,
  realizedPnlBase: 0,
  marketValueBase: 3001.65,
}

const order: SimulatedOrder = {
  account: "DU1000001",
  conId: stock.conId,
  orderId: 41,
  clientId: 7,
  permId: 1376327563,
  action: "BUY",
  quantity: 100,
  orderType: "LMT",
  limitPrice: 190,
  stopPrice: null,
  timeInForce: "GTC",
  status: "Submitted",
  filled: 25,
  averageFillPrice: 190,
  completedAt: null,
  completedStatus: "",
}

const fill: SimulatedExecution = {
  account: "DU1000001",
  conId: stock.conId,
  orderId: 41,
  clientId: 7,
  permId: 1376327563,
  execId: "00025b46.63f8f39c.01.01",
  at: Date.UTC(2026, 10, 20, 14, 31, 5),
  exchange: "NASDAQ",
  side: "BOT",
  shares: 25,
  price: 190,
  cumulative: 25,
  averagePrice: 190,
  commission: 1.0003,
  commissionCurrency: "USD",
  realizedPnl: null,
}

const session = { open: Date.UTC(2026, 10, 20, 14, 30), close: Date.UTC(2026, 10, 20, 21, 0), tradeDate: "20261120" }

const fits =
  (filter: ContractFilter) =>
  (listing: Listing): boolean =>
    (filter.conId === undefined || filter.conId === listing.conId) &&
    (filter.symbol === undefined || filter.symbol === listing.symbol) &&
    (filter.secType === undefined || filter.secType === listing.secType) &&
    (filter.right === undefined || filter.right === listing.right) &&
    (filter.tradingClass === undefined || filter.tradingClass === listing.tradingClass) &&
    (filter.issuerId === undefined || filter.issuerId === "e1234") &&
    (filter.secId === undefined || listing.secIds.some(({ value }) => value === filter.secId))

/** A listing as it is on the exchange asked for, where it is listed there. */
const on = (listing: Listing, exchange = ""): Listing =>
  listing.validExchanges.split(",").includes(exchange) ? { ...listing, exchange } : listing

/** A handful of contracts that stand still unless a test moves `snapshot`: enough to look at every message. */
export interface SmallWorld extends World {
  accounts: AccountBook
  snapshot: Snapshot
  bars: readonly SimulatedBar[]
  positions: readonly SimulatedPosition[]
  /** What bars have been asked for. */
  readonly queries: BarQuery[]
}

export function smallWorld(): SmallWorld {
  const world: SmallWorld = {
    snapshot: ordinary,
    bars: [bar],
    positions: [held],
    queries: [],
    contracts: {
      find: (filter) => listings.filter(fits(filter)).map((listing) => on(listing, filter.exchange)),
      byConId: (conId) => listings.find((listing) => listing.conId === conId),
      search: (pattern) => [
        {
          conId: stock.conId,
          symbol: pattern,
          secType: "STK",
          primaryExchange: "NASDAQ",
          currency: "USD",
          derivativeTypes: ["OPT", "CFD"],
          description: "APPLE INC",
          issuerId: "",
        },
      ],
      chains: (underConId) => [
        {
          exchange: "SMART",
          underConId,
          tradingClass: "AAPL",
          multiplier: "100",
          expirations: ["20261218", "20270115"],
          strikes: [200, 202.5],
        },
      ],
      hours: () => ({ trading: "20261120:0400-20261120:2000", liquid: "20261120:0930-20261120:1600" }),
      all: () => listings,
      marketRule: (id) => (id === 26 ? [{ lowEdge: 0, increment: 0.01 }] : undefined),
    },
    market: {
      entitlement: (conId) => entitlements.get(conId) ?? "live",
      snapshot(conId, at) {
        const current = world.snapshot.current && at >= session.open && at < session.close
        const shown = { ...world.snapshot, current }
        return conId === vix.conId ? { ...shown, bid: null, ask: null, volume: null } : shown
      },
      computation: (conId, _at, kind) =>
        (conId === option.conId || conId === unseenOption.conId) && kind !== "last"
          ? {
              impliedVolatility: 0.3,
              delta: 0.55,
              optionPrice: 2.66,
              pvDividend: 0,
              gamma: 0.07,
              vega: 0.075,
              theta: -0.75,
              underlyingPrice: 200.11,
            }
          : undefined,
      calculate: (conId, _at, { kind, value, underlyingPrice }) =>
        conId === option.conId
          ? {
              impliedVolatility: kind === "volatility" ? value : 0.3,
              delta: 0.55,
              optionPrice: kind === "price" ? value : 2.66,
              pvDividend: 0,
              gamma: 0.07,
              vega: 0.075,
              theta: -0.75,
              underlyingPrice,
            }
          : undefined,
      bars(query) {
        world.queries.push(query)
        return world.bars
      },
      sessions: () => [session],
      headTimestamp: (conId) => (recorded.has(conId) ? Date.UTC(1980, 11, 12, 14, 30) : undefined),
      exchangeRate: () => 1,
    },
    accounts: {
      accounts: ["DU1000001", "DU1000002"],
      baseCurrency: () => "USD",
      values: (account) => [
        { tag: "NetLiquidation", value: account === "DU1000001" ? "100000.00" : "200000.00", currency: "USD" },
      ],
      summary: (_account, tags) => tags.toSorted().map((tag) => ({ tag, value: "300000.00", currency: "USD" })),
      positions: (account) => world.positions.filter((position) => position.account === account),
      pnl: () => ({ daily: 16.65, unrealized: 747.9, realized: 12_345_678.9 }),
      executions: (account) => (account === fill.account ? [fill] : []),
      openOrders: (account) => (account === order.account ? [order] : []),
      completedOrders: (account) =>
        account === order.account
          ? [{ ...order, status: "Filled", filled: 100, completedAt: friday, completedStatus: "Filled Size: 100" }]
          : [],
    },
  }
  return world
}
