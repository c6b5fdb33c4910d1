import { LRUCache } from "lru-cache"
import type { Clock } from "../clock/clock.ts"
import type { Failure, FailureCode, Outcome } from "../outcome/outcome.ts"
import { success } from "../outcome/outcome.ts"
import type { Answer } from "./answer.ts"

const away: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "not_connected",
  "connecting",
  "not_accepting",
  "connectivity_lost",
])

/** Whether a failure says that the Gateway is not there, or cut off from IBKR. */
export const isAway = ({ code }: Failure): boolean => away.has(code)

/** Whether it says that the Gateway could not be asked, rather than what it thinks of the question. */
export const couldNotAsk = (failure: Failure): boolean => isAway(failure) || failure.code === "request_timeout"

/** What is known of the answers to a question besides themselves. */
export interface Keeping<Data> {
  /**
   * Why an answer is not whole; null when it is. One that is not never takes the place of a kept one that is, and is not
   * given in its place when the reason is that the Gateway went away meanwhile.
   */
  lacks?(data: Data): Failure | null
  /** Wider questions, and what of their answer answers this one; null when nothing of it does. */
  readonly within?: readonly { readonly question: string; narrow(answer: Answer<Data>): Answer<Data> | null }[]
}

/** The last good answer to each question of one kind, for when the Gateway cannot be asked. */
export interface LastGood<Data> {
  /**
   * Asks afresh. A good answer is kept under `question`; when the Gateway could not be asked, the kept one is given, or
   * what a wider question's holds of it, marked stale with its age. Nothing kept is ever given while the Gateway answers.
   */
  ask(
    question: string,
    afresh: () => Promise<Outcome<Answer<Data>>>,
    keeping?: Keeping<Data>,
  ): Promise<Outcome<Answer<Data>>>
}

interface Kept<Data> {
  readonly answer: Answer<Data>
  readonly at: number
  readonly whole: boolean
}

/** Keeps at most `most` answers, least recently used out first. */
export function createLastGood<Data>(clock: Clock, most: number): LastGood<Data> {
  const kept = new LRUCache<string, Kept<Data>>({ max: most })

  const recall = (question: string, { within = [] }: Keeping<Data>): Kept<Data> | null => {
    const own = kept.get(question)
    if (own) return own
    for (const { question: wider, narrow } of within) {
      const found = kept.get(wider)
      const answer = found ? narrow(found.answer) : null
      if (found && answer) return { ...found, answer }
    }
    return null
  }

  const stale = ({ answer: { data, provenance }, at }: Kept<Data>, reason: Failure): Outcome<Answer<Data>> => {
    const staleS = Math.max(0, Math.round((clock.now() - at) / 1000))
    const warning = `Last known good answer, ${staleS} s old: ${reason.message}`
    return success({
      data,
      provenance: { ...provenance, source: "cache", staleS, warnings: [...provenance.warnings, warning] },
    })
  }

  return {
    async ask(question, afresh, keeping = {}) {
      const outcome = await afresh()
      if (!outcome.ok) {
        const last = couldNotAsk(outcome.failure) ? recall(question, keeping) : null
        return last ? stale(last, outcome.failure) : outcome
      }
      const lack = keeping.lacks?.(outcome.value.data) ?? null
      const before = kept.peek(question)
      if (lack === null || !before?.whole)
        kept.set(question, { answer: outcome.value, at: clock.now(), whole: lack === null })
      if (lack === null || !isAway(lack)) return outcome
      const last = recall(question, keeping)
      return last?.whole ? stale(last, lack) : outcome
    },
  }
}
