import { LRUCache } from "lru-cache"
import type { Clock } from "../../clock/clock.ts"
import type { ScanRequest, ScanRow } from "../../gateway/scanner/scan.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { type Page, pageOf } from "../page.ts"

/** What a scan found, and when, ms since the epoch. */
export interface Scan {
  readonly request: ScanRequest
  readonly rows: readonly ScanRow[]
  readonly at: number
}

export interface ScanPage extends Page<ScanRow> {
  readonly scan: Scan
}

export interface KeptScans {
  first(scan: Scan, limit: number): Outcome<ScanPage>
  /** The page of the same scan that a cursor leads to. `invalid_request` when that was another scan, or is no longer kept. */
  next(cursor: string, request: ScanRequest, limit: number): Outcome<ScanPage>
}

const most = 20
const keptMs = 10 * 60_000

/**
 * Scans that were run, for their later pages. A market moves: run anew a scan has another order, and contracts would be
 * missed or come twice.
 */
export function createKeptScans(clock: Clock): KeptScans {
  const kept = new LRUCache<string, Scan>({ max: most })
  let count = 0

  function page(name: string, scan: Scan, last: string | null, limit: number): Outcome<ScanPage> {
    const found = pageOf(scan.rows, keyOf, last, limit)
    if (!found.ok) return found
    const { rows, cursor } = found.value
    return success({ scan, rows, cursor: cursor === null ? null : `${name}~${cursor}` })
  }

  return {
    first(scan, limit) {
      const name = String(++count)
      if (scan.rows.length > limit) kept.set(name, scan)
      return page(name, scan, null, limit)
    },
    next(cursor, request, limit) {
      const [, name = "", last = ""] = /^(\d+)~(.+)$/.exec(cursor) ?? []
      const scan = kept.get(name)
      if (!scan || clock.now() - scan.at > keptMs || spelled(scan.request) !== spelled(request))
        return fail(
          "invalid_request",
          "The cursor is of another scan, or of one that is too old.",
          "Give the same other arguments, or begin again without cursor.",
        )
      return page(name, scan, last, limit)
    },
  }
}

const spelled = ({ filters, ...rest }: ScanRequest): string => JSON.stringify([rest, [...filters]])

/** The same contract can stand in a scan twice as combinations of its own. */
const keyOf = ({ contract, legs }: ScanRow): string => [contract.conId, legs ?? ""].join(" ").trim()
