import type { Table } from "./document.ts"
import type { Portfolio, SecurityHolding } from "./world/accounts/portfolio.ts"
import type { Instrument } from "./world/instrument.ts"
import { createUniverse } from "./world/universe/universe.ts"

/** Where the contract ids of a scenario's instruments begin when it names none. */
const firstConId = 990_000_001

const isSymbol = (text: string): boolean => /^[A-Z0-9][A-Z0-9. ]{0,15}$/.test(text)
const isPositive = (value: number): boolean => value > 0

const isStock = ({ listing }: Instrument): boolean => listing.secType === "STK"
const isModel = (instrument: Instrument): boolean => isStock(instrument) || instrument.listing.secType === "IND"

/** The instruments that a scenario adds: each like one that there is, but for what its table says. */
export function instrumentsOf(tables: readonly Table[]): readonly Instrument[] {
  if (tables.length === 0) return []
  const usual = createUniverse().instruments
  const added: Instrument[] = []
  for (const [index, table] of tables.entries()) {
    const instrument = instrumentOf(table, firstConId + index, usual, added)
    if (instrument) added.push(instrument)
  }
  return added
}

function instrumentOf(
  table: Table,
  usualConId: number,
  usual: readonly Instrument[],
  added: readonly Instrument[],
): Instrument | undefined {
  const all = [...usual, ...added]
  const isNew = (symbol: string) => isSymbol(symbol) && !all.some(({ listing }) => listing.symbol === symbol)
  const symbol = table.text("symbol", "a symbol in capitals, at most 16 characters, that no instrument has yet", isNew)
  table.missing("symbol", "a symbol in capitals that no instrument has yet")
  const like = table.text("like", "the symbol of a stock, ETF or index that there is, AAPL for instance", (name) =>
    usual.some((instrument) => isModel(instrument) && instrument.listing.symbol === name),
  )
  table.missing("like", "the symbol of a stock, ETF or index that there is, AAPL for instance")
  const model = usual.find((instrument) => isModel(instrument) && instrument.listing.symbol === like)
  const name = table.text("name", "a name of at most 60 characters", (text) => text.length <= 60)
  const conId = table.number(
    "con_id",
    "a whole number from 1 to 2147483647 that no instrument has yet",
    (id) => Number.isInteger(id) && id >= 1 && id < 2 ** 31 && !all.some(({ listing }) => listing.conId === id),
  )
  const isin = table.text("isin", "twelve characters", (text) => /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(text))
  const price = table.number("price", "a number above 0", isPositive)
  table.missing("price", "a number above 0: its price at the close of 2026-11-20")
  const volatility = table.number("volatility", "a fraction a year, from 0.01 to 5", (v) => v >= 0.01 && v <= 5)
  const dividendYield = table.number("dividend_yield", "a fraction a year, from 0 to 0.5", (v) => v >= 0 && v <= 0.5)
  const averageVolume = table.number("average_volume", "a number from 0", (v) => v >= 0)
  const entitlement = table.word("entitlement", ["live", "delayed", "none"])
  table.done()
  if (symbol === undefined || price === undefined || !model) return undefined
  const { listing, behaviour } = model
  /** A class of its own is named after the symbol, one of the whole market is kept. */
  const named = (text: string): string => (text === listing.symbol ? symbol : text)
  return {
    ...model,
    listing: {
      ...listing,
      conId: conId ?? usualConId,
      symbol,
      localSymbol: symbol,
      longName: name ?? symbol,
      marketName: named(listing.marketName),
      tradingClass: named(listing.tradingClass),
      secIds: isin === undefined ? [] : [{ tag: "ISIN", value: isin }],
    },
    behaviour: {
      ...behaviour,
      referencePrice: price,
      volatility: volatility ?? behaviour.volatility,
      dividendYield: dividendYield ?? behaviour.dividendYield,
      averageVolume: averageVolume ?? behaviour.averageVolume,
      entitlement: entitlement ?? behaviour.entitlement,
    },
    hasOptions: false,
  }
}

/** The accounts of a scenario's login; none when it leaves the usual ones. */
export function accountsOf(tables: readonly Table[], added: readonly Instrument[]): readonly Portfolio[] {
  if (tables.length === 0) return []
  const universe = createUniverse(added)
  const pairs = universe.instruments.filter(({ listing }) => listing.secType === "CASH")
  const currencies = new Set(pairs.flatMap(({ listing }) => [listing.symbol, listing.currency]))
  const known = new Set<string>()

  const portfolio = (table: Table): Portfolio | undefined => {
    const isNew = (text: string) => /^[A-Z]{1,4}\d{3,12}$/.test(text) && !known.has(text)
    const account = table.text("account", "letters and digits such as DU1234567, each account once", isNew)
    table.missing("account", "letters and digits such as DU1234567")
    const allCurrencies = [...currencies].sort()
    const base = table.word("base_currency", allCurrencies) ?? "USD"
    const cash = table.amounts("cash", `amounts by currency: ${allCurrencies.join(", ")}`, (name) =>
      currencies.has(name),
    )
    const securities = table.tables("positions").flatMap((position) => holding(position) ?? [])
    table.done()
    if (account === undefined) return undefined
    known.add(account)
    return { ...empty, account, base, cash: { [base]: 0, ...cash }, securities }
  }

  const holding = (table: Table): SecurityHolding | undefined => {
    const bySymbol = (text: string) => universe.instruments.filter((one) => isStock(one) && one.listing.symbol === text)
    const symbol = table.text(
      "symbol",
      "the symbol of exactly one stock or ETF; `con_id` names any instrument",
      (text) => bySymbol(text).length === 1,
    )
    const given = table.number("con_id", "the contract id of an instrument that there is", (id) => {
      return universe.listing(id) !== undefined
    })
    if (table.has("con_id")) {
      if (table.has("symbol")) table.wrong("symbol", "`symbol` or `con_id`, not both")
    } else table.missing("symbol", "the symbol of a stock or ETF; or `con_id`")
    const quantity = table.number("quantity", "a number other than 0, below 0 for a short position", (n) => n !== 0)
    table.missing("quantity", "a number other than 0, below 0 for a short position")
    const averageCost = table.number("average_cost", "what one share or contract has cost, from 0", (n) => n >= 0)
    table.missing("average_cost", "what one share or contract has cost, in the currency that it is traded in")
    table.done()
    const conId = given ?? bySymbol(symbol ?? "")[0]?.listing.conId
    if (conId === undefined || quantity === undefined || averageCost === undefined) return undefined
    return { conId, quantity, averageCost }
  }

  return tables.flatMap((table) => portfolio(table) ?? [])
}

const empty: Omit<Portfolio, "account" | "base" | "cash" | "securities"> = {
  futures: [],
  options: [],
  commodityCash: 0,
  accruedInterest: 0,
  accruedDividends: 0,
  roundTrips: [],
  orders: [],
}
