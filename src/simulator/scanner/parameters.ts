import { type RangeFilter, rangeFilters, stockTypes } from "./filters.ts"
import { type ScanInstrument, type ScanLocation, scanInstruments, scanLocations } from "./locations.ts"
import { type InstrumentGroup, type ScanType, scanTypes } from "./scan-types.ts"

type Content = string | number | boolean | readonly Xml[]
/** An element: name, attributes, and text or children. */
type Xml = readonly [name: string, content: Content, attributes?: string]

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

function write([name, content, attributes]: Xml, indent: string, into: string[]): void {
  const start = attributes ? `${name} ${attributes}` : name
  if (typeof content !== "object") {
    into.push(`${indent}<${start}>${escaped(String(content))}</${name}>`)
    return
  }
  into.push(`${indent}<${start}>`)
  for (const child of content) write(child, `${indent}\t`, into)
  into.push(`${indent}</${name}>`)
}

const list = (name: string, varName: string, content: readonly Xml[]): Xml => [name, content, `varName="${varName}"`]

/** Filters that make sense for a group of instruments. */
const filtersOf = (group: InstrumentGroup): readonly RangeFilter[] =>
  rangeFilters.filter(({ category }) => {
    if (category === "Bonds") return group === "bonds"
    if (category === "Options" || category === "Shortability") return group === "usStocks"
    if (category === "Fundamentals") return group === "stocks" || group === "usStocks"
    return group !== "bonds"
  })

const hasStockTypes = (group: InstrumentGroup): boolean => group === "stocks" || group === "usStocks"

const instrument = ({ type, name, shortName, group }: ScanInstrument): Xml => [
  "Instrument",
  [
    ["name", name],
    ["type", type],
    ["filters", [...filtersOf(group).map(({ id }) => id), ...(hasStockTypes(group) ? ["STKTYPE"] : [])].join(",")],
    ["group", `${type.split(".")[0]}.GLOBAL`],
    ["shortName", shortName],
    ["cloudScanNotSupported", group === "bonds"],
  ],
]

const location = (place: ScanLocation): Xml => [
  "Location",
  [
    ["displayName", place.name],
    ["locationCode", place.code],
    ["instruments", place.instrument],
    ["routeExchange", place.routeExchange],
    ["delayedOnly", false],
    ["access", "unrestricted"],
    ...(place.parts.length > 0 ? [list("LocationTree", "locationTree", place.parts.map(location))] : []),
  ],
]

/** What a scan's table shows beside the contract, for every group of instruments. */
const columns: readonly (readonly [id: number, name: string, groups: readonly InstrumentGroup[]])[] = [
  [0, "Rank", ["stocks", "usStocks", "futures", "indices", "bonds"]],
  [7000, "Change %", ["stocks", "usStocks", "futures", "indices"]],
  [7001, "Last", ["stocks", "usStocks", "futures", "indices", "bonds"]],
  [7002, "Change", ["stocks", "usStocks", "futures", "indices"]],
  [7003, "Volume", ["stocks", "usStocks", "futures"]],
  [7004, "Avg Volume", ["stocks", "usStocks", "futures"]],
  [7005, "Bid", ["stocks", "usStocks", "futures", "bonds"]],
  [7006, "Ask", ["stocks", "usStocks", "futures", "bonds"]],
  [7007, "High", ["stocks", "usStocks", "futures", "indices"]],
  [7008, "Low", ["stocks", "usStocks", "futures", "indices"]],
  [7009, "Open", ["stocks", "usStocks", "futures", "indices"]],
  [7010, "Close", ["stocks", "usStocks", "futures", "indices", "bonds"]],
  [7011, "52 Week High", ["stocks", "usStocks", "futures", "indices"]],
  [7012, "52 Week Low", ["stocks", "usStocks", "futures", "indices"]],
  [7013, "Market Cap", ["stocks", "usStocks"]],
  [7014, "Dividend Yield %", ["stocks", "usStocks"]],
  [7015, "Implied Vol. %", ["usStocks"]],
  [7016, "Hist. Vol. %", ["usStocks", "stocks", "futures"]],
  [7017, "Opt. Volume", ["usStocks"]],
  [7018, "Put/Call Volume", ["usStocks"]],
  [7019, "Put/Call Interest", ["usStocks"]],
  [7020, "Shortable Shares", ["usStocks"]],
  [7021, "Coupon", ["bonds"]],
  [7022, "Maturity", ["bonds"]],
]

