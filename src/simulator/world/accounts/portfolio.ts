import { inventedConIds as invented } from "../universe/invented-con-ids.ts"
import type { Right } from "../world.ts"

/** What an account holds when a day begins. Every day begins with the same holdings. */
export interface Portfolio {
  readonly account: string
  /** As the account's values name it; `INDIVIDUAL` when not given. */
  readonly type?: string
  readonly base: string
  readonly securities: readonly SecurityHolding[]
  readonly futures: readonly FutureHolding[]
  readonly options: readonly OptionHolding[]
  /** Settled cash by currency when the day begins. */
  readonly cash: Readonly<Record<string, number>>
  /** Part of the base currency's cash that is held against futures. */
  readonly commodityCash: number
  readonly accruedInterest: number
  readonly accruedDividends: number
  readonly roundTrips: readonly RoundTrip[]
  readonly orders: readonly RestingOrder[]
}

export interface SecurityHolding {
  readonly conId: number
  readonly quantity: number
  /** About how much it will have gained by 20 November, a fraction: it was bought on a day when its price was fitting. */
  readonly gain?: number
  /** What it cost per share, in the currency that it is traded in, when that is not left to `gain`. */
  readonly averageCost?: number
}

/** The front month, bought or sold when it was about to become that. */
export interface FutureHolding {
  readonly symbol: string
  readonly quantity: number
}

/** A monthly option, written about two months before it expires, so far from the money. */
export interface OptionHolding {
  readonly tradingClass: string
  readonly right: Right
  readonly moneyness: number
  readonly quantity: number
}

/** Something bought and sold again on the same day, if its market is open at both times (New York). */
export interface RoundTrip {
  readonly conId: number
  readonly exchange: string
  readonly bought: string
  readonly sold: string
  /** Sizes of the fills; several are parts of one order. */
  readonly fills: readonly number[]
  readonly clientId: number
}

/** An order that rests so far from the last close that it does not fill. */
export interface RestingOrder {
  readonly conId: number | { readonly future: string }
  readonly action: "BUY" | "SELL"
  readonly quantity: number
  readonly type: "LMT" | "STP" | "STP LMT"
  /** Limit and stop as multiples of the last close. */
  readonly limit: number | null
  readonly stop: number | null
  readonly timeInForce: "DAY" | "GTC"
}

const stock = {
  AAPL: 265598,
  MSFT: 272093,
  NVDA: 4815747,
  KO: 8894,
  INTC: 270639,
  F: 9599491,
  BAC: 10098,
  PFE: 11031,
  BRK_B: 72063691,
  SPY: 756733,
  QQQ: 320227571,
  TLT: 15547841,
  SAP: 14204,
  HSBA: 909083,
  TENCENT: 152791428,
} as const
const coin = { BTC: 479624278, ETH: 495759171 } as const
const EURUSD = 12087792
const GBPUSD = 12087797

