/** The same data with every text in it replaced by what `change` makes of it; the names of fields stay. */
export function withTexts<Data>(data: Data, change: (text: string) => string): Data
export function withTexts(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === "string") return change(data)
  if (Array.isArray(data)) return data.map((item: unknown) => withTexts(item, change))
  if (typeof data !== "object" || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withTexts(value, change)]))
}
