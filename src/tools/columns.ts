import type { Cell } from "./parameters.ts"

/** Columns of a table, in order: each one's name and what it says of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => typeof Cell.infer>>

/** Rows as columns and rows. A column `price_magnifier` is added when some row's is not 1, which is rare. */
export function table<Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  priceMagnifier: (row: Row) => number | null = () => 1,
): { columns: string[]; rows: (typeof Cell.infer)[][] } {
  const priced = rows.some((row) => priceMagnifier(row) !== 1)
  const all: Columns<Row> = priced ? { ...columns, price_magnifier: priceMagnifier } : columns
  const cells = Object.values(all)
  return { columns: Object.keys(all), rows: rows.map((row) => cells.map((cell) => cell(row))) }
}
