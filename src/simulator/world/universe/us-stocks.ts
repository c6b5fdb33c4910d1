import { usStockHours } from "../exchanges/us-markets.ts"
import type { Instrument } from "../instrument.ts"
import type { Entitlement } from "../world.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"
import { listing } from "./listing.ts"
import type { StockRow } from "./stock-row.ts"

const EXCHANGES =
  "SMART,AMEX,NYSE,CBOE,PHLX,ISE,CHX,ARCA,NASDAQ,DRCTEDGE,BEX,BATS,EDGEA,BYX,IEX,EDGX,FOXRIVER,PEARL,NYSENAT,LTSE,MEMX,IBEOS,OVERNIGHT,TPLUS0,PSX,T24X"

interface Row extends StockRow {
  readonly primary: "NASDAQ" | "NYSE" | "ARCA" | "BATS"
  /** Industry, category, subcategory; ETFs have none. */
  readonly sector?: readonly [string, string, string]
  readonly stockType?: "COMMON" | "ADR" | "ETF"
  readonly entitlement?: Entitlement
}

const TECH = ["Technology", "Computers", "Computers"] as const
const SOFTWARE = ["Technology", "Software", "Applications Software"] as const
const CHIPS = ["Technology", "Semiconductors", "Electronic Compo-Semicon"] as const
const INTERNET = ["Communications", "Internet", "Web Portals/ISP"] as const
const BANKS = ["Financial", "Banks", "Diversified Banking Inst"] as const
const PHARMA = ["Consumer, Non-cyclical", "Pharmaceuticals", "Medical-Drugs"] as const
const CARS = ["Consumer, Cyclical", "Auto Manufacturers", "Auto-Cars/Light Trucks"] as const
const RETAIL = ["Consumer, Cyclical", "Retail", "Retail-Discount"] as const

