import type { LiquidityBand } from "../exchanges/market-rules.ts"
import { tickAt } from "../exchanges/market-rules.ts"
import type { Instrument } from "../instrument.ts"
import {
  amsterdam,
  type ForeignMarket,
  hongKong,
  london,
  milan,
  paris,
  singapore,
  sydney,
  tokyo,
  toronto,
  xetra,
  zurich,
} from "./foreign-markets.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { FOREIGN_STOCK_ORDER_TYPES, listing, marketRules } from "./listing.ts"
import type { StockRow } from "./stock-row.ts"

interface Row extends StockRow {
  readonly sector: readonly [string, string, string]
  /** In Europe: 6, the most liquid, where none is given. */
  readonly band?: LiquidityBand
}

const OIL = ["Energy", "Oil&Gas", "Oil Comp-Integrated"] as const
const BANKS = ["Financial", "Banks", "Diversified Banking Inst"] as const
const CARS = ["Consumer, Cyclical", "Auto Manufacturers", "Auto-Cars/Light Trucks"] as const
const PHARMA = ["Consumer, Non-cyclical", "Pharmaceuticals", "Medical-Drugs"] as const
const TELECOM = ["Communications", "Telecommunications", "Telecom Services"] as const
const MINING = ["Basic Materials", "Mining", "Diversified Minerals"] as const
const INTERNET = ["Communications", "Internet", "Internet Application Sftwr"] as const

