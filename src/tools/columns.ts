import { type } from "arktype"
import { Cell } from "./parameters.ts"

/** Columns of a table, in order: each one's name and what it says of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => typeof Cell.infer>>

interface Saving<Row> {
  /** Columns that are said once for all rows when they say the same of each. */
  readonly common?: readonly string[]
  /** Columns that are there only when they say something else than this of some row. */
  readonly rare?: Readonly<Record<string, readonly [cell: Columns<Row>[string], usual: typeof Cell.infer]>>
}

/** What of a table is said once. */
export const Common = () => type({ "[string]": Cell }).describe("columns that are the same in every row", "self")

interface SparingTable {
  common?: Record<string, typeof Cell.infer>
  columns: string[]
  rows: (typeof Cell.infer)[][]
}

/** Rows as columns and rows, saying nothing twice. */
export function table<Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  { common = [], rare = {} }: Saving<Row> = {},
): SparingTable {
  const unusual = Object.entries(rare).filter(([, [cell, usual]]) => rows.some((row) => cell(row) !== usual))
  const all: Columns<Row> = { ...columns, ...Object.fromEntries(unusual.map(([name, [cell]]) => [name, cell])) }
  const [first] = rows
  const same = Object.entries(all).flatMap(([name, cell]) => {
    const isSame = common.includes(name) && first !== undefined && rows.every((row) => cell(row) === cell(first))
    return isSame && rows.length > 1 ? [[name, cell(first)] as const] : []
  })
  const said = new Set(same.map(([name]) => name))
  const own = Object.entries(all).filter(([name]) => !said.has(name))
  return {
    ...(same.length === 0 ? {} : { common: Object.fromEntries(same) }),
    columns: own.map(([name]) => name),
    rows: rows.map((row) => own.map(([, cell]) => cell(row))),
  }
}
