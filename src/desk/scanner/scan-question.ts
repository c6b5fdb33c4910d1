import type { ScanFilter, ScannerCatalogue, ScanRequest } from "../../gateway/scanner/scan.ts"
import { type Failure, fail, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted, unusableText } from "../argument.ts"
import { type Coded, nearest } from "./nearest.ts"

export type FilterValue = string | number | boolean

export interface ScanQuestion {
  readonly scanCode: string
  /** Null for the one that goes with the location, or US stocks. */
  readonly instrument: string | null
  /** Null for all of the instrument's, or the US stocks that are listed on an exchange. */
  readonly location: string | null
  readonly filters: Readonly<Record<string, FilterValue>>
}

/** A scan in the catalogue's spelling, and what may be amiss with it. */
export interface CheckedScan {
  readonly request: ScanRequest
  /** What the catalogue calls the scan; null when there was no catalogue to look it up in. */
  readonly name: string | null
  readonly warnings: readonly string[]
}

/** What a scan of nothing in particular is of: US stocks that are listed on an exchange. */
const usual = { instrument: "STK", location: "STK.US.MAJOR" } as const
/** The Gateway's own limit. */
export const mostRows = 50
const mostFilters = 30

/** Why the texts of a question cannot be used, whatever the catalogue; null when they can. */
export function refuseScan({ scanCode, instrument, location, filters }: ScanQuestion): Failure | null {
  const texts = { scan_code: scanCode, instrument: instrument ?? "", location: location ?? "" }
  const given = Object.entries(filters)
  if (given.length > mostFilters)
    return fail("invalid_request", `${given.length} filters were given.`, `Give at most ${mostFilters}.`).failure
  for (const [name, text] of [
    ...Object.entries(texts),
    ...given.flatMap(([code, value]) => [
      ["the name of a filter", code],
      [`filter ${quoted(code)}`, String(value)],
    ]),
  ]) {
    const unusable = unusableText(name ?? "", text ?? "", 200)
    if (unusable) return unusable
  }
  return null
}

/** Looks every part of a question up. Case does not matter; what is not found fails with what comes nearest. */
export function checkScan(question: ScanQuestion, catalogue: ScannerCatalogue): Outcome<CheckedScan> {
  const scan = look("scan_code", question.scanCode, catalogue.scans)
  if (!scan.ok) return scan
  const place = question.location === null ? null : look("location", question.location, catalogue.locations)
  if (place && !place.ok) return place
  const kind = question.instrument ?? place?.value.instruments[0] ?? usual.instrument
  const instrument = look("instrument", kind, catalogue.instruments)
  if (!instrument.ok) return instrument
  const { code } = instrument.value
  const location = place?.value ?? everywhere(code, catalogue)
  if (!location)
    return fail("invalid_request", `The catalogue names no location of ${code}.`, `Give location. ${search(code)}`)
  if (!offers(scan.value.instruments, code))
    return fail(
      "invalid_request",
      `The scan ${scan.value.code} (${scan.value.name}) is not made of ${code}.`,
      `It is made of ${scan.value.instruments.slice(0, 20).join(", ")}. ${search(code)}`,
    )
  if (!offers(location.instruments, code))
    return fail(
      "invalid_request",
      `${location.code} (${location.name}) is no location of ${code}.`,
      `It has ${location.instruments.join(", ")}. ${search(code)}`,
    )

  const filters = new Map<string, string>()
  const warnings: string[] = []
  for (const [name, value] of Object.entries(question.filters)) {
    const filter = look("filters", name, catalogue.filters)
    if (!filter.ok) return filter
    const written = writeFilter(filter.value, value)
    if (!written.ok) return written
    filters.set(filter.value.code, written.value)
    if (instrument.value.filterIds.length > 0 && !instrument.value.filterIds.includes(filter.value.id))
      warnings.push(`The catalogue does not list the filter ${filter.value.code} for ${code}: it may have no effect.`)
  }
  const request = { scanCode: scan.value.code, instrument: code, location: location.code, filters, rows: mostRows }
  return success({ request, name: scan.value.name, warnings })
}

/**
 * The question as it stands, for when there is no catalogue to check it with. What goes with an instrument or a location
 * only the catalogue knows, but for US stocks.
 */
