import type { ContractBook, Listing } from "../world/world.ts"
import type { InstrumentGroup } from "./scan-types.ts"

/** A kind of instrument that can be scanned, as the scanner names it. */
export interface ScanInstrument {
  readonly type: string
  readonly name: string
  readonly shortName: string
  readonly group: InstrumentGroup
}

export interface ScanLocation {
  readonly code: string
  readonly name: string
  readonly instrument: string
  readonly routeExchange: string
  /** Its parts, which together are all of it. */
  readonly parts: readonly ScanLocation[]
  /** Whether a contract is found here. */
  has(listing: Listing): boolean
}

// biome-ignore format: a table is read across
export const scanInstruments: readonly ScanInstrument[] = [
  { type: "STK", name: "US Stocks", shortName: "US", group: "usStocks" },
  { type: "ETF.EQ.US", name: "US Equity ETFs", shortName: "US", group: "usStocks" },
  { type: "ETF.FI.US", name: "US Fixed Income ETFs", shortName: "US", group: "usStocks" },
  { type: "FUT.US", name: "US Futures", shortName: "US", group: "futures" },
  { type: "IND.US", name: "US Indexes", shortName: "US", group: "indices" },
  { type: "BOND", name: "Corporate Bonds", shortName: "Bonds", group: "bonds" },
  { type: "BOND.GOVT", name: "US Treasuries", shortName: "Govt", group: "bonds" },
  { type: "STOCK.NA", name: "America Non-US Stocks", shortName: "America", group: "stocks" },
  { type: "FUT.NA", name: "America Non-US Futures", shortName: "America", group: "futures" },
  { type: "STOCK.EU", name: "Europe Stocks", shortName: "Europe", group: "stocks" },
  { type: "FUT.EU", name: "Europe Futures", shortName: "Europe", group: "futures" },
  { type: "IND.EU", name: "Europe Indexes", shortName: "Europe", group: "indices" },
  { type: "STOCK.HK", name: "Asia Stocks", shortName: "Asia", group: "stocks" },
  { type: "FUT.HK", name: "Asia Futures", shortName: "Asia", group: "futures" },
  { type: "IND.HK", name: "Asia Indexes", shortName: "Asia", group: "indices" },
]

const at = ({ primaryExchange, exchange }: Listing): string => primaryExchange || exchange
const isEtf = ({ stockType }: Listing): boolean => stockType === "ETF"

type Tree = readonly [
  code: string,
  name: string,
  has: ((listing: Listing) => boolean) | undefined,
  parts: readonly Tree[],
]

const on =
  (...exchanges: readonly string[]) =>
  (listing: Listing): boolean =>
    exchanges.includes(at(listing))

/** Locations of one kind of instrument; one with parts and no test of its own has what its parts have. */
function locations(instrument: string, secType: string, route: string, [code, name, has, parts]: Tree): ScanLocation {
  const within = parts.map((part) => locations(instrument, secType, route, part))
  return {
    code,
    name,
    instrument,
    routeExchange: route,
    parts: within,
    has: (listing) => listing.secType === secType && (has ? has(listing) : within.some((part) => part.has(listing))),
  }
}

const isGovernment = ({ bond }: Listing): boolean => /gov/i.test(bond?.bondType ?? "")
const isDollarEtf = (listing: Listing): boolean => isEtf(listing) && listing.currency === "USD"
const bondEtfs = new Set(["TLT", "AGG", "LQD", "HYG", "IEF", "SHY", "BND"])
const isBondEtf = (listing: Listing): boolean => isDollarEtf(listing) && bondEtfs.has(listing.symbol)
const isShareEtf = (listing: Listing): boolean => isDollarEtf(listing) && !bondEtfs.has(listing.symbol)

