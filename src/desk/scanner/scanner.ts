import type { Clock } from "../../clock/clock.ts"
import type { Config } from "../../config/config.ts"
import { abandonable } from "../../gateway/abandon.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import type { ScannerCatalogue, ScanRow } from "../../gateway/scanner/scan.ts"
import { type Failure, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "../answer.ts"
import { unusableCount, unusableText } from "../argument.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import { notationOf } from "../instruments/instrument-query.ts"
import { createLastGood, isAway } from "../last-good.ts"
import { pageOf } from "../page.ts"
import { patience } from "../patience.ts"
import type { Quote, QuoteDesk } from "../quotes.ts"
import { inWaves } from "../waves.ts"
import { type CatalogueEntry, searchCatalogue } from "./catalogue-search.ts"
import { createKeptScans, type ScanPage } from "./kept-scans.ts"
import { nearest } from "./nearest.ts"
import { type CheckedScan, checkScan, mostRows, refuseScan, type ScanQuestion, uncheckedScan } from "./scan-question.ts"

export interface RunQuestion extends ScanQuestion {
  readonly quotes: boolean
  /** Most rows of the answer; 1 to 50, which is all that the Gateway gives. */
  readonly limit: number
  readonly cursor: string | null
}

export interface CatalogueQuestion {
  /** Words that an entry must have, in its code or name; empty for all there is. */
  readonly words: string
  readonly instrument: string | null
  readonly limit: number
  readonly cursor: string | null
}

/** One contract that a scan found. */
export interface FoundContract {
  /** 1 is first. */
  readonly rank: number
  readonly instrument: string
  readonly conId: number
  /** The company's name or the like; null when it was not to be had. */
  readonly name: string | null
  readonly legs: string | null
  readonly distance: string | null
  readonly benchmark: string | null
  readonly projection: string | null
  /** Null unless asked for, and when there is none. */
  readonly quote: Quote | null
}

export interface ScanResult {
  /** In the Gateway's spelling. */
  readonly scanCode: string
  readonly scanName: string | null
  readonly instrument: string
  readonly location: string
  readonly found: readonly FoundContract[]
  /** How many the Gateway gave. */
  readonly total: number
  readonly cursor: string | null
}

export interface CatalogueResult {
  readonly entries: readonly CatalogueEntry[]
  readonly total: number
  readonly cursor: string | null
}

export const defaultRows = 20
export { mostRows }

export interface ScannerDesk {
  /**
   * Runs a scan once. Codes and filters are checked against the Gateway's catalogue first: `invalid_request` names the nearest.
   * Where the catalogue does not come in time it runs as it was asked for, and says so.
   */
  scan(question: RunQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<ScanResult>>>
  /** Searches the catalogue of scans, filters, locations and instruments, which is read once a day. */
  searchScans(
    question: CatalogueQuestion,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<CatalogueResult>>>
}

/** The catalogue changes with the Gateway's version, if at all. */
const catalogueMs = 24 * 3_600_000
/**
 * How long a scan waits for the catalogue that it is checked against, before it runs unchecked; and how long once it has had
 * to do without.
 */
const checkMs = { first: 5000, later: 1000 } as const
/** How long the names of what a scan found may take altogether. */
const namesMs = 6000

export function createScannerDesk(
  gateway: Gateway,
  { contracts, quotes, config }: { contracts: Contracts; quotes: QuoteDesk; config: Config },
  clock: Clock,
): ScannerDesk {
  const lastGood = createLastGood<ScanResult>(clock, 20)
  const scans = createKeptScans(clock)
  let kept: { readonly catalogue: ScannerCatalogue; readonly at: number } | null = null
  let reading: Promise<Outcome<ScannerCatalogue>> | null = null
  let wentWithout = false

  /** Reads it once for everyone, and to its end even when nobody waits any more: what comes late serves the next. */
  function read(): Promise<Outcome<ScannerCatalogue>> {
    reading ??= gateway.scannerCatalogue().then((outcome) => {
      reading = null
      if (outcome.ok) {
        kept = { catalogue: outcome.value, at: clock.now() }
        wentWithout = false
      }
      return outcome
    })
    return reading
  }

  async function catalogue(asking: Asking, progress: Progress): Promise<Outcome<Answer<ScannerCatalogue>>> {
    const known = kept
    const answer = (of: ScannerCatalogue, at: number, staleS: number | null, warnings: readonly string[]) =>
      success({ data: of, provenance: { asOf: at, source: "cache" as const, staleS, warnings } })
    if (known && clock.now() - known.at < catalogueMs) return answer(known.catalogue, known.at, null, [])
    progress(0, null, "Reading the scanner's catalogue, about 2 MB")
    const now = await abandonable(read(), asking.signal)
    if (now.ok) return answer(now.value, clock.now(), null, [])
    if (!known) return now
    const staleS = Math.round((clock.now() - known.at) / 1000)
    return answer(known.catalogue, known.at, staleS, [`The catalogue of before: ${now.failure.message}`])
  }

  /** The scan in the catalogue's spelling, or as it was asked for where the catalogue is not to be had in time. */
  async function check(question: RunQuestion, asking: Asking, progress: Progress): Promise<Outcome<CheckedScan>> {
    const waiting = patience(clock, wentWithout ? checkMs.later : checkMs.first, asking.signal)
    const listed = await catalogue({ signal: waiting.signal }, progress)
    waiting.end()
    if (listed.ok) return checkScan(question, listed.value.data)
    if (isAway(listed.failure) || asking.signal?.aborted === true) return listed
    wentWithout = true
    const why = waiting.signal.aborted ? "it has not come yet." : listed.failure.message
    const unchecked = uncheckedScan(question)
    if (!unchecked.ok) return unchecked
    return success({ ...unchecked.value, warnings: [`The scan could not be checked against the catalogue: ${why}`] })
  }

  /** What the rows are called, as far as it can be had in time. */
  async function resolve(rows: readonly ScanRow[], { signal }: Asking, progress: Progress) {
    const waiting = patience(clock, namesMs, signal)
    const found = new Map<number, Resolved>()
    let done = 0
    await Promise.all(
      rows.map(async ({ contract: { conId, secType } }) => {
        // A combination's number is its underlying's.
        const asked = secType === "BAG" || conId <= 0 ? null : { kind: "con_id" as const, conId, exchange: null }
        const resolved = asked && (await contracts.of(asked, { signal: waiting.signal }))
        if (resolved?.ok) found.set(conId, resolved.value)
        progress(++done, rows.length, `Looked up ${done} of ${rows.length} contracts`)
      }),
    )
    waiting.end()
    return found
  }

  async function quote(all: readonly Resolved[], asking: Asking, progress: Progress) {
    const size = Math.max(1, Math.min(mostRows, config.maxLines - 1))
    const ask = (one: Resolved) => quotes.quoteOf(one, asking)
    const outcomes = await inWaves(all, size, ask, asking, (done) =>
      progress(done, all.length, `Quoted ${done} of ${all.length} contracts`),
    )
    return new Map(outcomes.map((outcome, at) => [all[at]?.details.contract.conId, outcome]))
  }

  async function pageFor(
    { cursor, limit }: RunQuestion,
    { request, name }: CheckedScan,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<ScanPage>> {
    if (cursor !== null) return scans.next(cursor, request, limit)
    progress(0, null, `Scanning ${request.location} for ${name ?? request.scanCode}`)
    const scanned = await gateway.scan(request, asking)
    return scanned.ok ? scans.first({ request, rows: scanned.value, at: clock.now() }, limit) : scanned
  }

  async function run(question: RunQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<ScanResult>>> {
    const checked = await check(question, asking, progress)
    if (!checked.ok) return checked
    const { request, name, warnings } = checked.value
    const page = await pageFor(question, checked.value, asking, progress)
    if (!page.ok) return page
    const { scan, rows, cursor } = page.value
    const names = await resolve(rows, asking, progress)
    const quoted = question.quotes ? await quote([...names.values()], asking, progress) : null
    if (asking.signal?.aborted === true) return failed(cancelled())

    const outcomes = quoted ? [...quoted.values()] : []
    const good = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))
    const bad = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]))
    const nameless = rows.filter(({ contract: { conId, secType } }) => secType !== "BAG" && !names.has(conId)).length
    const found = rows.map((row): FoundContract => {
      const outcome = quoted?.get(row.contract.conId)
      const resolved = names.get(row.contract.conId)
      return {
        rank: row.rank + 1,
        instrument: resolved?.instrument ?? notationOf(row.contract),
        conId: row.contract.conId,
        name: resolved?.details.longName ?? null,
        legs: row.legs,
        distance: row.distance,
        benchmark: row.benchmark,
        projection: row.projection,
        quote: outcome?.ok ? outcome.value : null,
      }
    })
    return success({
      data: {
        scanCode: request.scanCode,
        scanName: name,
        instrument: request.instrument,
        location: request.location,
        found,
        total: scan.rows.length,
        cursor,
      },
      provenance: {
        asOf: Math.min(scan.at, ...good.flatMap((one) => one.asOf ?? [])),
        source: question.cursor !== null ? "cache" : leastCurrent(good.map(({ dataType }) => dataType ?? "live")),
        staleS: null,
        warnings: [
          ...warnings,
          ...(scan.rows.length > 0 ? [] : [nothing]),
          ...(nameless === 0 ? [] : [`${nameless} of ${rows.length} contracts could not be looked up.`]),
          ...lacking(bad, outcomes.length),
        ],
      },
    })
  }

  return {
    scan(question, asking, progress) {
      const refused = refuseScan(question) ?? refusePage(question, mostRows)
      if (refused) return Promise.resolve(failed(refused))
      return lastGood.ask(JSON.stringify(question).toUpperCase(), () => run(question, asking, progress))
    },

    async searchScans(question, asking, progress) {
      const refused =
        refusePage(question, mostEntries) ??
        unusableText("search", question.words, 200) ??
        unusableText("instrument", question.instrument, 64)
      if (refused) return failed(refused)
      const listed = await catalogue(asking, progress)
      if (!listed.ok) return listed
      const found = searchCatalogue(listed.value.data, question)
      if (!found.ok) return found
      const page = pageOf(found.value, ({ kind, code }) => `${kind} ${code}`, question.cursor, question.limit)
      if (!page.ok) return page
      const { rows, cursor } = page.value
      const { data, provenance } = listed.value
      const warnings = found.value.length > 0 ? [] : [nothingNamed(question.words, data)]
      return success({
        data: { entries: rows, total: found.value.length, cursor },
        provenance: { ...provenance, warnings: [...provenance.warnings, ...warnings] },
      })
    },
  }
}

const mostEntries = 50

const nothing = "Nothing fits now: loosen the filters, or scan again when the market is open."

function nothingNamed(words: string, { scans, filters }: ScannerCatalogue): string {
  const near = nearest(words, [...scans, ...filters]).map(({ code, name }) => `${code} (${name})`)
  return `Nothing in the catalogue has all of these words.${near.length > 0 ? ` Nearest: ${near.join(", ")}.` : ""}`
}

function refusePage({ limit, cursor }: { readonly limit: number; readonly cursor: string | null }, most: number) {
  return unusableText("cursor", cursor, 200) ?? unusableCount("limit", limit, most)
}

function lacking(failures: readonly Failure[], of: number): readonly string[] {
  const [first] = failures
  return first ? [`${failures.length} of ${of} contracts have no quote: ${first.message}`] : []
}
