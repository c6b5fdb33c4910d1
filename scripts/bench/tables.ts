/** A table of columns and rows somewhere in an answer. */
export interface AnswerTable {
  /** Where it stands: `$.by_currency`. */
  readonly path: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/** Every table in an answer, tables within tables included. */
export function tablesIn(value: unknown, path = "$"): readonly AnswerTable[] {
  if (typeof value !== "object" || value === null) return []
  const own = tableOf(value, path)
  return [
    ...(own ? [own] : []),
    ...Object.entries(value).flatMap(([name, inner]) => tablesIn(inner, `${path}.${name}`)),
  ]
}

function tableOf(value: object, path: string): AnswerTable | null {
  if (!("columns" in value && "rows" in value && Array.isArray(value.columns) && Array.isArray(value.rows))) return null
  return {
    path,
    columns: value.columns.filter((name) => typeof name === "string"),
    rows: value.rows.filter((row) => Array.isArray(row)),
  }
}

/** Bytes of an answer with every table in it written as indented objects, four spaces deep. */
export const bytesAsIndentedObjects = (value: unknown): number => bytesIndented(withObjects(value))

/** What a table costs, and what its rows would as indented objects. Whole sentences, which cost the same either way, are left out. */
export function costOf({ columns, rows }: AnswerTable): { readonly table: number; readonly objects: number } {
  const terse = rows.map((cells) =>
    cells.map((cell) => (typeof cell === "string" && cell.length > sentence ? "" : cell)),
  )
  const objects = terse.map((cells) => objectOf(columns, cells))
  return { table: bytes({ columns, rows: terse }), objects: bytesIndented({ rows: objects }) }
}

/** Texts longer than this are sentences. */
const sentence = 40

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
const bytesIndented = (value: unknown): number => Buffer.byteLength(JSON.stringify(value, null, 4))

function withObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withObjects)
  if (typeof value !== "object" || value === null) return value
  const table = tableOf(value, "$")
  const fields = Object.entries(value).filter(([name]) => !table || (name !== "columns" && name !== "rows"))
  const plain = Object.fromEntries(fields.map(([name, inner]) => [name, withObjects(inner)]))
  return table ? { ...plain, rows: table.rows.map((cells) => objectOf(table.columns, cells)) } : plain
}

const objectOf = (columns: readonly string[], cells: readonly unknown[]): object =>
  Object.fromEntries(columns.map((name, index) => [name, withObjects(cells[index])]))
