/** Where the data of an answer came from. Of several kinds in one answer the least current is named. */
export type Source = "live" | "delayed" | "frozen" | "delayed_frozen" | "cache"

/** What every answer says about itself. The registry turns it into the `meta` of the contract. */
export interface Provenance {
  /** When the data was true, ms since the epoch. */
  readonly asOf: number
  readonly source: Source
  /** Age in seconds when this is the last known good answer; null when it is fresh. */
  readonly staleS: number | null
  /** The one account the answer is about, masked where that is asked for. */
  readonly account?: string
  readonly warnings: readonly string[]
}

export interface Answer<Data> {
  readonly data: Data
  readonly provenance: Provenance
}

/** What any question to the desk may be told besides its subject. */
export interface Asking {
  readonly signal?: AbortSignal | undefined
}

/** Tells the asker how far a long question has come. */
export type Progress = (done: number, total: number | null, message: string) => void

const currency: readonly Source[] = ["live", "delayed", "frozen", "delayed_frozen", "cache"]

/** The least current of several sources; `live` of none. */
export function leastCurrent(sources: Iterable<Source>): Source {
  let least = 0
  for (const source of sources) least = Math.max(least, currency.indexOf(source))
  return currency[least] ?? "live"
}

/** What several parts of one answer say of themselves together: as old and as indirect as the least current of them. */
export function joined(first: Provenance, ...others: readonly Provenance[]): Provenance {
  const all = [first, ...others]
  const ages = all.flatMap(({ staleS }) => staleS ?? [])
  return {
    ...first,
    asOf: Math.min(...all.map(({ asOf }) => asOf)),
    source: leastCurrent(all.map(({ source }) => source)),
    staleS: ages.length > 0 ? Math.max(...ages) : null,
    warnings: [...new Set(all.flatMap(({ warnings }) => warnings))],
  }
}
