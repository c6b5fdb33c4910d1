import { type CompanyEvent, type EventField, type EventType, longestText, mostFields } from "./events.ts"

type Row = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value)

/** What a JSON text says; undefined when it is none. */
function parsed(json: string): { readonly value: unknown } | undefined {
  if (json.trim() === "") return { value: null }
  try {
    return { value: JSON.parse(json) }
  } catch {
    return undefined
  }
}

/** The kinds of events in the calendar's description of itself, `{"meta_data": {"event_types": [{"tag", "name"}]}}`; null when it is no JSON. */
export function readEventTypes(json: string): readonly EventType[] | null {
  const document = parsed(json)
  if (!document) return null
  const outer = isRow(document.value) ? document.value : {}
  const inner = isRow(outer.meta_data) ? outer.meta_data : outer
  const rows: readonly unknown[] = Array.isArray(inner.event_types) ? inner.event_types : []
  return rows.flatMap((row) => {
    const tag = typeof row === "string" ? row : isRow(row) && typeof row.tag === "string" ? row.tag : ""
    const name = isRow(row) && typeof row.name === "string" ? row.name.trim() : ""
    return tag === "" ? [] : [{ tag: tag.slice(0, longestText), name: (name || tag).slice(0, longestText) }]
  })
}

/** The events of an answer, whatever it wraps them in; null when it is no JSON. */
export function readEvents(json: string): readonly CompanyEvent[] | null {
  const document = parsed(json)
  return document ? rowsIn(document.value).map(({ row, tag }) => readEvent(row, tag)) : null
}

interface Found {
  readonly row: unknown
  /** The kind under which the answer lists it, when it lists events by kind. */
  readonly tag: string | null
}

/** A list of events; or an object with one under `events` or `data`, or with one list a kind; or a single event. */
function rowsIn(value: unknown): readonly Found[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.map((row: unknown) => ({ row, tag: null }))
  if (!isRow(value)) return [{ row: value, tag: null }]
  for (const list of [value.events, isRow(value.data) ? value.data.events : value.data])
    if (Array.isArray(list)) return rowsIn(list)
  const lists = Object.entries(value)
  if (lists.length === 0) return []
  if (lists.some(([, list]) => !Array.isArray(list))) return [{ row: value, tag: null }]
  return lists.flatMap(([tag, list]) => rowsIn(list).map(({ row }) => ({ row, tag })))
}

/** Where an event says its kind, its day and its contracts; everything else is told as it is. */
const ownFields = new Set(["event_type", "type", "index_date", "conids", "conid", "data"])
/** What says nothing of the event itself. */
const idle = new Set(["index_date_type", "filterSource", "source", "event_key", "tooltips"])

function readEvent(row: unknown, listedAs: string | null): CompanyEvent {
  if (!isRow(row)) return { tag: listedAs, date: null, conIds: [], fields: fieldsOf({ value: row }) }
  const said = [row.event_type, row.type].find((tag) => typeof tag === "string" && tag.trim() !== "")
  const others = Object.fromEntries(Object.entries(row).filter(([name]) => !ownFields.has(name) && !idle.has(name)))
  const data = isRow(row.data) ? row.data : row.data === undefined ? {} : { data: row.data }
  const fields = fieldsOf({ ...data, ...others })
  const days = [row.index_date, ...fields.filter(({ name }) => /(^|_)date$/.test(name)).map(({ value }) => value)]
  return {
    tag: typeof said === "string" ? said.trim().slice(0, longestText) : listedAs,
    date: days.map(dayOf).find((day) => day !== null) ?? null,
    conIds: [row.conids, row.conid].flat().flatMap(conIdOf),
    fields,
  }
}

/** `20180817`, `20180817T040000+0000` and `2018-08-17` as `YYYYMMDD`. */
function dayOf(value: unknown): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)(?!\d)/.exec(String(value)) ?? []
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  // A day that is not in the calendar would be read as one of the next month.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return null
  return `${year}${month}${day}`
}

function conIdOf(value: unknown): readonly number[] {
  const id = typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value
  return typeof id === "number" && Number.isInteger(id) && id > 0 && id < 2147483647 ? [id] : []
}

/** Every field that says something, inner ones by their path, no more and no longer than fits. */
function fieldsOf(row: Row): readonly EventField[] {
  const found: EventField[] = []
  const deepest = 4
  const add = (path: string, value: unknown, depth: number) => {
    if (found.length >= mostFields || value === null || value === undefined || value === "") return
    if (typeof value === "string") found.push({ name: path, value: value.slice(0, longestText) })
    else if (typeof value === "boolean" || typeof value === "number") found.push({ name: path, value })
    else if (Array.isArray(value) && value.every((one) => typeof one !== "object")) add(path, value.join(", "), depth)
    else if (depth >= deepest) add(path, JSON.stringify(value), depth)
    else
      for (const [name, inner] of Object.entries(value)) add(path === "" ? name : `${path}.${name}`, inner, depth + 1)
  }
  add("", row, 0)
  return found.map(({ name, value }) => ({ name: name.slice(0, longestText), value }))
}