const column = (id: number, name: string, section: number): Xml => [
  "Column",
  [
    ["colId", id],
    ["name", name],
    ["display", true],
    ["section", section],
    ["displayType", "DATA"],
    ["sortable", section > 0],
    ["fraction", false],
  ],
]

/** A scan type is listed once for every kind of instrument that has it, as a Gateway lists it. */
const type = ({ code, name, order }: ScanType, { type: kind, group }: ScanInstrument): Xml => [
  "ScanType",
  [
    ["displayName", name],
    ["scanCode", code],
    ["instruments", kind],
    ["absoluteColumns", false],
    list(
      "Columns",
      "columns",
      columns
        .filter(([, , groups]) => groups.includes(group))
        .map(([id, title], at) => column(id, title, Math.min(at, 1))),
    ),
    ["supportsSorting", true],
    ["respSizeLimit", 2147483647],
    ["snapshotSizeLimit", 2147483647],
    ["searchDefault", order === "highest"],
    ["searchName", name],
    ["access", "unrestricted"],
  ],
]

const field = (filter: RangeFilter, side: "Above" | "Below"): Xml => [
  "AbstractField",
  [
    ["code", `${filter.tag}${side}${filter.suffix}`],
    ["codeNot", `${filter.tag}${side === "Above" ? "Below" : "Above"}${filter.suffix}`],
    ["displayName", `${filter.name} ${side}`],
    ["tooltip", `${filter.name} is ${side.toLowerCase()} this value`],
    ["dontAllowClearAll", false],
    ["abbrev", filter.name],
    ["acceptNegatives", /change|gap/i.test(filter.tag)],
    ["dontAllowNegative", !/change|gap/i.test(filter.tag)],
    ["skipNotEditableField", true],
    ["master", side === "Above"],
    ["narrowField", false],
    ["fraction", false],
  ],
  `type="scanner.filter.${filter.field}" varName="${side === "Above" ? "min" : "max"}"`,
]

const rangeFilter = (filter: RangeFilter): Xml => [
  "RangeFilter",
  [
    ["id", filter.id],
    ["category", filter.category],
    ["histogram", true],
    ["access", "unrestricted"],
    ["skipValidation", false],
    field(filter, "Above"),
    field(filter, "Below"),
  ],
]

const stockTypeFilter: Xml = [
  "SimpleFilter",
  [
    ["id", "STKTYPE"],
    ["category", "Fundamentals"],
    ["histogram", false],
    ["access", "unrestricted"],
    ["skipValidation", false],
    [
      "AbstractField",
      [
        ["code", "stkTypes"],
        ["displayName", "Stock Type"],
        ["dontAllowClearAll", false],
        ["abbrev", "Stock Type"],
        [
          "ComboValues",
          [...stockTypes].flatMap((one) =>
            ["inc", "exc"].map(
              (mode): Xml => [
                "ComboValue",
                [
                  ["code", `${mode}:${one}`],
                  ["displayName", `${mode === "inc" ? "Only" : "Exclude"} ${one}`],
                  ["default", false],
                  ["syntheticAll", one === "ALL"],
                ],
              ],
            ),
          ),
          'varName="comboValues"',
        ],
      ],
      'type="scanner.filter.ComboField" varName="field"',
    ],
  ],
]

const settings: readonly Xml[] = [
  [
    "Setting",
    [
      ["code", "annualize"],
      ["displayName", "Annualize"],
      ["type", "boolean"],
      ["default", false],
    ],
  ],
  [
    "Setting",
    [
      ["code", "numberOfRows"],
      ["displayName", "Number of rows"],
      ["type", "integer"],
      ["default", 50],
    ],
  ],
]

/**
 * The document of scanner parameters: what can be scanned, where, for what, and by which filters. It lists what this
 * Gateway serves, in the structure (and at about the size) of a real one's.
 */
export function scannerParameters(): string {
  const types = scanInstruments.flatMap((kind) =>
    scanTypes.filter(({ of }) => of.includes(kind.group)).map((one) => type(one, kind)),
  )
  const filters = [...rangeFilters.map(rangeFilter), stockTypeFilter]
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>']
  write(
    [
      "ScanParameterResponse",
      [
        list("InstrumentList", "instrumentList", scanInstruments.map(instrument)),
        list("InstrumentList", "fullInstrumentList", scanInstruments.map(instrument)),
        list("LocationTree", "locationTree", scanLocations.map(location)),
        list("ScanTypeList", "scanTypeList", types),
        list("SettingList", "settingList", settings),
        list("FilterList", "filterList", filters),
        list("FilterList", "uiFilters", filters),
      ],
    ],
    "",
    lines,
  )
  return `${lines.join("\n")}\n`
}
