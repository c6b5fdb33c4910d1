import { euronextHours, ibisHours, lseHours, milanHours, swissHours } from "../exchanges/european-markets.ts"
import { bandRule, type LiquidityBand, marketRule } from "../exchanges/market-rules.ts"
import { hongKongHours, singaporeHours, sydneyHours, tokyoHours, torontoHours } from "../exchanges/other-markets.ts"
import type { ExchangeHours } from "../instrument.ts"
import type { Entitlement } from "../world.ts"

/** Where shares outside the United States are listed. */
export interface ForeignMarket {
  readonly exchange: string
  readonly validExchanges: string
  readonly currency: string
  readonly hours: ExchangeHours
  /** 100 where prices are quoted in hundredths of the currency, London's pence. */
  readonly priceMagnifier: number
  readonly lot: number
  readonly marketRule: (band: LiquidityBand) => number
  readonly entitlement: Entitlement
}

type Terms = Pick<ForeignMarket, "exchange" | "validExchanges" | "currency" | "hours"> & Partial<ForeignMarket>

function market(terms: Terms): ForeignMarket {
  return { priceMagnifier: 1, lot: 1, marketRule: bandRule, entitlement: "live", ...terms }
}

export const london = market({
  exchange: "LSE",
  validExchanges: "SMART,LSE,BATEUK,CHIXUK,TRQXUK,TPLUS1",
  currency: "GBP",
  hours: lseHours,
  priceMagnifier: 100,
  entitlement: "delayed",
})

export const xetra = market({
  exchange: "IBIS",
  validExchanges: "SMART,IBIS,FWB,SWB,GETTEX,TGATE,BATEEN,CHIXEN,TRQXEN,EUDARK",
  currency: "EUR",
  hours: ibisHours,
})

export const paris = market({
  exchange: "SBF",
  validExchanges: "SMART,SBF,IBIS2,GETTEX,BATEEN,CHIXEN,TRQXEN,EUDARK",
  currency: "EUR",
  hours: euronextHours,
})

export const amsterdam = market({ ...paris, exchange: "AEB", validExchanges: "SMART,AEB,BATEEN,CHIXEN,TRQXEN,EUDARK" })

export const milan = market({
  exchange: "BVME",
  validExchanges: "SMART,BVME,BATEEN,CHIXEN,TRQXEN,EUDARK",
  currency: "EUR",
  hours: milanHours,
})

export const zurich = market({
  exchange: "EBS",
  validExchanges: "SMART,EBS,BATECH,CHIXCH,TRQXCH",
  currency: "CHF",
  hours: swissHours,
})

export const tokyo = market({
  exchange: "TSEJ",
  validExchanges: "SMART,TSEJ,CHIXJ,JPNNEXT",
  currency: "JPY",
  hours: tokyoHours,
  lot: 100,
  marketRule: () => marketRule.tokyo,
})

export const hongKong = market({
  exchange: "SEHK",
  validExchanges: "SMART,SEHK",
  currency: "HKD",
  hours: hongKongHours,
  lot: 100,
  marketRule: () => marketRule.hongKong,
})

export const sydney = market({
  exchange: "ASX",
  validExchanges: "SMART,ASX,CHIXAU",
  currency: "AUD",
  hours: sydneyHours,
  marketRule: () => marketRule.sydney,
  entitlement: "delayed",
})

export const singapore = market({
  exchange: "SGX",
  validExchanges: "SMART,SGX",
  currency: "SGD",
  hours: singaporeHours,
  lot: 100,
  marketRule: () => marketRule.singapore,
})

export const toronto = market({
  exchange: "TSE",
  validExchanges: "SMART,TSE,OMEGA,CHIXCA,PURE,TRIACT,ALPHA,LYNX",
  currency: "CAD",
  hours: torontoHours,
  marketRule: () => marketRule.toronto,
})
