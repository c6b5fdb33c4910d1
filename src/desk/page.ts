import { fail, type Outcome, success } from "../outcome/outcome.ts"
import { quoted } from "./argument.ts"

/** A part of a list, and how to get the next one; null when this is the last. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly cursor: string | null
}

/**
 * The `limit` rows behind the one that a cursor names, by what tells rows apart: the list may have grown since, but no row
 * comes twice and none is passed over. `invalid_request` when that row is no longer there.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  cursor: string | null,
  limit: number,
): Outcome<Page<Row>> {
  const before = cursor === null ? -1 : rows.findIndex((row) => keyOf(row) === cursor)
  if (cursor !== null && before < 0)
    return fail(
      "invalid_request",
      `${quoted(cursor)} is no cursor of this list, or the list has changed since.`,
      "Begin again without cursor.",
    )
  const shown = rows.slice(before + 1, before + 1 + limit)
  const last = shown.at(-1)
  const hasMore = before + 1 + shown.length < rows.length
  return success({ rows: shown, cursor: hasMore && last !== undefined ? keyOf(last) : null })
}
