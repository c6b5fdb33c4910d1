/** A JSON object that came over the wire, read field by field; what is missing or of another kind is null. */
export interface Row {
  text(field: string): string | null
  number(field: string): number | null
  flag(field: string): boolean | null
  row(field: string): Row
  rows(field: string): readonly Row[]
  /** A list of lists, as the tables that answer columns and rows have it. */
  cells(field: string): readonly (readonly unknown[])[]
  texts(field: string): readonly string[]
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Reads anything; what is not an object has no fields. */
export function row(value: unknown): Row {
  const fields = new Map<string, unknown>(isObject(value) ? Object.entries(value) : [])
  return {
    text: (field) => textOf(fields.get(field)),
    number: (field) => numberOf(fields.get(field)),
    flag: (field) => {
      const found = fields.get(field)
      return typeof found === "boolean" ? found : null
    },
    row: (field) => row(fields.get(field)),
    rows: (field) => list(fields.get(field)).map(row),
    cells: (field) => list(fields.get(field)).map(list),
    texts: (field) => list(fields.get(field)).flatMap((item) => textOf(item) ?? []),
  }
}

/** The rows of a table of columns and rows, field by field. */
export function tableRows(table: Row): readonly Row[] {
  const columns = table.texts("columns")
  return table.cells("rows").map((cells) => row(Object.fromEntries(columns.map((name, at) => [name, cells[at]]))))
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null)

export const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null

/** The outcome of a tool call as an MCP client sees it. */
export interface ToolAnswer {
  readonly isError: boolean
  readonly data: Row
}

/** Reads the result of `tools/call`; an error is read from its text, which is all that some clients look at. */
export function toolAnswer(result: unknown): ToolAnswer {
  const fields = row(result)
  const isError = fields.flag("isError") === true
  if (!isError) return { isError, data: fields.row("structuredContent") }
  const text = fields.rows("content")[0]?.text("text") ?? ""
  return { isError, data: row(parseJson(text)) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { error: { message: text } }
  }
}
