import type { DepthExchange } from "./protocol/depth-messages.ts"
import { unsetInteger } from "./protocol/numbers.ts"
import type { World } from "./world/world.ts"

const noGroup = Number(unsetInteger)
/** The aggregation group of IDEALPRO, as seen live. */
const pairsGroup = 4
const withBooks: ReadonlySet<string> = new Set(["STK", "FUT", "CASH", "WAR", "CRYPTO", "CMDTY"])
/** No books of these: they route, or show their best prices only. */
const withoutBooks: ReadonlySet<string> = new Set(
  "SMART AMEX CBOE PHLX ISE CHX EDGEA BYX FOXRIVER PEARL NYSENAT LTSE MEMX IBEOS OVERNIGHT TPLUS0 PSX T24X EDGX BEST VALUE QBALGO IBKRATS".split(
    " ",
  ),
)
const optionExchanges = ["CBOE", "CBOE2", "ISE", "NASDAQOM", "PHLX", "EMERALD", "MIAX", "BOX", "AMEX", "BATS"]

/** Books with makers are NASDAQ's; all others are anonymous. */
export const depthService = (exchange: string): DepthExchange["service"] =>
  exchange === "NASDAQ" || exchange === "ISLAND" ? "Deep2" : "Deep"

/** Whether an exchange publishes books of a security type. */
export const hasBook = (exchange: string, secType: string): boolean =>
  secType === "OPT" ? optionExchanges.includes(exchange) : withBooks.has(secType) && !withoutBooks.has(exchange)

/** Every exchange and security type with a book, as far as this world has them. */
export function allDepthExchanges(world: World): readonly DepthExchange[] {
  const found = new Map<string, DepthExchange>()
  const add = (exchange: string, secType: string): void => {
    const aggGroup = secType === "CASH" ? pairsGroup : noGroup
    const row: DepthExchange = { exchange, secType, listingExchange: "", service: depthService(exchange), aggGroup }
    found.set(`${exchange} ${secType}`, row)
  }
  for (const { secType, exchange, validExchanges } of world.contracts.all()) {
    const isFamily = secType === "IND"
    for (const venue of new Set([exchange, ...validExchanges.split(",")])) {
      if (hasBook(venue, secType)) add(venue, secType)
      if (isFamily && futuresExchanges.has(venue)) for (const type of ["FUT", "FOP"]) add(venue, type)
    }
  }
  for (const exchange of optionExchanges) add(exchange, "OPT")
  return [...found.values()]
}

const futuresExchanges: ReadonlySet<string> = new Set(["CME", "CBOT", "COMEX", "NYMEX", "EUREX", "CFE"])
