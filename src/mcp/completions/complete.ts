import { nyseRange } from "../../calendar/nyse.ts"
import type { Clock } from "../../clock/clock.ts"
import { logBug } from "../../log/bug.ts"
import { checkText } from "../check-text.ts"
import type { ValueKind } from "../prompts/prompt.ts"
import type { Registry } from "../registry.ts"
import { newYorkDate } from "../resources/new-york-date.ts"

/** What a client is offered for what has been typed so far. */
export interface Completion {
  readonly values: string[]
  readonly total: number
  readonly hasMore: boolean
}

export interface CompletionQuestion {
  readonly of: ValueKind | "year"
  /** What has been typed. */
  readonly typed: string
  /** Arguments that are already filled in. */
  readonly given: Readonly<Record<string, string>>
}

/** The protocol's own limit. */
const most = 100

/** The most that a search of the catalogue answers at once. */
const mostScans = 50

/** Whoever types does not wait longer. */
const patienceMs = 1500

/** Shorter ones find everything, and the Gateway allows one search a second. */
const shortestSearch = 2

const none: Completion = { values: [], total: 0, hasMore: false }

/** Values that fit what has been typed, likeliest first. Never fails: what cannot be known in time is left out. */
export async function complete(
  question: CompletionQuestion,
  registry: Registry,
  signal: AbortSignal,
): Promise<Completion> {
  if (checkText(question.typed)) return none
  const waiting = withPatience(registry.clock, signal)
  try {
    const values = [...new Set(await valuesOf(question, registry, waiting))]
    return { values: values.slice(0, most), total: values.length, hasMore: values.length > most }
  } catch (error) {
    logBug(registry.log, "a completion failed by a bug", error)
    return none
  } finally {
    waiting.end()
  }
}

interface Waiting {
  /** Aborted when patience has run out. */
  readonly signal: AbortSignal
  /** What was promised, or null when it comes too late; it goes on, for whoever asks next. */
  orNothing<Value>(promised: Promise<Value>): Promise<Value | null>
  end(): void
}

function withPatience(clock: Clock, asker: AbortSignal): Waiting {
  const controller = new AbortController()
  const { promise: tooLate, resolve } = Promise.withResolvers<null>()
  const timer = clock.after(patienceMs, () => {
    controller.abort()
    resolve(null)
  })
  return {
    signal: AbortSignal.any([asker, controller.signal]),
    orNothing: (promised) => Promise.race([promised, tooLate]),
    end: timer.cancel,
  }
}

const startsLike = (typed: string) => {
  const beginning = typed.trim().toUpperCase()
  return (text: string): boolean => text.toUpperCase().startsWith(beginning)
}

async function valuesOf(
  { of, typed, given }: CompletionQuestion,
  registry: Registry,
  waiting: Waiting,
): Promise<readonly string[]> {
  const { desk, clock } = registry
  const fits = startsLike(typed)
  switch (of) {
    case "instrument":
      return instruments(typed, registry, waiting)
    case "instruments": {
      // Only the last of a list is being typed.
      const [, before = "", last = ""] = /^(.*,\s*)?([^,]*)$/s.exec(typed) ?? []
      return (await instruments(last, registry, waiting)).map((one) => `${before}${one}`)
    }
    case "account":
      return (await desk.connection(false, {})).data.accounts.filter(fits)
    case "year": {
      const [from, to] = [nyseRange.from, nyseRange.validThrough].map((date) => Number(date.slice(0, 4)))
      const years = Array.from({ length: (to ?? 0) - (from ?? 0) + 1 }, (_, index) => (from ?? 0) + index)
      const now = Number(newYorkDate(clock.now()).slice(0, 4))
      return years
        .toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now))
        .map(String)
        .filter(fits)
    }
    case "expiry": {
      const chains = given.symbol ? await waiting.orNothing(desk.optionChains(given.symbol, null, {})) : null
      const expirations = chains?.ok ? chains.value.data.chains.flatMap((chain) => chain.expirations) : []
      return expirations.toSorted().filter(fits)
    }
    case "scan_code": {
      const question = { words: typed, instrument: null, limit: mostScans, cursor: null }
      const found = await waiting.orNothing(desk.searchScans(question, {}, () => {}))
      return found?.ok ? found.value.data.entries.flatMap(({ kind, code }) => (kind === "scan" ? [code] : [])) : []
    }
    case "provider": {
      const known = await waiting.orNothing(desk.newsProviders({}))
      return known?.ok ? known.value.data.map(({ code }) => code).filter(fits) : []
    }
  }
}

/** Held ones first, then those asked about before, then what the Gateway finds. */
async function instruments(
  typed: string,
  { desk, names }: Registry,
  { signal, orNothing }: Waiting,
): Promise<readonly string[]> {
  const fits = startsLike(typed)
  const text = typed.trim()
  // What stands behind `IND:` or `FX:` is part of a name.
  const pattern = text.slice(text.indexOf(":") + 1)
  const searched = pattern.length < shortestSearch ? null : orNothing(desk.searchContracts(pattern, most, { signal }))
  const { held, recent } = (await orNothing(desk.knownInstruments({ signal }))) ?? { held: [], recent: [] }
  // What is held is for those to know who may ask for positions.
  const known = [...(names.includes("ibkr_positions") ? held : []), ...recent]
  const found = await searched
  const matches = found?.ok ? found.value.data.matches.flatMap(({ instrument }) => instrument ?? []) : []
  return [
    ...known.filter(({ instrument, symbol }) => fits(instrument) || fits(symbol)).map(({ instrument }) => instrument),
    ...(text.includes(":") ? matches.filter(fits) : matches),
  ]
}