// biome-ignore format: a table is read across
const rows: readonly (readonly [ForeignMarket, readonly Row[]])[] = [
  [london, [
    { symbol: "VOD", conId: invented.VOD_LSE, name: "VODAFONE GROUP PLC", isin: "GB00BH4HKS39", sector: ["Communications", "Telecommunications", "Cellular Telecom"], band: 5, price: 92, volatility: 0.24, beta: 0.5, yieldPercent: 4.2, millions: 60, since: "19881026" },
    { symbol: "HSBA", conId: 909083, name: "HSBC HOLDINGS PLC", isin: "GB0005405286", sector: BANKS, price: 1080, volatility: 0.22, beta: 0.8, yieldPercent: 4.8, millions: 18, since: "19910408" },
    { symbol: "BP.", conId: invented.BP_LSE, name: "BP PLC", isin: "GB0007980591", sector: OIL, price: 455, volatility: 0.25, beta: 0.6, yieldPercent: 5.4, millions: 32, since: "19880701" },
    { symbol: "AZN", conId: invented.AZN_LSE, name: "ASTRAZENECA PLC", isin: "GB0009895292", sector: ["Consumer, Non-cyclical", "Pharmaceuticals", "Medical-Drugs"], price: 13600, volatility: 0.21, beta: 0.4, yieldPercent: 1.8, millions: 1.9, since: "19930517" },
    { symbol: "SHEL", conId: invented.SHEL_LSE, name: "SHELL PLC", isin: "GB00BP6MXD84", sector: OIL, price: 2800, volatility: 0.22, beta: 0.6, yieldPercent: 3.9, millions: 6.5, since: "20050720" },
    { symbol: "RIO", conId: invented.RIO_LSE, name: "RIO TINTO PLC", isin: "GB0007188757", sector: MINING, price: 5200, volatility: 0.26, beta: 0.7, yieldPercent: 5.6, millions: 3, since: "19880701" },
    { symbol: "GSK", conId: invented.GSK_LSE, name: "GSK PLC", isin: "GB00BN7SWP63", sector: PHARMA, price: 1750, volatility: 0.22, beta: 0.4, yieldPercent: 3.7, millions: 7.5, since: "19880701" },
    { symbol: "BARC", conId: invented.BARC_LSE, name: "BARCLAYS PLC", isin: "GB0031348658", sector: BANKS, price: 415, volatility: 0.28, beta: 1.1, yieldPercent: 2.1, millions: 34, since: "19880701" },
    { symbol: "LLOY", conId: invented.LLOY_LSE, name: "LLOYDS BANKING GROUP PLC", isin: "GB0008706128", sector: BANKS, price: 92, volatility: 0.26, beta: 1, yieldPercent: 3.6, millions: 110, since: "19951228" },
    { symbol: "TSCO", conId: invented.TSCO_LSE, name: "TESCO PLC", isin: "GB00BLGZ9862", sector: ["Consumer, Non-cyclical", "Food", "Food-Retail"], price: 450, volatility: 0.18, beta: 0.5, yieldPercent: 3.1, millions: 14, since: "19880701" },
    { symbol: "DGE", conId: invented.DGE_LSE, name: "DIAGEO PLC", isin: "GB0002374006", sector: ["Consumer, Non-cyclical", "Beverages", "Beverages-Wine/Spirits"], price: 1780, volatility: 0.24, beta: 0.5, yieldPercent: 4.4, millions: 6, since: "19880701" },
  ]],
  [xetra, [
    { symbol: "SAP", conId: 14204, name: "SAP SE", isin: "DE0007164600", sector: ["Technology", "Software", "Enterprise Software/Serv"], price: 210, volatility: 0.26, beta: 1, yieldPercent: 1.1, millions: 1.7, since: "19880104" },
    { symbol: "SIE", conId: invented.SIE_IBIS, name: "SIEMENS AG-REG", isin: "DE0007236101", sector: ["Industrial", "Miscellaneous Manufactur", "Diversified Manufact Op"], price: 225, volatility: 0.26, beta: 1.1, yieldPercent: 2.3, millions: 1.1, since: "19880104" },
    { symbol: "ALV", conId: invented.ALV_IBIS, name: "ALLIANZ SE-REG", isin: "DE0008404005", sector: ["Financial", "Insurance", "Multi-line Insurance"], band: 5, price: 365, volatility: 0.18, beta: 0.8, yieldPercent: 4.2, millions: 0.7, since: "19880104" },
    { symbol: "BMW", conId: invented.BMW_IBIS, name: "BAYERISCHE MOTOREN WERKE AG", isin: "DE0005190003", sector: CARS, band: 5, price: 88, volatility: 0.27, beta: 1, yieldPercent: 4.9, millions: 1, since: "19880104" },
    { symbol: "DTE", conId: invented.DTE_IBIS, name: "DEUTSCHE TELEKOM AG-REG", isin: "DE0005557508", sector: TELECOM, price: 27.5, volatility: 0.17, beta: 0.6, yieldPercent: 3.3, millions: 8, since: "19961118" },
    { symbol: "BAS", conId: invented.BAS_IBIS, name: "BASF SE", isin: "DE000BASF111", sector: ["Basic Materials", "Chemicals", "Chemicals-Diversified"], price: 44, volatility: 0.25, beta: 0.9, yieldPercent: 5.1, millions: 2.6, since: "19880104" },
    { symbol: "MBG", conId: invented.MBG_IBIS, name: "MERCEDES-BENZ GROUP AG", isin: "DE0007100000", sector: CARS, price: 57, volatility: 0.26, beta: 1, yieldPercent: 7.5, millions: 3, since: "19981117" },
    { symbol: "DBK", conId: invented.DBK_IBIS, name: "DEUTSCHE BANK AG-REGISTERED", isin: "DE0005140008", sector: BANKS, price: 30.5, volatility: 0.32, beta: 1.3, yieldPercent: 2.2, millions: 6.5, since: "19880104" },
    { symbol: "ADS", conId: invented.ADS_IBIS, name: "ADIDAS AG", isin: "DE000A1EWWW0", sector: ["Consumer, Cyclical", "Apparel", "Athletic Footwear"], price: 165, volatility: 0.32, beta: 1.1, yieldPercent: 1.2, millions: 0.6, since: "19951117" },
  ]],
  [paris, [
    { symbol: "MC", conId: invented.MC_SBF, name: "LVMH MOET HENNESSY LOUIS VUI", isin: "FR0000121014", sector: ["Consumer, Cyclical", "Apparel", "Textile-Apparel"], price: 610, volatility: 0.3, beta: 1.2, yieldPercent: 2.1, millions: 0.45, since: "19880104" },
    { symbol: "TTE", conId: invented.TTE_SBF, name: "TOTALENERGIES SE", isin: "FR0000120271", sector: OIL, price: 56, volatility: 0.22, beta: 0.6, yieldPercent: 5.9, millions: 4.3, since: "19880104" },
    { symbol: "AIR", conId: invented.AIR_SBF, name: "AIRBUS SE", isin: "NL0000235190", sector: ["Industrial", "Aerospace/Defense", "Aerospace/Defense"], price: 205, volatility: 0.27, beta: 1.1, yieldPercent: 1, millions: 1.1, since: "20000710" },
    { symbol: "OR", conId: invented.OR_SBF, name: "L'OREAL", isin: "FR0000120321", sector: ["Consumer, Non-cyclical", "Cosmetics/Personal Care", "Cosmetics&Toiletries"], price: 365, volatility: 0.23, beta: 0.8, yieldPercent: 1.9, millions: 0.4, since: "19880104" },
    { symbol: "BNP", conId: invented.BNP_SBF, name: "BNP PARIBAS", isin: "FR0000131104", sector: BANKS, price: 72, volatility: 0.26, beta: 1.2, yieldPercent: 6.6, millions: 3, since: "19931018" },
    { symbol: "SAN", conId: invented.SAN_SBF, name: "SANOFI", isin: "FR0000120578", sector: PHARMA, price: 86, volatility: 0.22, beta: 0.5, yieldPercent: 4.5, millions: 1.9, since: "19880104" },
  ]],
  [amsterdam, [
    { symbol: "ASML", conId: invented.ASML_AEB, name: "ASML HOLDING NV", isin: "NL0010273215", sector: ["Technology", "Semiconductors", "Semiconductor Equipment"], price: 880, volatility: 0.36, beta: 1.5, yieldPercent: 0.8, millions: 0.7, since: "19950315" },
    { symbol: "INGA", conId: invented.INGA_AEB, name: "ING GROEP NV", isin: "NL0011821202", sector: BANKS, price: 22, volatility: 0.24, beta: 1.1, yieldPercent: 5, millions: 9, since: "19910304" },
    { symbol: "PHIA", conId: invented.PHIA_AEB, name: "KONINKLIJKE PHILIPS NV", isin: "NL0000009538", sector: ["Consumer, Non-cyclical", "Healthcare-Products", "Medical Products"], price: 24, volatility: 0.28, beta: 0.8, yieldPercent: 3.5, millions: 2.2, since: "19880104" },
    { symbol: "ADYEN", conId: invented.ADYEN_AEB, name: "ADYEN NV", isin: "NL0012969182", sector: ["Consumer, Non-cyclical", "Commercial Services", "Commercial Services-Finance"], band: 5, price: 1350, volatility: 0.42, beta: 1.4, yieldPercent: 0, millions: 0.07, since: "20180613" },
  ]],
  [milan, [
    { symbol: "ENI", conId: invented.ENI_BVME, name: "ENI SPA", isin: "IT0003132476", sector: OIL, price: 16.2, volatility: 0.2, beta: 0.6, yieldPercent: 6.4, millions: 9, since: "19951128" },
    { symbol: "ISP", conId: invented.ISP_BVME, name: "INTESA SANPAOLO", isin: "IT0000072618", sector: BANKS, price: 5.6, volatility: 0.23, beta: 1.1, yieldPercent: 6.1, millions: 65, since: "19880104" },
    { symbol: "UCG", conId: invented.UCG_BVME, name: "UNICREDIT SPA", isin: "IT0005239360", sector: BANKS, price: 63, volatility: 0.29, beta: 1.3, yieldPercent: 3.9, millions: 5.5, since: "19930101" },
    { symbol: "RACE", conId: invented.RACE_BVME, name: "FERRARI NV", isin: "NL0011585146", sector: CARS, price: 345, volatility: 0.27, beta: 0.9, yieldPercent: 0.9, millions: 0.35, since: "20160104" },
  ]],
  [zurich, [
    { symbol: "NESN", conId: invented.NESN_EBS, name: "NESTLE SA-REG", isin: "CH0038863350", sector: ["Consumer, Non-cyclical", "Food", "Food-Misc/Diversified"], price: 79, volatility: 0.17, beta: 0.4, yieldPercent: 3.9, millions: 4.5, since: "19900102" },
    { symbol: "NOVN", conId: invented.NOVN_EBS, name: "NOVARTIS AG-REG", isin: "CH0012005267", sector: PHARMA, price: 103, volatility: 0.18, beta: 0.4, yieldPercent: 3.4, millions: 3.2, since: "19961223" },
    { symbol: "ROG", conId: invented.ROG_EBS, name: "ROCHE HOLDING AG-GENUSSCHEIN", isin: "CH0012032048", sector: PHARMA, price: 285, volatility: 0.2, beta: 0.4, yieldPercent: 3.4, millions: 1, since: "19900102" },
    { symbol: "UBSG", conId: invented.UBSG_EBS, name: "UBS GROUP AG-REG", isin: "CH0244767585", sector: BANKS, price: 31, volatility: 0.26, beta: 1.1, yieldPercent: 2.2, millions: 6, since: "20141128" },
  ]],
  [tokyo, [
    { symbol: "7203", conId: invented.TOYOTA_TSEJ, name: "TOYOTA MOTOR CORP", isin: "JP3633400001", sector: CARS, price: 3150, volatility: 0.27, beta: 0.8, yieldPercent: 3, millions: 22, since: "19830104" },
    { symbol: "6758", conId: invented.SONY_TSEJ, name: "SONY GROUP CORP", isin: "JP3435000009", sector: ["Consumer, Cyclical", "Home Furnishings", "Audio/Video Products"], price: 4350, volatility: 0.29, beta: 0.9, yieldPercent: 0.6, millions: 13, since: "19830104" },
    { symbol: "9984", conId: invented.SOFTBANK_TSEJ, name: "SOFTBANK GROUP CORP", isin: "JP3436100006", sector: ["Communications", "Telecommunications", "Cellular Telecom"], price: 17500, volatility: 0.52, beta: 1.6, yieldPercent: 0.3, millions: 16, since: "19940722" },
    { symbol: "8306", conId: invented.MUFG_TSEJ, name: "MITSUBISHI UFJ FINANCIAL GRO", isin: "JP3902900004", sector: BANKS, price: 2350, volatility: 0.29, beta: 1, yieldPercent: 2.9, millions: 42, since: "20010402" },
    { symbol: "6861", conId: invented.KEYENCE_TSEJ, name: "KEYENCE CORP", isin: "JP3236200006", sector: ["Industrial", "Electronics", "Electronic Measur Instr"], price: 56500, volatility: 0.31, beta: 0.9, yieldPercent: 0.7, millions: 0.55, since: "19871016" },
    { symbol: "7974", conId: invented.NINTENDO_TSEJ, name: "NINTENDO CO LTD", isin: "JP3756600007", sector: ["Technology", "Toys/Games/Hobbies", "Entertainment Software"], price: 13200, volatility: 0.33, beta: 0.8, yieldPercent: 1.3, millions: 6, since: "19830711" },
  ]],
  [hongKong, [
    { symbol: "700", conId: 152791428, name: "TENCENT HOLDINGS LTD", isin: "KYG875721634", sector: INTERNET, price: 620, volatility: 0.32, beta: 0.8, yieldPercent: 0.7, millions: 21, since: "20040616" },
    { symbol: "9988", conId: invented.ALIBABA_SEHK, name: "ALIBABA GROUP HOLDING LTD", isin: "KYG017191142", sector: INTERNET, price: 155, volatility: 0.42, beta: 0.9, yieldPercent: 0.7, millions: 75, since: "20191126" },
    { symbol: "5", conId: invented.HSBC_SEHK, name: "HSBC HOLDINGS PLC", isin: "GB0005405286", sector: BANKS, price: 110, volatility: 0.22, beta: 0.7, yieldPercent: 4.8, millions: 19, since: "19910408" },
    { symbol: "1299", conId: invented.AIA_SEHK, name: "AIA GROUP LTD", isin: "HK0000069689", sector: ["Financial", "Insurance", "Life/Health Insurance"], price: 78, volatility: 0.28, beta: 0.9, yieldPercent: 2.3, millions: 30, since: "20101029" },
    { symbol: "939", conId: invented.CCB_SEHK, name: "CHINA CONSTRUCTION BANK-H", isin: "CNE1000002H1", sector: BANKS, price: 8.1, volatility: 0.19, beta: 0.6, yieldPercent: 5.2, millions: 260, since: "20051027" },
    { symbol: "388", conId: invented.HKEX_SEHK, name: "HONG KONG EXCHANGES & CLEAR", isin: "HK0388045442", sector: ["Financial", "Diversified Finan Serv", "Finance-Other Services"], price: 420, volatility: 0.29, beta: 1, yieldPercent: 2.6, millions: 6, since: "20000627" },
  ]],
  [sydney, [
    { symbol: "BHP", conId: invented.BHP_ASX, name: "BHP GROUP LTD", isin: "AU000000BHP4", sector: MINING, price: 42.5, volatility: 0.23, beta: 0.8, yieldPercent: 4, millions: 8.5, since: "19880104" },
    { symbol: "CBA", conId: invented.CBA_ASX, name: "COMMONWEALTH BANK OF AUSTRAL", isin: "AU000000CBA7", sector: BANKS, price: 156, volatility: 0.2, beta: 0.8, yieldPercent: 3.1, millions: 2, since: "19910912" },
    { symbol: "CSL", conId: invented.CSL_ASX, name: "CSL LTD", isin: "AU000000CSL8", sector: PHARMA, price: 180, volatility: 0.25, beta: 0.5, yieldPercent: 2.5, millions: 1.2, since: "19940608" },
    { symbol: "NAB", conId: invented.NAB_ASX, name: "NATIONAL AUSTRALIA BANK LTD", isin: "AU000000NAB4", sector: BANKS, price: 42, volatility: 0.2, beta: 0.8, yieldPercent: 4, millions: 5, since: "19880104" },
  ]],
  [singapore, [
    { symbol: "D05", conId: invented.DBS_SGX, name: "DBS GROUP HOLDINGS LTD", isin: "SG1L01001701", sector: BANKS, price: 54, volatility: 0.19, beta: 0.7, yieldPercent: 5.3, millions: 4.2, since: "19900102" },
    { symbol: "O39", conId: invented.OCBC_SGX, name: "OVERSEA-CHINESE BANKING CORP", isin: "SG1S04926220", sector: BANKS, price: 18.2, volatility: 0.16, beta: 0.6, yieldPercent: 5.2, millions: 5.5, since: "19900102" },
    { symbol: "Z74", conId: invented.SINGTEL_SGX, name: "SINGAPORE TELECOMMUNICATIONS", isin: "SG1T75931496", sector: TELECOM, price: 4.65, volatility: 0.17, beta: 0.4, yieldPercent: 3.7, millions: 26, since: "19931101" },
  ]],
  [toronto, [
    { symbol: "SHOP", conId: invented.SHOP_TSE, name: "SHOPIFY INC - CLASS A", isin: "CA82509L1076", sector: ["Technology", "Software", "Applications Software"], price: 211, volatility: 0.48, beta: 1.8, yieldPercent: 0, millions: 2.2, since: "20150521" },
    { symbol: "RY", conId: invented.RY_TSE, name: "ROYAL BANK OF CANADA", isin: "CA7800871021", sector: ["Financial", "Banks", "Commer Banks Non-US"], price: 208, volatility: 0.15, beta: 0.7, yieldPercent: 3, millions: 3.8, since: "19950612" },
    { symbol: "TD", conId: invented.TD_TSE, name: "TORONTO-DOMINION BANK", isin: "CA8911605092", sector: BANKS, price: 114, volatility: 0.17, beta: 0.8, yieldPercent: 3.7, millions: 5.5, since: "19950612" },
    { symbol: "ENB", conId: invented.ENB_TSE, name: "ENBRIDGE INC", isin: "CA29250N1050", sector: ["Energy", "Pipelines", "Pipelines"], price: 67, volatility: 0.16, beta: 0.5, yieldPercent: 5.6, millions: 9, since: "19950612" },
    { symbol: "CNR", conId: invented.CNR_TSE, name: "CANADIAN NATL RAILWAY CO", isin: "CA1363751027", sector: ["Industrial", "Transportation", "Transport-Rail"], price: 135, volatility: 0.2, beta: 0.7, yieldPercent: 2.6, millions: 1.4, since: "19961126" },
  ]],
]