export const scanLocations: readonly ScanLocation[] = [
  locations("STK", "STK", "SMART", [
    "STK.US",
    "US Stocks",
    ({ currency }) => currency === "USD",
    [
      [
        "STK.US.MAJOR",
        "Listed/NASDAQ",
        undefined,
        [
          ["STK.NYSE", "NYSE", on("NYSE"), []],
          ["STK.AMEX", "AMEX", on("AMEX"), []],
          ["STK.ARCA", "ARCA", on("ARCA"), []],
          [
            "STK.NASDAQ",
            "NASDAQ",
            on("NASDAQ"),
            [
              [
                "STK.NASDAQ.NMS",
                "NASDAQ NMS",
                (listing) => on("NASDAQ")(listing) && listing.tradingClass === "NMS",
                [],
              ],
              [
                "STK.NASDAQ.SCM",
                "NASDAQ SCM",
                (listing) => on("NASDAQ")(listing) && listing.tradingClass === "SCM",
                [],
              ],
            ],
          ],
          ["STK.BATS", "BATS", on("BATS"), []],
        ],
      ],
      ["STK.US.MINOR", "OTC Markets", on("PINK", "OTCBB"), [["STK.PINK", "Pink Sheets", on("PINK"), []]]],
    ],
  ]),
  locations("ETF.EQ.US", "STK", "SMART", [
    "ETF.EQ.US",
    "US Equity ETFs",
    undefined,
    [["ETF.EQ.US.MAJOR", "Listed/NASDAQ", isShareEtf, []]],
  ]),
  locations("ETF.FI.US", "STK", "SMART", [
    "ETF.FI.US",
    "US Fixed Income ETFs",
    undefined,
    [["ETF.FI.US.MAJOR", "Listed/NASDAQ", isBondEtf, []]],
  ]),
  locations("FUT.US", "FUT", "", [
    "FUT.US",
    "US Futures",
    undefined,
    [
      ["FUT.CME", "CME", on("CME"), []],
      ["FUT.CBOT", "CBOT", on("CBOT"), []],
      ["FUT.NYMEX", "NYMEX", on("NYMEX"), []],
      ["FUT.COMEX", "COMEX", on("COMEX"), []],
      ["FUT.CFE", "CFE", on("CFE"), []],
    ],
  ]),
  locations("IND.US", "IND", "", ["IND.US", "US Indexes", ({ currency }) => currency === "USD", []]),
  locations("BOND", "BOND", "", ["BOND.US", "US Corporate Bonds", (listing) => !isGovernment(listing), []]),
  locations("BOND.GOVT", "BOND", "", ["BOND.GOVT.US", "US Treasuries", isGovernment, []]),
  locations("STOCK.NA", "STK", "SMART", [
    "STK.NA",
    "America Non-US Stocks",
    undefined,
    [
      ["STK.NA.TSE", "Toronto", on("TSE"), []],
      ["STK.NA.VENTURE", "Venture", on("VENTURE"), []],
    ],
  ]),
  locations("STOCK.EU", "STK", "SMART", [
    "STK.EU",
    "Europe Stocks",
    undefined,
    [
      ["STK.EU.LSE", "London", on("LSE", "LSEETF"), []],
      ["STK.EU.IBIS", "Germany", on("IBIS", "IBIS2", "FWB"), []],
      ["STK.EU.SBF", "France", on("SBF"), []],
      ["STK.EU.AEB", "Netherlands", on("AEB"), []],
      ["STK.EU.EBS", "Switzerland", on("EBS"), []],
      ["STK.EU.BVME", "Italy", on("BVME"), []],
      ["STK.EU.BM", "Spain", on("BM"), []],
      ["STK.EU.SFB", "Sweden", on("SFB"), []],
    ],
  ]),
  locations("FUT.EU", "FUT", "", ["FUT.EU", "Europe Futures", undefined, [["FUT.EU.EUREX", "Eurex", on("EUREX"), []]]]),
  locations("IND.EU", "IND", "", [
    "IND.EU",
    "Europe Indexes",
    ({ currency }) => ["EUR", "GBP", "CHF"].includes(currency),
    [],
  ]),
  locations("STOCK.HK", "STK", "SMART", [
    "STK.HK",
    "Asia Stocks",
    undefined,
    [
      ["STK.HK.SEHK", "Hong Kong", on("SEHK"), []],
      ["STK.HK.TSE_JPN", "Japan", on("TSEJ"), []],
      ["STK.HK.ASX", "Australia", on("ASX"), []],
      ["STK.HK.SGX", "Singapore", on("SGX"), []],
      ["STK.HK.NSE", "India", on("NSE"), []],
    ],
  ]),
  locations("IND.HK", "IND", "", [
    "IND.HK",
    "Asia Indexes",
    ({ currency }) => ["HKD", "JPY", "AUD"].includes(currency),
    [],
  ]),
]

/** The location of a code, however deep it lies. */
export function scanLocation(code: string, among: readonly ScanLocation[] = scanLocations): ScanLocation | undefined {
  for (const location of among) {
    const found = location.code === code ? location : scanLocation(code, location.parts)
    if (found) return found
  }
  return undefined
}

/** Everything that is listed at a location now; of a future the nearest months. */
export function listedAt(location: ScanLocation, contracts: ContractBook, now: number): readonly Listing[] {
  const all = contracts.all()
  if (!location.instrument.startsWith("FUT")) return all.filter((listing) => location.has(listing))
  const families = all.filter(({ secType, underConId }) => secType === "IND" && underConId === 0)
  return families
    .flatMap(({ symbol, exchange }) => contracts.find({ symbol, secType: "FUT", exchange }, now).slice(0, months))
    .filter((listing) => location.has(listing))
}

const months = 3
