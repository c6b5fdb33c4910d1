import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { TradingSpan } from "../../gateway/ticks/tick.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { unusableCount, unusableText } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { type PricedInstrument, pricedInstrument } from "../contracts/priced-instrument.ts"
import { readDuration } from "../history/bar-request.ts"
import { historySource } from "../history/history-source.ts"
import { spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { noDelayedTicks } from "./tick-failures.ts"
import { withoutTrades } from "./tick-kinds.ts"
import { type VolumeProfile, volumeProfile } from "./volume-profile.ts"

export interface VolumeQuestion {
  readonly instrument: string
  /** How much trading back from now, as bars take it: `1 D`, `2 W`. */
  readonly duration: string
  readonly regularHoursOnly: boolean
  /** Most rows, 1 to 1000; more prices are put together in steps. */
  readonly limit: number
}

/** Prices in `currency` divided by `priceMagnifier`. */
export interface VolumeAtPrice extends VolumeProfile, PricedInstrument {
  /** As IBKR writes it. */
  readonly duration: string
}

const mostRows = 1000
export const defaultSpan = "1 D"

const units = { S: "second", D: "day", W: "week", M: "month", Y: "year" } as const satisfies Record<
  string,
  TradingSpan["unit"]
>

export interface VolumeDesk {
  /** IBKR's histogram of what was traded at which price over a span up to now. `no_data` when nothing was. */
  volumeAtPrice(question: VolumeQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<VolumeAtPrice>>>
}

export function createVolumeDesk(gateway: Gateway, contracts: Contracts, clock: Clock): VolumeDesk {
  const lastGood = createLastGood<VolumeAtPrice>(clock, 30)

  return {
    async volumeAtPrice(question, asking, progress) {
      const { limit, regularHoursOnly } = question
      const refused = unusableText("duration", question.duration, 64) ?? unusableCount("limit", limit, mostRows)
      if (refused) return failed(refused)
      const instrument = readInstrument(question.instrument)
      if (!instrument.ok) return instrument
      const duration = readDuration(question.duration)
      if (!duration.ok) return duration
      const span = spanOf(duration.value.text)

      const key = JSON.stringify([spell(instrument.value), duration.value.text, regularHoursOnly, limit])
      return lastGood.ask(key, async () => {
        const resolved = await contracts.of(instrument.value, asking)
        if (!resolved.ok) return resolved
        const { details } = resolved.value
        const { contract, minTick } = details
        const unfit = withoutTrades(contract.secType)
        if (unfit) return unfit
        progress(0, 1, `Waiting for the volume at each price of ${resolved.value.instrument}`)
        const traded = await gateway.volumeAtPrice(contract, span, regularHoursOnly, asking)
        if (!traded.ok) return failed(noDelayedTicks(traded.failure))
        if (traded.value.length === 0) return nothingTraded(duration.value.text)
        const { source, warning } = historySource(gateway, details, { end: null, newest: null }, clock.now())
        return success({
          data: {
            ...pricedInstrument(resolved.value),
            duration: duration.value.text,
            ...volumeProfile(traded.value, minTick, limit),
          },
          provenance: { asOf: clock.now(), source, staleS: null, warnings: warning === null ? [] : [warning] },
        })
      })
    },
  }
}

function spanOf(duration: string): TradingSpan {
  const [count = "", letter = ""] = duration.split(" ")
  const unit = letter === "S" || letter === "W" || letter === "M" || letter === "Y" ? units[letter] : units.D
  return { count: Number(count), unit }
}

const nothingTraded = (duration: string) =>
  fail(
    "no_data",
    `IBKR counts no volume within ${duration}.`,
    "Ask over a longer duration, or for ibkr_historical_bars, whose volume reaches further back.",
  )
