import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { mostTicks, type Tick, type TickKind } from "../../gateway/ticks/tick.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { unusableCount } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { pricedInstrument } from "../contracts/priced-instrument.ts"
import { isClosed, zoneOf } from "../hours/trading-hours.ts"
import type { Ticks } from "./past-ticks.ts"
import { noDelayedTicks } from "./tick-failures.ts"
import { fittingKind } from "./tick-kinds.ts"
import { createSumming } from "./tick-summary.ts"

export interface LiveTicksQuestion {
  readonly instrument: string
  readonly kind: TickKind
  /** How long to listen, 1 to 60. */
  readonly seconds: number
  /** Most ticks of the answer, the newest; 1 to 1000. The summary is of all. */
  readonly limit: number
}

export const mostSeconds = 60

export interface LiveTickDesk {
  /**
   * Listens to every tick for some seconds. An instrument's live ticks can be asked for once in 15 seconds and three at once,
   * by IBKR's rules: the question waits for that. No tick in that time is an answer with a count of nought. Never kept.
   */
  liveTicks(question: LiveTicksQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<Ticks>>>
}

export function createLiveTickDesk(gateway: Gateway, contracts: Contracts, clock: Clock): LiveTickDesk {
  return {
    async liveTicks({ instrument, kind: asked, seconds, limit }, asking, progress) {
      const refused = unusableCount("seconds", seconds, mostSeconds) ?? unusableCount("limit", limit, mostTicks)
      if (refused) return failed(refused)
      const resolved = await contracts.named(instrument, asking)
      if (!resolved.ok) return resolved
      const { details } = resolved.value
      const { contract } = details
      const chosen = fittingKind(asked, contract.secType)
      if (!chosen.ok) return chosen
      const { kind, warning } = chosen.value

      const newest: Tick[] = []
      const summing = createSumming(kind)
      let total = 0
      let passed = 0
      /** Seconds that were waited before listening began; null while it has not. */
      let waited: number | null = null
      const everySecond = clock.every(1000, () => {
        passed++
        if (waited === null) progress(passed, null, "waiting for IBKR's pace: an instrument's ticks once in 15 s")
        else progress(passed, waited + seconds, total === 1 ? "1 tick" : `${total} ticks`)
      })
      const end = await gateway.liveTicks(
        { contract, kind, ms: seconds * 1000 },
        {
          begun() {
            waited = passed
          },
          tick(tick) {
            total++
            summing.add(tick)
            newest.push(tick)
            if (newest.length >= 2 * limit) newest.splice(0, newest.length - limit)
          },
        },
        asking,
      )
      everySecond.cancel()
      if (!end.ok) return failed(noDelayedTicks(end.failure))

      const ticks = newest.slice(-limit)
      const { cutShort, notices } = end.value
      const warnings = warning === null ? [...notices] : [warning, ...notices]
      if (cutShort) warnings.push(`Listening was cut short: ${cutShort.message}`)
      else if (total === 0)
        warnings.push(
          isClosed(details, clock.now())
            ? "No tick came: the instrument does not trade now (ibkr_market_hours says when)."
            : `No tick came in ${seconds} s.`,
        )
      return success({
        data: {
          ...pricedInstrument(resolved.value),
          kind,
          zone: zoneOf(details),
          ticks,
          total,
          truncated: ticks.length < total,
          cursor: null,
          summary: summing.summary(),
        },
        provenance: { asOf: clock.now(), source: "live", staleS: null, warnings },
      })
    },
  }
}
