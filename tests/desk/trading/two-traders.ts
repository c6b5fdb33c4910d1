import { manualClock } from "../../../src/clock/manual-clock.ts"
import type { Config } from "../../../src/config/config.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { OrdersQuestion } from "../../../src/desk/trading/orders.ts"
import type { TradesQuestion } from "../../../src/desk/trading/trades.ts"
import type { Fill } from "../../../src/gateway/orders/execution.ts"
import type { CompletedOrder, OpenOrder } from "../../../src/gateway/orders/order.ts"
import { config, contract, details, inMemoryGateway, monday } from "../in-memory-gateway.ts"

export const dollars = "U1234567"
export const euros = "DU7654321"

export const aapl = contract({ conId: 1, symbol: "AAPL", exchange: "NASDAQ", primaryExchange: null })
/** As an execution in London names it: by where it was executed. */
export const vodafone = contract({
  conId: 2,
  symbol: "VOD",
  exchange: "CHIXUK",
  primaryExchange: null,
  currency: "GBP",
})
export const option = contract({
  conId: 3,
  symbol: "AAPL",
  secType: "OPT",
  expiry: "20261218",
  strike: 200,
  right: "C",
  exchange: "CBOE",
  primaryExchange: null,
})

/** Minutes after ten in New York. */
export const after = (minutes: number) => ({
  at: Date.parse("2026-11-23T15:00:00Z") + minutes * 60_000,
  zone: "America/New_York",
})

export function fill(
  execId: string,
  fields: Partial<Fill> & {
    readonly commission?: number
    readonly realized?: number | null
    readonly in?: string
  } = {},
): Fill {
  const { commission = 1, realized = null, in: currency = "USD", ...rest } = fields
  return {
    execId,
    executedAt: after(0),
    account: dollars,
    contract: aapl,
    side: "BOT",
    quantity: 10,
    price: 200,
    permId: "1",
    clientId: 0,
    orderId: 0,
    cumulativeQuantity: 10,
    averagePrice: 200,
    orderReference: null,
    isLiquidation: false,
    liquidity: null,
    report: { execId, commission, currency, realizedPnl: realized },
    ...rest,
  }
}

const terms = {
  account: dollars,
  contract: aapl,
  action: "BUY",
  quantity: 10,
  type: "LMT",
  limitPrice: 190,
  stopPrice: null,
  trailingStopPrice: null,
  trailingAmount: null,
  trailingPct: null,
  offset: null,
  timeInForce: "GTC",
  goodTill: null,
  outsideRegularHours: false,
  ocaGroup: null,
  reference: null,
} as const

export const open = (permId: string, fields: Partial<OpenOrder> = {}): OpenOrder => ({
  ...terms,
  permId,
  status: "Submitted",
  filled: 0,
  clientId: 0,
  orderId: 0,
  parentId: null,
  remaining: 10,
  averagePrice: null,
  whyHeld: null,
  ...fields,
})

export const completed = (permId: string, fields: Partial<CompletedOrder> = {}): CompletedOrder => ({
  ...terms,
  permId,
  status: "Filled",
  filled: 10,
  completedAt: after(0),
  outcome: "Filled Size: 10",
  ...fields,
})

/** Two accounts of one login that trade; the terms of the London stock are known to be in pence. */
export function twoTraders(settings: Partial<Config> = {}) {
  const gateway = inMemoryGateway()
  const { known } = gateway
  known.accounts = [dollars, euros]
  known.contracts = [details({ ...vodafone, exchange: "SMART", primaryExchange: "LSE" }, { priceMagnifier: 100 })]
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config: { ...config, ...settings }, clock })
  const page = { account: null, symbol: null, limit: 100, cursor: null }
  return {
    gateway,
    known,
    clock,
    desk,
    trades: (question: Partial<TradesQuestion> = {}) =>
      desk.trades({ ...page, start: null, ...question }, {}, () => {}),
    orders: (question: Partial<OrdersQuestion> = {}) =>
      desk.orders({ ...page, state: "open", ...question }, {}, () => {}),
  }
}
