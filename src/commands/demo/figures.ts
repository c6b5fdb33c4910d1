/** A number as a person reads it, with the digits that it has, at most `digits`; a dash for what is missing. */
export function figure(value: number | null, digits = 2, least = digits): string {
  if (value === null) return "-"
  return value.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: digits })
}

/** A price: two decimals at least, five where the market quotes finer; as many as its neighbours need. */
export function price(value: number | null, ...neighbours: readonly (number | null)[]): string {
  const decimals = [value, ...neighbours].map((one) => (one === null ? 0 : (String(one).split(".")[1] ?? "").length))
  return figure(value, 5, Math.min(5, Math.max(2, ...decimals)))
}

/** A gain or loss with its sign. */
export const signed = (value: number | null, digits = 2): string =>
  value === null ? "-" : `${value > 0 ? "+" : ""}${figure(value, digits)}`

const blocks = "▁▂▃▄▅▆▇█"

/** A line of blocks from the lowest to the highest value. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  return values.map((value) => blocks[span === 0 ? 3 : Math.round(((value - low) / span) * 7)]).join("")
}

/** Bytes as they are read in a table: `1.2 KB`. */
export const bytes = (count: number): string => (count < 1_000 ? `${count} B` : `${(count / 1_000).toFixed(1)} KB`)
