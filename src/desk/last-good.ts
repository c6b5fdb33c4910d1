import { LRUCache } from "lru-cache"
import type { Clock } from "../clock/clock.ts"
import type { Failure, FailureCode, Outcome } from "../outcome/outcome.ts"
import { success } from "../outcome/outcome.ts"
import type { Answer } from "./answer.ts"

const connectionFailures: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "not_connected",
  "connecting",
  "not_accepting",
  "connectivity_lost",
  "request_timeout",
])

/** Whether a failure says that the Gateway could not be asked, rather than what it thinks of the question. */
const couldNotAsk = (failure: Failure): boolean => connectionFailures.has(failure.code)

/** The last good answer to each question of one kind, for when the Gateway cannot be asked. */
export interface LastGood<Data> {
  /**
   * Asks afresh. A good answer is kept under `question` unless it is `partial`; when the Gateway could not be asked, the
   * kept one is given, marked stale with its age. Nothing kept is ever given while the Gateway answers.
   */
  ask(
    question: string,
    afresh: () => Promise<Outcome<Answer<Data>>>,
    partial?: (data: Data) => boolean,
  ): Promise<Outcome<Answer<Data>>>
}

/** Keeps at most `most` answers, least recently used out first. */
export function createLastGood<Data>(clock: Clock, most: number): LastGood<Data> {
  const kept = new LRUCache<string, { readonly answer: Answer<Data>; readonly at: number }>({ max: most })
  return {
    async ask(question, afresh, partial = () => false) {
      const outcome = await afresh()
      if (outcome.ok) {
        if (!partial(outcome.value.data)) kept.set(question, { answer: outcome.value, at: clock.now() })
        return outcome
      }
      const last = couldNotAsk(outcome.failure) ? kept.get(question) : undefined
      if (!last) return outcome
      const staleS = Math.max(0, Math.round((clock.now() - last.at) / 1000))
      const warning = `Last known good answer, ${staleS} s old: ${outcome.failure.message}`
      const provenance = {
        ...last.answer.provenance,
        source: "cache" as const,
        staleS,
        warnings: [...last.answer.provenance.warnings, warning],
      }
      return success({ data: last.answer.data, provenance })
    },
  }
}
