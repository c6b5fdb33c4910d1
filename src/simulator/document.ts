/**
 * Reads a document that a person wrote (TOML or JSON, parsed already) field by field. It never fails in the middle: what
 * cannot be read reads as undefined, and `problem` says afterwards what was wrong first, where, and what is allowed.
 */
export interface Table {
  /** Where it stands: `events[2]`; empty for the whole document. */
  readonly path: string
  /** Undefined when the field is not there, as everywhere below. */
  text(field: string, allowed: string, isAllowed?: (text: string) => boolean): string | undefined
  number(field: string, allowed: string, isAllowed?: (value: number) => boolean): number | undefined
  /** One of several words. */
  word<W extends string>(field: string, words: readonly W[]): W | undefined
  /** Texts of a list; none when it is not there. */
  texts(field: string, allowed: string): readonly string[]
  /** Tables of a list; none when it is not there. */
  tables(field: string): readonly Table[]
  /** Names and amounts of a table; none when it is not there. */
  amounts(field: string, allowed: string, isName: (name: string) => boolean): Readonly<Record<string, number>>
  has(field: string): boolean
  /** Says that something is wrong with a field. */
  wrong(field: string, allowed: string): void
  /** Says that a field has to be there. */
  missing(field: string, allowed: string): void
  /** To be called when everything has been read: any other field is a mistake, most likely a misspelt one. */
  done(): void
}

export interface Document {
  readonly root: Table
  readonly problem: string | undefined
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A value as an error may show it. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing"
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

export function document(content: unknown): Document {
  let problem: string | undefined
  const complain = (text: string): void => {
    problem ??= text
  }

  const table = (value: unknown, path: string): Table => {
    const values = isRecord(value) ? value : {}
    if (!isRecord(value)) complain(`${path === "" ? "the document" : path} is ${shown(value)}; allowed: a table`)
    const known = new Set<string>()
    const at = (field: string): string => (path === "" ? field : `${path}.${field}`)

    const read = (field: string): unknown => {
      known.add(field)
      return Object.hasOwn(values, field) ? values[field] : undefined
    }
    const wrong = (field: string, allowed: string): void =>
      complain(`${at(field)} is ${shown(values[field])}; allowed: ${allowed}`)
    const list = (field: string, allowed: string): readonly unknown[] => {
      const value = read(field)
      if (value === undefined) return []
      if (Array.isArray(value)) return value
      wrong(field, allowed)
      return []
    }

    return {
      path,
      text(field, allowed, isAllowed = () => true) {
        const value = read(field)
        if (value === undefined || (typeof value === "string" && isAllowed(value))) return value
        wrong(field, allowed)
        return undefined
      },
      number(field, allowed, isAllowed = () => true) {
        const value = read(field)
        if (value === undefined || (typeof value === "number" && Number.isFinite(value) && isAllowed(value)))
          return value
        wrong(field, allowed)
        return undefined
      },
      word(field, words) {
        const value = read(field)
        const word = words.find((each) => each === value)
        if (word === undefined && value !== undefined) wrong(field, words.join(", "))
        return word
      },
      texts(field, allowed) {
        return list(field, allowed).flatMap((value) => {
          if (typeof value === "string") return value
          wrong(field, allowed)
          return []
        })
      },
      tables: (field) => list(field, "a list of tables").map((value, index) => table(value, `${at(field)}[${index}]`)),
      amounts(field, allowed, isName) {
        const value = read(field) ?? {}
        if (!isRecord(value)) wrong(field, allowed)
        const amounts: Record<string, number> = {}
        for (const [name, amount] of isRecord(value) ? Object.entries(value) : []) {
          if (typeof amount === "number" && Number.isFinite(amount) && isName(name)) amounts[name] = amount
          else complain(`${at(field)}.${name} is ${shown(amount)}; allowed: ${allowed}`)
        }
        return amounts
      },
      has: (field) => Object.hasOwn(values, field),
      wrong,
      missing(field, allowed) {
        if (Object.hasOwn(values, field)) return
        complain(`${at(field)} is missing; allowed: ${allowed}`)
      },
      done() {
        const stranger = Object.keys(values).find((field) => !known.has(field))
        if (stranger !== undefined) complain(`${at(stranger)} is not known; allowed: ${[...known].join(", ")}`)
      },
    }
  }

  return {
    root: table(content, ""),
    get problem() {
      return problem
    },
  }
}
