import { marketRule } from "../exchanges/market-rules.ts"
import type { Listing } from "../world.ts"

type Named = Pick<Listing, "conId" | "symbol" | "secType" | "currency" | "exchange">

/** A listing with everything that it does not say left empty, as a Gateway leaves it. */
export function listing(terms: Named & Partial<Listing>): Listing {
  return {
    expiry: "",
    realExpiry: terms.expiry ?? "",
    lastTradeTime: "",
    strike: 0,
    right: "",
    multiplier: "",
    primaryExchange: "",
    localSymbol: terms.symbol,
    marketName: terms.symbol,
    tradingClass: terms.symbol,
    minTick: 0.01,
    orderTypes: STOCK_ORDER_TYPES,
    validExchanges: terms.exchange,
    priceMagnifier: 1,
    underConId: 0,
    underSymbol: "",
    underSecType: "",
    longName: "",
    contractMonth: "",
    industry: "",
    category: "",
    subcategory: "",
    timeZoneId: "US/Eastern",
    marketRuleIds: marketRules(terms.validExchanges ?? terms.exchange, marketRule.usStock),
    stockType: "",
    minSize: "1",
    sizeIncrement: "1",
    suggestedSizeIncrement: "1",
    aggGroup: UNSET_AGG_GROUP,
    secIds: [],
    bond: undefined,
    fund: undefined,
    reroute: undefined,
    ...terms,
  }
}

/** How a Gateway writes "no aggregation group". */
export const UNSET_AGG_GROUP = 2_147_483_647

/** A Gateway names one market rule for every valid exchange, in the same order. */
export function marketRules(validExchanges: string, rule: number): string {
  return validExchanges.split(",").fill(String(rule)).join(",")
}

export const STOCK_ORDER_TYPES =
  "ACTIVETIM,AD,ADDONT,ADJUST,ALERT,ALGO,ALLOC,AON,AVGCOST,BASKET,BENCHPX,CASHQTY,COND,CONDORDER,DARKONLY,DARKPOLL,DAY,DEACT,DEACTDIS,DEACTEOD,DIS,DUR,GAT,GTC,GTD,GTT,HID,IBKRATS,ICE,IMB,IOC,LIT,LMT,LOC,MIDPX,MIT,MKT,MOC,MTL,NGCOMB,NODARK,NONALGO,OCA,OPG,OPGREROUT,PEGBENCH,PEGMID,POSTATS,POSTONLY,PREOPGRTH,PRICECHK,REL,REL2MID,RELPCTOFS,RPI,RTH,SCALE,SCALEODD,SCALERST,SIZECHK,SNAPMID,SNAPMKT,SNAPREL,STP,STPLMT,SWEEP,TRAIL,TRAILLIT,TRAILLMT,TRAILMIT,WHATIF"

export const FOREIGN_STOCK_ORDER_TYPES =
  "ACTIVETIM,AD,ADJUST,ALERT,ALGO,ALLOC,AVGCOST,BASKET,BENCHPX,CASHQTY,COND,CONDORDER,DAY,DEACT,DEACTDIS,DEACTEOD,DIS,DUR,GAT,GTC,GTD,GTT,HID,IOC,LIT,LMT,LTH,MIT,MKT,MTL,NGCOMB,NONALGO,OCA,OPG,PEGBENCH,SCALE,SCALERST,SNAPMID,SNAPMKT,SNAPREL,STP,STPLMT,TRAIL,TRAILLIT,TRAILLMT,TRAILMIT,WHATIF"

export const DERIVATIVE_ORDER_TYPES =
  "ACTIVETIM,AD,ADJUST,ALERT,ALGO,ALLOC,AVGCOST,BASKET,BENCHPX,COND,CONDORDER,DAY,DEACT,DEACTDIS,DEACTEOD,FOK,GAT,GTC,GTD,GTT,HID,ICE,IOC,LIT,LMT,LTH,MIT,MKT,MTL,NGCOMB,NONALGO,OCA,OPENCLOSE,PEGBENCH,SCALE,SCALERST,SNAPMID,SNAPMKT,SNAPREL,STP,STPLMT,TRAIL,TRAILLIT,TRAILLMT,TRAILMIT,WHATIF"

export const CASH_ORDER_TYPES =
  "ACTIVETIM,AD,ADJUST,ALERT,ALGO,ALLOC,AVGCOST,BASKET,CASHQTY,COND,CONDORDER,DAY,DEACT,DEACTDIS,DEACTEOD,GAT,GTC,GTD,GTT,HID,IOC,LIT,LMT,MIT,MKT,NONALGO,OCA,REL,RELPCTOFS,SCALE,SCALERST,STP,STPLMT,TRAIL,TRAILLIT,TRAILLMT,TRAILMIT,WHATIF"