// biome-ignore format: a table is read across
const stocks: readonly Row[] = [
  { symbol: "AAPL", conId: 265598, name: "APPLE INC", primary: "NASDAQ", isin: "US0378331005", sector: TECH, price: 280, volatility: 0.27, beta: 1.15, yieldPercent: 0.4, millions: 48, since: "19801212" },
  { symbol: "MSFT", conId: 272093, name: "MICROSOFT CORP", primary: "NASDAQ", isin: "US5949181045", sector: SOFTWARE, price: 510, volatility: 0.24, beta: 1.05, yieldPercent: 0.7, millions: 21, since: "19860313" },
  { symbol: "NVDA", conId: 4815747, name: "NVIDIA CORP", primary: "NASDAQ", isin: "US67066G1040", sector: CHIPS, price: 190, volatility: 0.42, beta: 1.7, yieldPercent: 0.02, millions: 185, since: "19990122" },
  { symbol: "AMZN", conId: 3691937, name: "AMAZON.COM INC", primary: "NASDAQ", isin: "US0231351067", sector: ["Communications", "Internet", "E-Commerce/Products"], price: 240, volatility: 0.31, beta: 1.25, yieldPercent: 0, millions: 42, since: "19970515" },
  { symbol: "GOOGL", conId: 208813719, name: "ALPHABET INC-CL A", primary: "NASDAQ", isin: "US02079K3059", sector: INTERNET, price: 300, volatility: 0.29, beta: 1.1, yieldPercent: 0.3, millions: 33, since: "20040819" },
  { symbol: "GOOG", conId: 208813720, name: "ALPHABET INC-CL C", primary: "NASDAQ", isin: "US02079K1079", sector: INTERNET, price: 301, volatility: 0.29, beta: 1.1, yieldPercent: 0.3, millions: 22, since: "20140327" },
  { symbol: "META", conId: 107113386, name: "META PLATFORMS INC-CLASS A", primary: "NASDAQ", isin: "US30303M1027", sector: INTERNET, price: 650, volatility: 0.34, beta: 1.25, yieldPercent: 0.3, millions: 14, since: "20120518" },
  { symbol: "TSLA", conId: 76792991, name: "TESLA INC", primary: "NASDAQ", isin: "US88160R1014", sector: CARS, price: 430, volatility: 0.55, beta: 1.9, yieldPercent: 0, millions: 88, since: "20100629" },
  { symbol: "BRK B", conId: 72063691, name: "BERKSHIRE HATHAWAY INC-CL B", primary: "NYSE", isin: "US0846707026", sector: ["Financial", "Insurance", "Reinsurance"], price: 510, volatility: 0.16, beta: 0.7, yieldPercent: 0, millions: 4.2, since: "19960509" },
  { symbol: "IBM", conId: 8314, name: "INTL BUSINESS MACHINES CORP", primary: "NYSE", isin: "US4592001014", sector: TECH, price: 300, volatility: 0.25, beta: 0.8, yieldPercent: 2.2, millions: 4.5, since: "19620102" },
  { symbol: "JPM", conId: 1520593, name: "JPMORGAN CHASE & CO", primary: "NYSE", isin: "US46625H1005", sector: BANKS, price: 310, volatility: 0.23, beta: 1.05, yieldPercent: 1.9, millions: 8.5, since: "19800317" },
  { symbol: "V", conId: 49462172, name: "VISA INC-CLASS A SHARES", primary: "NYSE", isin: "US92826C8394", sector: ["Financial", "Diversified Finan Serv", "Finance-Credit Card"], price: 335, volatility: 0.2, beta: 0.9, yieldPercent: 0.7, millions: 6, since: "20080319" },
  { symbol: "JNJ", conId: 8719, name: "JOHNSON & JOHNSON", primary: "NYSE", isin: "US4781601046", sector: PHARMA, price: 200, volatility: 0.17, beta: 0.4, yieldPercent: 2.6, millions: 8, since: "19620102" },
  { symbol: "KO", conId: 8894, name: "COCA-COLA CO/THE", primary: "NYSE", isin: "US1912161007", sector: ["Consumer, Non-cyclical", "Beverages", "Beverages-Non-alcoholic"], price: 72, volatility: 0.15, beta: 0.4, yieldPercent: 2.8, millions: 16, since: "19620102" },
  { symbol: "XOM", conId: 13977, name: "EXXON MOBIL CORP", primary: "NYSE", isin: "US30231G1022", sector: ["Energy", "Oil&Gas", "Oil Comp-Integrated"], price: 118, volatility: 0.23, beta: 0.6, yieldPercent: 3.4, millions: 15, since: "19620102" },
  { symbol: "WMT", conId: 13824, name: "WALMART INC", primary: "NASDAQ", isin: "US9311421039", sector: RETAIL, price: 105, volatility: 0.2, beta: 0.55, yieldPercent: 0.9, millions: 19, since: "19720825" },
  { symbol: "DIS", conId: 6459, name: "WALT DISNEY CO/THE", primary: "NYSE", isin: "US2546871060", sector: ["Communications", "Media", "Multimedia"], price: 108, volatility: 0.26, beta: 1.1, yieldPercent: 1.1, millions: 9, since: "19620102" },
  { symbol: "NFLX", conId: 15124833, name: "NETFLIX INC", primary: "NASDAQ", isin: "US64110L1061", sector: ["Communications", "Internet", "Internet Content-Entmnt"], price: 110, volatility: 0.33, beta: 1.1, yieldPercent: 0, millions: 36, since: "20020523" },
  { symbol: "AMD", conId: 4391, name: "ADVANCED MICRO DEVICES", primary: "NASDAQ", isin: "US0079031078", sector: CHIPS, price: 220, volatility: 0.5, beta: 1.8, yieldPercent: 0, millions: 52, since: "19800317" },
  { symbol: "INTC", conId: 270639, name: "INTEL CORP", primary: "NASDAQ", isin: "US4581401001", sector: CHIPS, price: 38, volatility: 0.48, beta: 1.2, yieldPercent: 0, millions: 95, since: "19800317" },
  { symbol: "BA", conId: 4762, name: "BOEING CO/THE", primary: "NYSE", isin: "US0970231058", sector: ["Industrial", "Aerospace/Defense", "Aerospace/Defense"], price: 190, volatility: 0.33, beta: 1.2, yieldPercent: 0, millions: 8, since: "19620102" },
  { symbol: "BAC", conId: 10098, name: "BANK OF AMERICA CORP", primary: "NYSE", isin: "US0605051046", sector: BANKS, price: 53, volatility: 0.24, beta: 1.1, yieldPercent: 2.1, millions: 36, since: "19860529" },
  { symbol: "PFE", conId: 11031, name: "PFIZER INC", primary: "NYSE", isin: "US7170811035", sector: PHARMA, price: 25, volatility: 0.22, beta: 0.5, yieldPercent: 6.8, millions: 48, since: "19720601" },
  { symbol: "CSCO", conId: 268084, name: "CISCO SYSTEMS INC", primary: "NASDAQ", isin: "US17275R1023", sector: ["Communications", "Telecommunications", "Networking Products"], price: 77, volatility: 0.22, beta: 0.9, yieldPercent: 2.1, millions: 20, since: "19900216" },
  { symbol: "ORCL", conId: 272800, name: "ORACLE CORP", primary: "NYSE", isin: "US68389X1054", sector: SOFTWARE, price: 220, volatility: 0.42, beta: 1.4, yieldPercent: 0.9, millions: 20, since: "19860312" },
  { symbol: "MCD", conId: 9408, name: "MCDONALD'S CORP", primary: "NYSE", isin: "US5801351017", sector: ["Consumer, Cyclical", "Retail", "Retail-Restaurants"], price: 305, volatility: 0.18, beta: 0.5, yieldPercent: 2.4, millions: 3.3, since: "19700102" },
  { symbol: "F", conId: 9599491, name: "FORD MOTOR CO", primary: "NYSE", isin: "US3453708600", sector: CARS, price: 13, volatility: 0.33, beta: 1.3, yieldPercent: 4.6, millions: 60, since: "19720601" },
  { symbol: "PLTR", conId: 444857009, name: "PALANTIR TECHNOLOGIES INC-A", primary: "NASDAQ", isin: "US69608A1088", sector: SOFTWARE, price: 170, volatility: 0.62, beta: 2, yieldPercent: 0, millions: 60, since: "20200930", entitlement: "delayed" },
  { symbol: "COIN", conId: 481691285, name: "COINBASE GLOBAL INC -CLASS A", primary: "NASDAQ", isin: "US19260Q1076", sector: ["Financial", "Diversified Finan Serv", "Finance-Other Services"], price: 270, volatility: 0.7, beta: 2.1, yieldPercent: 0, millions: 10, since: "20210414", entitlement: "none" },
  { symbol: "SHOP", conId: 195014116, name: "SHOPIFY INC - CLASS A", primary: "NASDAQ", isin: "CA82509L1076", sector: SOFTWARE, price: 150, volatility: 0.48, beta: 1.8, yieldPercent: 0, millions: 9, since: "20150521" },
  { symbol: "SAP", conId: invented.SAP_ADR, name: "SAP SE-SPONSORED ADR", primary: "NYSE", isin: "US8030542042", stockType: "ADR", sector: SOFTWARE, price: 242, volatility: 0.27, beta: 1, yieldPercent: 1.1, millions: 1.6, since: "19980803" },
  { symbol: "VOD", conId: invented.VOD_ADR, name: "VODAFONE GROUP PLC-SP ADR", primary: "NASDAQ", isin: "US92857W3088", stockType: "ADR", sector: ["Communications", "Telecommunications", "Cellular Telecom"], price: 12.1, volatility: 0.24, beta: 0.5, yieldPercent: 4.2, millions: 5, since: "19881026" },
  { symbol: "LLY", conId: 9160, name: "ELI LILLY & CO", primary: "NYSE", isin: "US5324571083", sector: PHARMA, price: 1020, volatility: 0.33, beta: 0.5, yieldPercent: 0.6, millions: 3.4, since: "19720601" },
  { symbol: "GILD", conId: 269753, name: "GILEAD SCIENCES INC", primary: "NASDAQ", isin: "US3755581036", sector: PHARMA, price: 125, volatility: 0.23, beta: 0.4, yieldPercent: 2.5, millions: 7, since: "19920122" },
  { symbol: "QCOM", conId: 273544, name: "QUALCOMM INC", primary: "NASDAQ", isin: "US7475251036", sector: CHIPS, price: 165, volatility: 0.35, beta: 1.3, yieldPercent: 2.1, millions: 8.5, since: "19911213" },
  { symbol: "MU", conId: 9939, name: "MICRON TECHNOLOGY INC", primary: "NASDAQ", isin: "US5951121038", sector: CHIPS, price: 225, volatility: 0.52, beta: 1.7, yieldPercent: 0.2, millions: 24, since: "19840601" },
  { symbol: "AMAT", conId: 266093, name: "APPLIED MATERIALS INC", primary: "NASDAQ", isin: "US0382221051", sector: CHIPS, price: 225, volatility: 0.39, beta: 1.6, yieldPercent: 0.8, millions: 7.5, since: "19800317" },
  { symbol: "TSM", conId: 6223250, name: "TAIWAN SEMICONDUCTOR-SP ADR", primary: "NYSE", isin: "US8740391003", stockType: "ADR", sector: CHIPS, price: 275, volatility: 0.36, beta: 1.4, yieldPercent: 1.1, millions: 13, since: "19971008" },
  { symbol: "ADBE", conId: 265768, name: "ADOBE INC", primary: "NASDAQ", isin: "US00724F1012", sector: SOFTWARE, price: 325, volatility: 0.31, beta: 1.1, yieldPercent: 0, millions: 4.2, since: "19860820" },
  { symbol: "PYPL", conId: 199169591, name: "PAYPAL HOLDINGS INC", primary: "NASDAQ", isin: "US70450Y1038", sector: ["Financial", "Diversified Finan Serv", "Finance-Other Services"], price: 62, volatility: 0.37, beta: 1.3, yieldPercent: 0.9, millions: 13, since: "20150706" },
  { symbol: "UBER", conId: 365207014, name: "UBER TECHNOLOGIES INC", primary: "NYSE", isin: "US90353T1007", sector: INTERNET, price: 84, volatility: 0.37, beta: 1.3, yieldPercent: 0, millions: 18, since: "20190510" },
  { symbol: "ABNB", conId: 459530964, name: "AIRBNB INC-CLASS A", primary: "NASDAQ", isin: "US0090661010", sector: INTERNET, price: 115, volatility: 0.36, beta: 1.2, yieldPercent: 0, millions: 5, since: "20201210" },
  { symbol: "SPOT", conId: 312496724, name: "SPOTIFY TECHNOLOGY SA", primary: "NYSE", isin: "LU1778762911", sector: INTERNET, price: 610, volatility: 0.38, beta: 1.2, yieldPercent: 0, millions: 1.9, since: "20180403" },
  { symbol: "BABA", conId: 166090175, name: "ALIBABA GROUP HOLDING-SP ADR", primary: "NYSE", isin: "US01609W1027", stockType: "ADR", sector: INTERNET, price: 159.4, volatility: 0.42, beta: 0.9, yieldPercent: 0.7, millions: 15, since: "20140919" },
  { symbol: "SBUX", conId: 274105, name: "STARBUCKS CORP", primary: "NASDAQ", isin: "US8552441094", sector: ["Consumer, Cyclical", "Retail", "Retail-Restaurants"], price: 85, volatility: 0.29, beta: 0.9, yieldPercent: 2.9, millions: 10, since: "19920626" },
  { symbol: "CMCSA", conId: 267748, name: "COMCAST CORP-CLASS A", primary: "NASDAQ", isin: "US20030N1019", sector: ["Communications", "Media", "Cable/Satellite TV"], price: 27.5, volatility: 0.26, beta: 0.8, yieldPercent: 4.8, millions: 30, since: "19880707" },
  { symbol: "T", conId: 37018770, name: "AT&T INC", primary: "NYSE", isin: "US00206R1023", sector: ["Communications", "Telecommunications", "Telephone-Integrated"], price: 26, volatility: 0.2, beta: 0.4, yieldPercent: 4.3, millions: 38, since: "19831121" },
  { symbol: "WFC", conId: 10375, name: "WELLS FARGO & CO", primary: "NYSE", isin: "US9497461015", sector: BANKS, price: 84, volatility: 0.26, beta: 1.1, yieldPercent: 2.1, millions: 14, since: "19720601" },
  { symbol: "COF", conId: 5941, name: "CAPITAL ONE FINANCIAL CORP", primary: "NYSE", isin: "US14040H1059", sector: BANKS, price: 208, volatility: 0.31, beta: 1.3, yieldPercent: 1.5, millions: 3.5, since: "19941116" },
  { symbol: "GM", conId: 80986742, name: "GENERAL MOTORS CO", primary: "NYSE", isin: "US37045V1008", sector: CARS, price: 70, volatility: 0.34, beta: 1.2, yieldPercent: 0.9, millions: 9, since: "20101118" },
  { symbol: "UAL", conId: 79498203, name: "UNITED AIRLINES HOLDINGS INC", primary: "NASDAQ", isin: "US9100471096", sector: ["Consumer, Cyclical", "Airlines", "Airlines"], price: 92, volatility: 0.44, beta: 1.5, yieldPercent: 0, millions: 6.5, since: "20060206" },
  { symbol: "GME", conId: 36285627, name: "GAMESTOP CORP-CLASS A", primary: "NYSE", isin: "US36467W1099", sector: ["Consumer, Cyclical", "Retail", "Retail-Computer Equip"], price: 21, volatility: 0.62, beta: 0.9, yieldPercent: 0, millions: 9, since: "20020213" },
  { symbol: "NIO", conId: 332794741, name: "NIO INC - ADR", primary: "NYSE", isin: "US62914V1061", stockType: "ADR", sector: CARS, price: 5.9, volatility: 0.58, beta: 1.2, yieldPercent: 0, millions: 45, since: "20180912", entitlement: "delayed" },
]

