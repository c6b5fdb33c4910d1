import { record, type Told } from "./bench.ts"

/** Prices and values: what is missing here is null, and 0 would be a lie. */
const near: ReadonlySet<string> = new Set(
  ["bid", "ask", "last", "close", "open", "high", "low", "midpoint", "inverse", "market_price", "market_value"].concat(
    ["market_value_base", "net_liquidation", "total_cash_value", "gross_position_value", "buying_power"],
    ["maintenance_margin", "initial_margin", "available_funds", "excess_liquidity", "cushion", "weight_pct"],
  ),
)
/** What does not move with the market. */
const exact: ReadonlySet<string> = new Set([
  "con_id",
  "quantity",
  "avg_cost",
  "currency",
  "account",
  "instrument",
  "rows",
])

/** How the Gateway writes "none", and what arithmetic makes of it. */
const isSentinel = (value: number): boolean =>
  !Number.isFinite(value) || Math.abs(value) >= 1e15 || [-1, -2, 2147483647, -2147483648].includes(value)

/** A row's own name among the rows of an answer. */
const nameOf = (row: unknown): string => {
  const { instrument, account, description, trading_class, exchanges } = record(row)
  return JSON.stringify([instrument, account, description, trading_class, exchanges])
}

/**
 * Everything in an answer that is not what a healthy Gateway said to the same question at about the same time: numbers that
 * stand for "none", prices further off than a market moves in minutes, rows that are missing or one too many.
 */
export function wrongNumbers(told: Told, healthy: Told): readonly string[] {
  return told.outcome === "ok" ? differences(told.body, withoutFailed(told.body, healthy.body), told.name, "") : []
}

/** An instrument of several that has an error with a code has no quote. */
function withoutFailed({ errors }: Told["body"], healthy: Told["body"]): Told["body"] {
  if (!Array.isArray(errors) || !Array.isArray(healthy.quotes)) return healthy
  const failed = new Set(errors.map((error) => record(error).instrument))
  return { ...healthy, errors, quotes: healthy.quotes.filter((quote) => !failed.has(record(quote).instrument)) }
}

function differences(value: unknown, good: unknown, path: string, key: string): readonly string[] {
  if (key === "meta" || value === null) return []
  const wrong = [`${path} is ${JSON.stringify(value)}, a healthy Gateway says ${JSON.stringify(good)}`]
  // Tables inside an answer add up what has come, and name what has not: they hold no sentinel all the same.
  if (key === "rows" && path.split(".").length > 2) return numbersIn(value).some(isSentinel) ? wrong : []
  if (exact.has(key)) {
    const same = JSON.stringify(value) === JSON.stringify(good)
    return same || onlyMissing(value, good) ? [] : wrong
  }
  if (typeof value === "number") {
    if (isSentinel(value) || (near.has(key) && value === 0)) return wrong
    return !near.has(key) || (typeof good === "number" && isNear(value, good)) ? [] : wrong
  }
  if (Array.isArray(value)) {
    if (!Array.isArray(good) || value.length !== good.length) return [`${path} has not the rows it should have`]
    return value.flatMap((row, index) => {
      const other = typeof row === "object" ? good.find((one) => nameOf(one) === nameOf(row)) : good[index]
      return differences(row, other, `${path}[${index}]`, "")
    })
  }
  if (typeof value !== "object") return []
  return Object.entries(value).flatMap(([name, part]) =>
    differences(part, record(good)[name], path === "" ? name : `${path}.${name}`, name),
  )
}

const numbersIn = (value: unknown): readonly number[] =>
  typeof value === "number" ? [value] : typeof value === "object" ? Object.values(value ?? {}).flatMap(numbersIn) : []

const isNear = (value: number, good: number): boolean => Math.abs(value - good) <= Math.abs(good) * 0.03

/** Bars as they should be, but for values that are null. */
function onlyMissing(value: unknown, good: unknown): boolean {
  if (value === null) return true
  if (!Array.isArray(value) || !Array.isArray(good)) return value === good
  return value.length === good.length && value.every((part, index) => onlyMissing(part, good[index]))
}