export const usdAccount: Portfolio = {
  account: "DU1234567",
  base: "USD",
  securities: [
    { conId: stock.AAPL, quantity: 250, gain: 0.18 },
    { conId: stock.MSFT, quantity: 80, gain: 0.09 },
    { conId: stock.NVDA, quantity: 150, gain: 0.21 },
    { conId: stock.BRK_B, quantity: 40, gain: 0.12 },
    { conId: stock.SPY, quantity: 120, gain: 0.15 },
    { conId: invented.VOD_LSE, quantity: 9_000, gain: -0.11 },
    { conId: stock.SAP, quantity: 45, gain: -0.07 },
    { conId: invented.TOYOTA_TSEJ, quantity: 600, gain: 0.1 },
    { conId: coin.BTC, quantity: 0.25, gain: -0.14 },
  ],
  futures: [{ symbol: "ES", quantity: 1 }],
  options: [{ tradingClass: "AAPL", right: "C", moneyness: 1.08, quantity: -2 }],
  cash: { USD: 84_210.55, EUR: 12_500, GBP: -1_840.2, JPY: 310_000 },
  commodityCash: 30_000,
  accruedInterest: 96.41,
  accruedDividends: 65,
  roundTrips: [
    { conId: coin.ETH, exchange: "PAXOS", bought: "02:14:07", sold: "06:41:52", fills: [0.75, 0.5], clientId: 0 },
    { conId: stock.F, exchange: "NYSE", bought: "09:47:21", sold: "11:22:09", fills: [120, 80], clientId: 0 },
    { conId: stock.INTC, exchange: "NASDAQ", bought: "10:36:40", sold: "12:31:15", fills: [150], clientId: 3 },
    { conId: EURUSD, exchange: "IDEALPRO", bought: "17:31:05", sold: "21:02:44", fills: [20_000], clientId: 0 },
  ],
  orders: [
    { conId: stock.AAPL, action: "BUY", quantity: 50, type: "LMT", limit: 0.9, stop: null, timeInForce: "GTC" },
    { conId: stock.SPY, action: "SELL", quantity: 120, type: "STP", limit: null, stop: 0.88, timeInForce: "GTC" },
    {
      conId: invented.VOD_LSE,
      action: "SELL",
      quantity: 3_000,
      type: "LMT",
      limit: 1.15,
      stop: null,
      timeInForce: "GTC",
    },
    {
      conId: { future: "ES" },
      action: "SELL",
      quantity: 1,
      type: "STP LMT",
      limit: 0.915,
      stop: 0.92,
      timeInForce: "GTC",
    },
  ],
}

const eurAccount: Portfolio = {
  account: "DU7654321",
  base: "EUR",
  securities: [
    { conId: stock.SAP, quantity: 110, gain: 0.08 },
    { conId: invented.SIE_IBIS, quantity: 60, gain: 0.16 },
    { conId: stock.HSBA, quantity: 1_400, gain: 0.2 },
    { conId: stock.QQQ, quantity: 35, gain: 0.13 },
    { conId: stock.KO, quantity: 200, gain: 0.06 },
    { conId: stock.TLT, quantity: 150, gain: -0.05 },
    { conId: stock.TENCENT, quantity: 300, gain: 0.17 },
    { conId: coin.ETH, quantity: 3, gain: -0.19 },
  ],
  futures: [{ symbol: "CL", quantity: -1 }],
  options: [{ tradingClass: "SPY", right: "P", moneyness: 0.94, quantity: -1 }],
  cash: { EUR: 61_904.18, USD: 15_250.4, GBP: 2_300, HKD: -18_400 },
  commodityCash: 12_000,
  accruedInterest: -11.87,
  accruedDividends: 102,
  roundTrips: [
    { conId: coin.BTC, exchange: "PAXOS", bought: "01:05:33", sold: "05:18:20", fills: [0.05], clientId: 0 },
    { conId: stock.PFE, exchange: "NYSE", bought: "09:52:11", sold: "10:58:47", fills: [300, 100], clientId: 0 },
    { conId: stock.BAC, exchange: "NYSE", bought: "11:03:02", sold: "12:44:38", fills: [250], clientId: 0 },
    { conId: GBPUSD, exchange: "IDEALPRO", bought: "18:12:50", sold: "22:40:19", fills: [15_000], clientId: 7 },
  ],
  orders: [
    { conId: stock.SAP, action: "BUY", quantity: 20, type: "LMT", limit: 0.92, stop: null, timeInForce: "GTC" },
    { conId: stock.QQQ, action: "SELL", quantity: 35, type: "STP", limit: null, stop: 0.87, timeInForce: "GTC" },
    { conId: coin.ETH, action: "SELL", quantity: 1, type: "LMT", limit: 1.3, stop: null, timeInForce: "GTC" },
  ],
}

/** The accounts of the simulated login. */
export const portfolios: readonly Portfolio[] = [usdAccount, eurAccount]
