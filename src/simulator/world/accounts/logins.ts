import { inventedConIds as invented } from "../universe/invented-con-ids.ts"
import type { Advisor } from "../world.ts"
import { type Portfolio, usdAccount } from "./portfolio.ts"

/** What somebody who logs in sees: accounts, and an advisor's setup where there is one. */
export interface Login {
  readonly portfolios: readonly Portfolio[]
  readonly advisor?: Advisor
}

const MASTER = "DF1000000"
const TRUST = "DU1000001"
const RETIREMENT = "DU1000002"
const FAMILY = "DU1000003"

const plain = { futures: [], options: [], commodityCash: 0, roundTrips: [], orders: [] } as const

const stock = {
  SPY: 756733,
  TLT: 15547841,
  GLD: 51529211,
  XOM: 13977,
  F: 9599491,
  MSFT: 272093,
  JNJ: 8719,
  VOO: 136155102,
}

const master: Portfolio = {
  ...plain,
  account: MASTER,
  type: "ADVISOR",
  base: "USD",
  securities: [],
  cash: { USD: 18_420.75 },
  accruedInterest: 12.6,
  accruedDividends: 0,
}

const trust: Portfolio = {
  ...plain,
  account: TRUST,
  type: "TRUST",
  base: "USD",
  securities: [
    { conId: stock.SPY, quantity: 400, gain: 0.14 },
    { conId: stock.TLT, quantity: 900, gain: -0.06 },
    { conId: stock.GLD, quantity: 150, gain: 0.19 },
    { conId: stock.XOM, quantity: 300, gain: 0.07 },
  ],
  cash: { USD: 42_118.03 },
  accruedInterest: 55.2,
  accruedDividends: 188,
  roundTrips: [{ conId: stock.F, exchange: "NYSE", bought: "10:05:12", sold: "14:31:40", fills: [100], clientId: 0 }],
  orders: [
    { conId: stock.SPY, action: "SELL", quantity: 100, type: "LMT", limit: 1.12, stop: null, timeInForce: "GTC" },
  ],
}

const retirement: Portfolio = {
  ...plain,
  account: RETIREMENT,
  type: "IRA",
  base: "USD",
  securities: [
    { conId: stock.VOO, quantity: 220, gain: 0.16 },
    { conId: stock.MSFT, quantity: 60, gain: 0.11 },
    { conId: stock.JNJ, quantity: 140, gain: -0.08 },
  ],
  cash: { USD: 9_870.4 },
  accruedInterest: 8.1,
  accruedDividends: 74,
}

const family: Portfolio = {
  ...plain,
  account: FAMILY,
  base: "EUR",
  securities: [
    { conId: invented.MC_SBF, quantity: 40, gain: -0.12 },
    { conId: invented.ASML_AEB, quantity: 25, gain: 0.17 },
    { conId: invented.NESN_EBS, quantity: 180, gain: -0.05 },
  ],
  cash: { EUR: 33_502.9, CHF: 4_100 },
  accruedInterest: -3.3,
  accruedDividends: 51,
}

/** An advisor with three clients, in groups and with names of their own; two of them are one family. */
const advisor: Advisor = {
  groups: [
    { name: "Growth", method: "NetLiq", members: [TRUST, RETIREMENT].map((account) => ({ account, amount: null })) },
    {
      name: "Two to one",
      method: "Ratio",
      members: [
        { account: TRUST, amount: 2 },
        { account: FAMILY, amount: 1 },
      ],
    },
    {
      name: "Everyone",
      method: "Equal",
      members: [TRUST, RETIREMENT, FAMILY].map((account) => ({ account, amount: null })),
    },
  ],
  aliases: [
    { account: MASTER, alias: "Practice" },
    { account: TRUST, alias: "Garden & Sons Trust" },
    { account: RETIREMENT, alias: "Rivera Retirement" },
    { account: FAMILY, alias: "Rivera Europe" },
  ],
  families: [
    { account: MASTER, code: "" },
    { account: TRUST, code: "" },
    { account: RETIREMENT, code: "F1000000A" },
    { account: FAMILY, code: "F1000000A" },
  ],
}

/** Logins beside the usual one with its two accounts in two currencies. */
export const logins = {
  oneAccount: { portfolios: [usdAccount] },
  advisor: { portfolios: [master, trust, retirement, family], advisor },
} satisfies Record<string, Login>
