import { type } from "arktype"
import type { Shape } from "./define-tool.ts"
import { Cell } from "./parameters.ts"

/** A table in an answer. One that holds rows back says how many there are. */
export const Table = () =>
  type({
    columns: "string[]",
    rows: Cell.array().array(),
    "total?": "number",
    "truncated?": "true",
  })

type Row = readonly (typeof Cell.infer)[]

/** The first `most` of the items as rows; all of them when no bound is given. */
export function table<Item>(
  columns: readonly string[],
  items: readonly Item[],
  row: (item: Item) => Row,
  most = items.length,
): Shape<typeof Table> {
  const rows = items.slice(0, most).map((item) => [...row(item)])
  const held = rows.length < items.length ? { total: items.length, truncated: true as const } : {}
  return { columns: [...columns], rows, ...held }
}

/** The same of items whose last adds up the others: whatever is held back, that one is not. */
export function summedTable<Item>(
  columns: readonly string[],
  items: readonly Item[],
  row: (item: Item) => Row,
  most: number,
): ReturnType<typeof table> {
  if (items.length <= most + 1) return table(columns, items, row)
  const first = table(columns, items, row, most)
  return { ...first, rows: [...first.rows, ...items.slice(-1).map((item) => [...row(item)])] }
}