// biome-ignore format: a table is read across
const funds: readonly Row[] = [
  { symbol: "SPY", conId: 756733, name: "SS SPDR S&P 500 ETF TRUST-US", primary: "ARCA", isin: "US78462F1030", price: 680, volatility: 0.16, beta: 1, yieldPercent: 1.1, millions: 75, since: "19930129" },
  { symbol: "QQQ", conId: 320227571, name: "INVESCO QQQ TRUST SERIES 1", primary: "NASDAQ", isin: "US46090E1038", price: 620, volatility: 0.21, beta: 1.2, yieldPercent: 0.5, millions: 50, since: "19990310" },
  { symbol: "IWM", conId: 9579970, name: "ISHARES RUSSELL 2000 ETF", primary: "ARCA", isin: "US4642876555", price: 240, volatility: 0.22, beta: 1.15, yieldPercent: 1, millions: 32, since: "20000526" },
  { symbol: "DIA", conId: 73128548, name: "SS SPDR DJIA TRUST", primary: "ARCA", isin: "US78467X1090", price: 470, volatility: 0.15, beta: 0.9, yieldPercent: 1.4, millions: 4, since: "19980120" },
  { symbol: "VOO", conId: 136155102, name: "VANGUARD S&P 500 ETF", primary: "ARCA", isin: "US9229083632", price: 625, volatility: 0.16, beta: 1, yieldPercent: 1.1, millions: 8, since: "20100909" },
  { symbol: "SLV", conId: 39039301, name: "ISHARES SILVER TRUST", primary: "ARCA", isin: "US46428Q1094", price: 46, volatility: 0.3, beta: 0.2, yieldPercent: 0, millions: 30, since: "20060428" },
  { symbol: "GLD", conId: 51529211, name: "SPDR GOLD SHARES", primary: "ARCA", isin: "US78463V1070", price: 375, volatility: 0.18, beta: 0.05, yieldPercent: 0, millions: 12, since: "20041118" },
  { symbol: "TLT", conId: 15547841, name: "ISHARES 20+ YEAR TREASURY BD", primary: "NASDAQ", isin: "US4642874329", price: 89, volatility: 0.13, beta: -0.1, yieldPercent: 4.3, millions: 38, since: "20020726" },
  { symbol: "XLF", conId: 4215220, name: "SS FIN SELECT SECTOR SPDR", primary: "ARCA", isin: "US81369Y6059", price: 53, volatility: 0.18, beta: 0.95, yieldPercent: 1.3, millions: 40, since: "19981222" },
  { symbol: "HYG", conId: 43652089, name: "ISHARES IBOXX HIGH YLD CORP", primary: "ARCA", isin: "US4642885135", price: 80.5, volatility: 0.06, beta: 0.3, yieldPercent: 5.7, millions: 45, since: "20070411" },
  { symbol: "EEM", conId: invented.EEM, name: "ISHARES MSCI EMERGING MARKET", primary: "ARCA", isin: "US4642872349", price: 54, volatility: 0.18, beta: 0.9, yieldPercent: 2.2, millions: 30, since: "20030411" },
  { symbol: "VTI", conId: invented.VTI, name: "VANGUARD TOTAL STOCK MKT ETF", primary: "ARCA", isin: "US9229087690", price: 334, volatility: 0.16, beta: 1, yieldPercent: 1.1, millions: 4, since: "20010531" },
  { symbol: "XLE", conId: invented.XLE, name: "SS ENERGY SELECT SECTOR SPDR", primary: "ARCA", isin: "US81369Y5069", price: 45.5, volatility: 0.24, beta: 0.7, yieldPercent: 3.2, millions: 15, since: "19981222" },
  { symbol: "XLK", conId: invented.XLK, name: "SS TECH SELECT SECTOR SPDR", primary: "ARCA", isin: "US81369Y8030", price: 143, volatility: 0.24, beta: 1.3, yieldPercent: 0.5, millions: 6, since: "19981222" },
  { symbol: "SMH", conId: invented.SMH, name: "VANECK SEMICONDUCTOR ETF", primary: "NASDAQ", isin: "US92189F6768", price: 350, volatility: 0.36, beta: 1.7, yieldPercent: 0.3, millions: 7, since: "20000605" },
  { symbol: "LQD", conId: invented.LQD, name: "ISHARES IBOXX INVESTMENT GRA", primary: "ARCA", isin: "US4642872422", price: 111, volatility: 0.07, beta: 0.1, yieldPercent: 4.4, millions: 22, since: "20020726" },
  { symbol: "ARKK", conId: invented.ARKK, name: "ARK INNOVATION ETF", primary: "BATS", isin: "US00214Q1040", price: 76, volatility: 0.42, beta: 1.8, yieldPercent: 0, millions: 9, since: "20141031" },
]

