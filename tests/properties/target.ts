import fc from "fast-check"

/** Something that must hold whatever comes: a test for a moment, a target of `bun run fuzz` for as long as it is given. */
export interface Target {
  readonly name: string
  /** Cases that one seed stands for, few enough for a test of less than two seconds. */
  readonly cases: number
  open(): Promise<OpenTarget>
}

export interface OpenTarget {
  /** Draws the cases of a seed, of any when none is given. A failure is the report, shrunk case and seed in it. */
  draw(seed?: number): Promise<{ readonly cases: number; readonly failure: string | null }>
  close(): Promise<void>
}

/** What a target needs while it is drawn from, and its end. */
export interface Prepared<Case> {
  readonly property: fc.IRawProperty<Case>
  close?(): Promise<void>
}

export const target = <Case>(
  name: string,
  cases: number,
  prepare: () => Promise<Prepared<Case>> | Prepared<Case>,
): Target => ({
  name,
  cases,
  async open() {
    const { property, close } = await prepare()
    return {
      async draw(seed) {
        const details = await fc.check(property, { numRuns: cases, ...(seed === undefined ? {} : { seed }) })
        const report = () => `${fc.defaultReportMessage(details)}\n${Bun.inspect(details.errorInstance)}`
        return { cases: details.numRuns, failure: details.failed ? report() : null }
      },
      close: async () => close?.(),
    }
  },
})
