import { LRUCache } from "lru-cache"
import { type Outcome, success } from "../outcome/outcome.ts"
import { type Page, pageOf } from "./page.ts"

/**
 * Pages of a list whose order moves with the market: those behind a first page keep its order, so that nothing is lost or
 * comes twice when rows change places meanwhile. What is new comes last. The orders of the last `most` lists are kept.
 */
export function createSteadyPages<Row>(
  keyOf: (row: Row) => string,
  most: number,
): (rows: readonly Row[], cursor: string | null, limit: number) => Outcome<Page<Row>> {
  const orders = new LRUCache<string, ReadonlyMap<string, number>>({ max: most })
  let lists = 0

  return (rows, cursor, limit) => {
    const [, list = "", last = ""] = /^(\d+)~(.+)$/.exec(cursor ?? "") ?? []
    const order = orders.get(list)
    const place = (row: Row): number => order?.get(keyOf(row)) ?? rows.length + (order?.size ?? 0)
    const inOrder = order ? rows.toSorted((a, b) => place(a) - place(b)) : rows
    const page = pageOf(inOrder, keyOf, order ? last : cursor, limit)
    if (!page.ok || page.value.cursor === null) return page
    const name = order ? list : String(++lists)
    if (!order) orders.set(name, new Map(rows.map((row, index) => [keyOf(row), index])))
    return success({ rows: page.value.rows, cursor: `${name}~${page.value.cursor}` })
  }
}