/** Stocks, depositary receipts and ETFs on US exchanges. */
export const usStocks: readonly Instrument[] = [
  ...stocks.map((row) => instrument(row)),
  ...funds.map((row) => instrument({ ...row, stockType: "ETF" })),
]

function instrument(row: Row): Instrument {
  const [industry, category, subcategory] = row.sector ?? ["", "", ""]
  return {
    listing: listing({
      conId: row.conId,
      symbol: row.symbol,
      secType: "STK",
      exchange: "SMART",
      primaryExchange: row.primary,
      currency: "USD",
      marketName: tradingClass(row),
      tradingClass: tradingClass(row),
      validExchanges: EXCHANGES,
      longName: row.name,
      industry,
      category,
      subcategory,
      stockType: row.stockType ?? "COMMON",
      minSize: "0.0001",
      sizeIncrement: "0.0001",
      suggestedSizeIncrement: "100",
      aggGroup: 1,
      secIds: [{ tag: "ISIN", value: row.isin }],
    }),
    behaviour: {
      referencePrice: row.price,
      volatility: row.volatility,
      drift: 0.07 * row.beta,
      dividendYield: row.yieldPercent / 100,
      averageVolume: row.millions * 1_000_000,
      spreadTicks: row.price > 400 ? 4 : row.price > 150 ? 2 : 1,
      quoteSize: 300,
      since: row.since,
      entitlement: row.entitlement ?? "live",
      beta: row.beta,
    },
    hours: usStockHours,
    hasOptions: false,
  }
}

/** Nasdaq's and Arca's stocks trade in a class of the market tier; NYSE's in one named after the stock. */
function tradingClass({ primary, symbol }: Row): string {
  return primary === "NYSE" || primary === "ARCA" ? symbol : "NMS"
}
