/**
 * Reads the fields of one request in order. It never fails in the middle: what cannot be read reads as empty, and `problem`
 * says afterwards what was wrong first, in the words of the server that trips over it.
 */
export interface RequestFields {
  readonly messageId: number
  readonly version: number
  /** The request's own id, once `requestId` has read it; -1 before, and for requests that have none. */
  readonly id: number
  readonly problem: string | undefined
  text(): string
  /** Empty reads as undefined. */
  optionalText(): string | undefined
  /** Empty reads as 0: clients leave out what they have not set. */
  integer(): number
  /** Empty reads as undefined. */
  optionalNumber(): number | undefined
  flag(): boolean
  requestId(): number
  skip(count?: number): void
}

const largestInteger = 2147483647

export function requestFields(fields: readonly string[], version: number): RequestFields {
  let next = 1
  let id = -1
  let problem: string | undefined

  const text = (): string => {
    const value = fields[next]
    next += 1
    if (value === undefined) problem ??= "Unable to parse field: the message ends too early"
    return value ?? ""
  }

  const unreadable = (value: string): void => {
    problem ??= `Unable to parse data. java.lang.NumberFormatException: For input string: "${value.slice(0, 100)}"`
  }

  const whole = (value: string): number => {
    if (/^[+-]?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= largestInteger + 1) return Number(value)
    unreadable(value)
    return 0
  }

  return {
    messageId: Number(fields[0]),
    version,
    get id() {
      return id
    },
    get problem() {
      return problem
    },
    text,
    optionalText: () => text() || undefined,
    integer() {
      const value = text()
      return value === "" ? 0 : whole(value)
    },
    optionalNumber() {
      const value = text()
      if (value === "") return undefined
      if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(value)) return Number(value)
      unreadable(value)
      return undefined
    },
    flag() {
      const value = text().toLowerCase()
      if (value === "1" || value === "true") return true
      if (value !== "" && value !== "0" && value !== "false") unreadable(value)
      return false
    },
    requestId() {
      const read = whole(text())
      if (problem === undefined) id = read
      return id
    },
    skip(count = 1) {
      next += count
    },
  }
}
