import type { ScanFilter, ScannerCatalogue } from "../../gateway/scanner/scan.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted } from "../argument.ts"
import { type Coded, nearest } from "./nearest.ts"

/** An entry of the catalogue, and what to know before using it. */
export interface CatalogueEntry extends Coded {
  readonly kind: "scan" | "filter" | "location" | "instrument"
  readonly note: string
}

/** What a search is for, besides its words. */
export interface CatalogueSearch {
  /** All of them must be found in an entry; none finds everything. */
  readonly words: string
  /** Keep what goes with one kind of instrument. */
  readonly instrument: string | null
}

interface Findable extends CatalogueEntry {
  /** What words are looked for in, in small letters. */
  readonly words: readonly string[]
}

/** Entries that fit, the closest first: scans, then filters, locations and instruments. */
export function searchCatalogue(
  catalogue: ScannerCatalogue,
  { words, instrument }: CatalogueSearch,
): Outcome<readonly CatalogueEntry[]> {
  const wanted = instrument?.trim().toUpperCase() ?? null
  const kind = wanted === null ? null : catalogue.instruments.find(({ code }) => code.toUpperCase() === wanted)
  if (kind === undefined) {
    const near = nearest(instrument ?? "", catalogue.instruments).map(({ code, name }) => `${code} (${name})`)
    return fail(
      "invalid_request",
      `${quoted(instrument ?? "")} is no instrument of the scanner.`,
      `${near.length > 0 ? `Nearest: ${near.join(", ")}. ` : ""}Leave instrument out to search everything.`,
    )
  }
  const of = ({ instruments }: { readonly instruments: readonly string[] }) =>
    kind === null || instruments.includes(kind.code)
  const all: readonly Findable[] = [
    ...catalogue.scans.filter(of).map((scan) => entry("scan", scan, listed(scan.instruments))),
    ...catalogue.filters
      .filter(({ id }) => kind === null || kind.filterIds.includes(id))
      .map((filter) => entry("filter", filter, filterNote(filter), filter.category ?? "")),
    ...catalogue.locations
      .filter(of)
      .map((place) =>
        entry("location", place, listed(place.instruments) + (place.within === null ? "" : `; in ${place.within}`)),
      ),
    ...catalogue.instruments
      .filter((one) => kind === null || one === kind)
      .map((one) => entry("instrument", one, `${one.filterIds.length} filters`)),
  ]
  const asked = words
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "")
  const scored = all
    .map((one) => ({ one, score: score(one, asked) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  return success(scored.map(({ one: { kind, code, name, note } }) => ({ kind, code, name, note })))
}

function entry(kind: CatalogueEntry["kind"], { code, name }: Coded, note: string, more = ""): Findable {
  // `HIGH_OPT_IMP_VOLAT` and `impVolatAbove` are words too.
  const parts = `${code} ${code.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_.]/g, " ")} ${name} ${more}`
  return { kind, code, name, note, words: parts.toLowerCase().split(/\s+/) }
}

/** How well an entry fits: 0 when a word is nowhere in it, more for whole words and for beginnings. */
function score({ words }: Findable, asked: readonly string[]): number {
  let total = 1
  for (const word of asked) {
    const best = Math.max(...words.map((one) => closeness(word, one)))
    if (best === 0) return 0
    total += best
  }
  return total
}

/** The catalogue abbreviates: `volatility` is to be found in `volat` and `vol`, but not the other way round in `%` or `a`. */
function closeness(asked: string, word: string): number {
  if (word === asked) return 4
  if (word.startsWith(asked)) return 3
  if (word.includes(asked)) return 2
  return word.length >= 3 && asked.startsWith(word) ? 1 : 0
}

const mostListed = 8

/** `STK, FUT.US, IND.US and 9 more`. */
function listed(codes: readonly string[]): string {
  const shown = codes.slice(0, mostListed).join(", ")
  return codes.length > mostListed ? `${shown} and ${codes.length - mostListed} more` : shown
}

const valueNotes = { number: "a number", integer: "a whole number", choice: "one of", yes_no: "true or false" } as const

function filterNote({ kind, choices, category }: ScanFilter): string {
  const value = kind === null ? "a text" : valueNotes[kind]
  const some = choices.length > 0 ? ` ${listed(choices.map(({ code }) => code))}` : ""
  return `${value}${some}${category === null ? "" : `; ${category}`}`
}