/** Stocks of Europe, Asia, Australia and Canada. */
export const foreignStocks: readonly Instrument[] = rows.flatMap(([market, stocks]) =>
  stocks.map((row) => instrument(market, row)),
)

function instrument(market: ForeignMarket, row: Row): Instrument {
  const rule = market.marketRule(row.band ?? 6)
  const [industry, category, subcategory] = row.sector
  return {
    listing: listing({
      conId: row.conId,
      symbol: row.symbol,
      secType: "STK",
      exchange: "SMART",
      primaryExchange: market.exchange,
      currency: market.currency,
      minTick: tickAt(rule, row.price),
      orderTypes: FOREIGN_STOCK_ORDER_TYPES,
      validExchanges: market.validExchanges,
      priceMagnifier: market.priceMagnifier,
      longName: row.name,
      industry,
      category,
      subcategory,
      timeZoneId: market.hours.timeZoneId,
      marketRuleIds: marketRules(market.validExchanges, rule),
      stockType: "COMMON",
      minSize: String(market.lot),
      sizeIncrement: String(market.lot),
      suggestedSizeIncrement: String(market.lot),
      secIds: [{ tag: "ISIN", value: row.isin }],
    }),
    behaviour: {
      referencePrice: row.price,
      volatility: row.volatility,
      drift: 0.06 * row.beta,
      dividendYield: row.yieldPercent / 100,
      averageVolume: row.millions * 1_000_000,
      spreadTicks: 1,
      quoteSize: market.lot * 20,
      since: row.since,
      entitlement: market.entitlement,
      beta: row.beta,
    },
    hours: market.hours,
    hasOptions: false,
  }
}
