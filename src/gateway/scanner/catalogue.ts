import { cleanList } from "../sanitise.ts"
import type { ScanFilter, ScanInstrument, ScanLocation, ScannerCatalogue, ScanType } from "./scan.ts"
import { readXml } from "./xml.ts"

/** An element with parts of interest: its own texts by name, and where it stands. */
interface Entry {
  readonly name: string
  readonly depth: number
  readonly attributes: ReadonlyMap<string, string>
  readonly texts: Map<string, string>
}

/** Elements that are entries of the catalogue, or parts of one. The names of filters end in `Filter`. */
const entries: ReadonlySet<string> = new Set(["Instrument", "Location", "ScanType", "AbstractField", "ComboValue"])
const isEntry = (name: string): boolean => entries.has(name) || (name.endsWith("Filter") && name !== "Filter")

/** Deeper than any document that makes sense: what lies below is not looked at. */
const deepest = 100

/**
 * Reads the document of scanner parameters (message 19, about 2 MB). The same entry can stand in it several times, a scan
 * once for each kind of instrument: each comes once, with all its instruments. What has no code is left out.
 */
export function readCatalogue(document: string): ScannerCatalogue {
  const scans = new Map<string, ScanType>()
  const instruments = new Map<string, ScanInstrument>()
  const locations = new Map<string, ScanLocation>()
  const filters = new Map<string, ScanFilter>()

  const path: string[] = []
  const open: Entry[] = []
  let choices: { code: string; name: string }[] = []
  let fields: ScanFilter[] = []

  const finish = ({ name, attributes, texts }: Entry) => {
    const text = (field: string) => texts.get(field)?.trim() ?? ""
    if (name === "Instrument") {
      const code = text("type")
      if (code !== "" && !instruments.has(code))
        instruments.set(code, { code, name: text("name") || code, filterIds: cleanList(text("filters")) })
    } else if (name === "ScanType") {
      const code = text("scanCode")
      const before = scans.get(code)
      const all = new Set([...(before?.instruments ?? []), ...cleanList(text("instruments"))])
      if (code !== "")
        scans.set(code, { code, name: before?.name ?? (text("displayName") || code), instruments: [...all] })
    } else if (name === "Location") {
      // What it is part of is still open, and has told its code before its parts.
      const code = text("locationCode")
      const within =
        open
          .findLast((outer) => outer.name === "Location")
          ?.texts.get("locationCode")
          ?.trim() || null
      const before = locations.get(code)
      const all = new Set([...(before?.instruments ?? []), ...cleanList(text("instruments"))])
      if (code !== "")
        locations.set(code, {
          code,
          name: before?.name ?? (text("displayName") || code),
          instruments: [...all],
          within: before?.within ?? within,
        })
    } else if (name === "ComboValue") {
      const code = text("code")
      if (code !== "") choices.push({ code, name: text("displayName") || code })
    } else if (name === "AbstractField") {
      const code = text("code")
      const kind = kindOf(attributes.get("type") ?? "")
      if (code !== "") fields.push({ code, name: text("displayName") || code, id: "", category: null, kind, choices })
      choices = []
    } else {
      for (const field of fields)
        if (!filters.has(field.code))
          filters.set(field.code, { ...field, id: text("id"), category: text("category") || null })
      fields = []
    }
  }

  readXml(document, {
    open(name, attributes) {
      path.push(name)
      if (path.length <= deepest && isEntry(name)) open.push({ name, depth: path.length, attributes, texts: new Map() })
    },
    text(text) {
      const entry = open.at(-1)
      // Only what stands right below an entry is its own: `Columns` have names and codes too.
      if (!entry || path.length !== entry.depth + 1) return
      const field = path.at(-1) ?? ""
      entry.texts.set(field, (entry.texts.get(field) ?? "") + text)
    },
    close(name) {
      const at = path.lastIndexOf(name)
      if (at < 0) return
      // Closing an outer element closes those within that were not.
      path.length = at
      while ((open.at(-1)?.depth ?? 0) > at) {
        const entry = open.pop()
        if (entry) finish(entry)
      }
    },
  })

  return {
    scans: [...scans.values()],
    instruments: [...instruments.values()],
    locations: [...locations.values()],
    filters: [...filters.values()],
  }
}

/** `scanner.filter.DoubleField` and the like. */
function kindOf(type: string): ScanFilter["kind"] {
  const name = type.slice(type.lastIndexOf(".") + 1).toLowerCase()
  if (name.startsWith("double")) return "number"
  if (name.startsWith("int") || name.startsWith("long")) return "integer"
  if (name.startsWith("combo")) return "choice"
  return name.startsWith("bool") ? "yes_no" : null
}
