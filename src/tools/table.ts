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

/** Columns of a table, in order: each one's name and what it says of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => typeof Cell.infer>>

/** The first `most` of the rows; all of them when no bound is given. */
export function table<Row>(
  columns: Columns<Row>,
  rows: readonly Row[],
  most: number = rows.length,
): Shape<typeof Table> {
  const cells = Object.values(columns)
  const held = most < rows.length ? { total: rows.length, truncated: true as const } : {}
  return {
    columns: Object.keys(columns),
    rows: rows.slice(0, most).map((row) => cells.map((cell) => cell(row))),
    ...held,
  }
}

/** The same of rows whose last adds up the others: whatever is held back, that one is not. */
export function summedTable<Row>(columns: Columns<Row>, rows: readonly Row[], most: number): Shape<typeof Table> {
  if (rows.length <= most + 1) return table(columns, rows)
  const first = table(columns, rows, most)
  return { ...first, rows: [...first.rows, ...table(columns, rows.slice(-1)).rows] }
}

/** What of a table is said once. */
export const Common = () => type({ "[string]": Cell }).describe("columns that are the same in every row", "self")

interface Saving<Row> {
  /** Columns that are said once for all rows when they say the same of each. */
  readonly common?: readonly string[]
  /** Columns that are there only when they say something else than this of some row. */
  readonly rare?: Readonly<Record<string, readonly [cell: Columns<Row>[string], usual: typeof Cell.infer]>>
}

/** All of the rows, saying nothing twice: what is the same in each is in `common`, where there is any of it. */
export function sparingTable<Row>(
  columns: Columns<Row>,
  rows: readonly Row[],
  { common = [], rare = {} }: Saving<Row>,
): Shape<typeof Table> & { common?: Shape<typeof Common> } {
  const unusual = Object.entries(rare).filter(([, [cell, usual]]) => rows.some((row) => cell(row) !== usual))
  const all: Columns<Row> = { ...columns, ...Object.fromEntries(unusual.map(([name, [cell]]) => [name, cell])) }
  const [first] = rows
  const same = Object.entries(all).flatMap(([name, cell]) => {
    const isSame = common.includes(name) && first !== undefined && rows.every((row) => cell(row) === cell(first))
    return isSame && rows.length > 1 ? [[name, cell(first)] as const] : []
  })
  const said = new Set(same.map(([name]) => name))
  const own = Object.fromEntries(Object.entries(all).filter(([name]) => !said.has(name)))
  return { ...(same.length === 0 ? {} : { common: Object.fromEntries(same) }), ...table(own, rows) }
}
