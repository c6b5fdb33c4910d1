export interface LineSplitterOptions {
  /** A whole line without its end, decoded as UTF-8. */
  readonly onLine: (line: string) => void
  /** A line that grew past the limit; what is left of it is skipped. */
  readonly onTooLong: (bytes: number) => void
  /** Most bytes of one line; 64 MiB when not given. */
  readonly limit?: number
}

const newline = 0x0a

/** Makes lines of chunks that may end anywhere, in the middle of a character too. Chunks are joined once a line. */
export class LineSplitter {
  readonly #options: LineSplitterOptions
  readonly #limit: number
  #parts: Buffer[] = []
  #length = 0
  #skipping = false

  constructor(options: LineSplitterOptions) {
    this.#options = options
    this.#limit = options.limit ?? 64 * 1024 * 1024
  }

  push(chunk: Buffer): void {
    let from = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      this.#keep(chunk.subarray(from, end))
      this.#finish()
      from = end + 1
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from))
  }

  #keep(part: Buffer): void {
    this.#length += part.length
    if (this.#length > this.#limit) {
      this.#skipping = true
      this.#parts = []
    } else if (!this.#skipping) this.#parts.push(part)
  }

  #finish(): void {
    const [first, ...rest] = this.#parts
    const length = this.#length
    const skipped = this.#skipping
    this.#parts = []
    this.#length = 0
    this.#skipping = false
    if (skipped) this.#options.onTooLong(length)
    else if (first !== undefined) {
      const line = rest.length === 0 ? first : Buffer.concat([first, ...rest])
      this.#options.onLine(line.toString("utf8"))
    }
  }
}