export function uncheckedScan({ scanCode, instrument, location, filters }: ScanQuestion): Outcome<CheckedScan> {
  const isOther = instrument !== null && instrument.trim().toUpperCase() !== usual.instrument
  const isElsewhere = location !== null && !/^STK\./i.test(location.trim())
  if ((isOther && location === null) || (isElsewhere && instrument === null))
    return fail(
      "invalid_request",
      `The catalogue, which knows what goes with ${quoted(instrument ?? location ?? "")}, has not come.`,
      "Give both, instrument and location: STOCK.EU and STK.EU, FUT.US and FUT.US. Or ask again.",
    )
  const request = {
    scanCode: scanCode.trim(),
    instrument: instrument?.trim() ?? usual.instrument,
    location: location?.trim() ?? usual.location,
    filters: new Map(Object.entries(filters).map(([code, value]) => [code.trim(), plain(value)])),
    rows: mostRows,
  }
  return success({ request, name: null, warnings: [] })
}

/** No list of instruments at all says nothing about them. */
const offers = (instruments: readonly string[], code: string): boolean =>
  instruments.length === 0 || instruments.includes(code)

const everywhere = (instrument: string, { locations }: ScannerCatalogue) =>
  locations.find(({ code }) => instrument === usual.instrument && code === usual.location) ??
  locations.find(({ within, instruments }) => within === null && instruments.includes(instrument))

const search = (instrument: string): string =>
  `ibkr_scanner with instrument ${instrument} and no scan_code tells what there is.`

const kinds = {
  scan_code: "scan",
  location: "location of the scanner",
  instrument: "instrument of the scanner",
  filters: "filter of the scanner",
} as const

function look<One extends Coded>(parameter: keyof typeof kinds, text: string, known: readonly One[]): Outcome<One> {
  const wanted = text.trim().toLowerCase()
  const found =
    known.find(({ code }) => code === text.trim()) ?? known.find(({ code }) => code.toLowerCase() === wanted)
  if (found) return success(found)
  const near = nearest(text, known).map(({ code, name }) => (code === name ? code : `${code} (${name})`))
  return fail(
    "invalid_request",
    `${quoted(text)} is no ${kinds[parameter]}.`,
    `${near.length > 0 ? `Nearest: ${near.join(", ")}. ` : ""}ibkr_scanner with search and no scan_code finds more.`,
  )
}

/** A filter's value as the Gateway reads it. */
function writeFilter(filter: ScanFilter, value: FilterValue): Outcome<string> {
  const text = plain(value)
  const wrong = (form: string) =>
    fail("invalid_request", `The filter ${filter.code} cannot be ${quoted(text)}.`, `${filter.code} takes ${form}.`)
  if (/[;=]/.test(text) || text === "") return wrong("one plain value, without semicolon or equals sign")
  switch (filter.kind) {
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? success(text) : wrong("a number: 10 or 2.5")
    case "integer":
      return /^[+-]?\d+$/.test(text) ? success(text) : wrong("a whole number: 100000")
    case "yes_no":
      return /^(true|false)$/i.test(text) ? success(text.toLowerCase()) : wrong("true or false")
    case "choice":
      return (
        choose(filter, text) ??
        wrong(
          `one of ${filter.choices
            .slice(0, 30)
            .map(({ code }) => code)
            .join(", ")}`,
        )
      )
    case null:
      return success(text)
  }
}

/** `inc:CORP,ADR` is several choices of one kind. */
function choose({ choices }: ScanFilter, text: string): Outcome<string> | null {
  if (choices.length === 0) return success(text)
  const exact = choices.find(({ code }) => code.toLowerCase() === text.toLowerCase())
  if (exact) return success(exact.code)
  const [, mode = "", list = ""] = /^([a-z]+:)?(.+)$/i.exec(text) ?? []
  const all = list.split(",").map((one) => `${mode}${one.trim()}`.toLowerCase())
  return all.every((one) => choices.some(({ code }) => code.toLowerCase() === one)) ? success(text) : null
}

/** Numbers without exponent, which the Gateway does not read. */
function plain(value: FilterValue): string {
  const text = String(value).trim()
  if (typeof value !== "number" || !text.includes("e") || !Number.isFinite(value)) return text
  return Math.abs(value) >= 1 ? String(BigInt(value)) : value.toFixed(20).replace(/0+$/, "")
}
