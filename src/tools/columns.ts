import type { Cell } from "./parameters.ts"

/** Columns of a table, in order: each one's name and what it says of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => typeof Cell.infer>>

interface Priced {
  readonly priceMagnifier: number | null
}

/** Rows as columns and rows. A column `price_magnifier` is added when a row's is not 1, which is rare. */
export function table<Row extends Priced>(
  rows: readonly Row[],
  columns: Columns<Row>,
): { columns: string[]; rows: (typeof Cell.infer)[][] } {
  const priced: Columns<Row> = rows.some(({ priceMagnifier }) => priceMagnifier !== 1)
    ? { ...columns, price_magnifier: ({ priceMagnifier }) => priceMagnifier }
    : columns
  const cells = Object.values(priced)
  return { columns: Object.keys(priced), rows: rows.map((row) => cells.map((cell) => cell(row))) }
}
