import type { Clock } from "../../clock/clock.ts"
import type { Config } from "../../config/config.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Failure, Outcome } from "../../outcome/outcome.ts"
import type { Asking, Progress } from "../answer.ts"
import { notationOf } from "../instruments/instrument-query.ts"
import type { Quote, QuoteDesk } from "../quotes.ts"
import { hasSettled } from "./option-expiry.ts"
import type { OptionSearch, Seen } from "./option-search.ts"
import { type Forward, forwardOf, type LabelledGreeks, ownGreeks, quotedAt } from "./own-greeks.ts"

/** An option that was asked for its quote. */
export interface Looked extends Seen {
  readonly instrument: string
  readonly outcome: Outcome<Quote>
  /** The Gateway's, else our own; null where there are neither. */
  readonly greeks: LabelledGreeks | null
  /** What our own Greeks are made from; null where they are not our own. */
  readonly forward: Forward | null
}

/** How many options are quoted at once: the line budget, less one for the underlying. */
export const waveSize = ({ maxLines }: Config): number => Math.max(1, Math.min(50, maxLines - 1))

export interface Waves {
  /** Quotes wave by wave until nothing is left that may pass, or there is enough, or whoever asked has gone. */
  quoteInWaves(
    options: readonly ContractDetails[],
    search: OptionSearch,
    underlying: Quote | null,
    asking: Asking,
    progress: Progress,
  ): Promise<{ readonly looked: readonly Looked[]; readonly left: readonly ContractDetails[] }>
}

export function createOptionWaves(quotes: QuoteDesk, clock: Clock): Waves {
  return {
    async quoteInWaves(options, search, underlying, asking, progress) {
      let looked: readonly Looked[] = []
      let left = options
      for (let wave = 0; left.length > 0 && asking.signal?.aborted !== true && !search.enough(looked, left); wave++) {
        const total = looked.length + left.length
        progress(looked.length, total, `Quoted ${looked.length} of ${total} options`)
        const next = search.next(left, wave)
        const living = looked.filter(({ details }) => !hasSettled(details, clock.now()))
        const greeksExpected = !living.some(lacksGreeks) || living.some(hasGatewayGreeks)
        const quoted = next.map(async (details): Promise<Looked> => {
          const instrument = notationOf(details.contract)
          const outcome = await quotes.quoteOf({ details, instrument }, { ...asking, greeksExpected })
          const greeks = outcome.ok ? outcome.value.greeks : null
          return { details, instrument, outcome, greeks, delta: greeks?.delta ?? null, forward: null }
        })
        const all = [...looked, ...(await Promise.all(quoted))]
        looked = withOwnGreeks(all, underlying, clock.now())
        left = left.filter((option) => !next.includes(option) && search.mayPass(option, looked))
      }
      progress(looked.length, looked.length, `Quoted ${looked.length} options`)
      return { looked, left }
    },
  }
}

const seriesKey = ({ contract: { expiry, tradingClass } }: ContractDetails): string => `${expiry} ${tradingClass}`

/** Fills in what the Gateway does not give, from all that is known of an expiry. */
function withOwnGreeks(looked: readonly Looked[], underlying: Quote | null, now: number): readonly Looked[] {
  const markets = new Map<string, { readonly forward: Forward; readonly at: number }>()
  for (const [key, all] of Map.groupBy(looked, ({ details }) => seriesKey(details))) {
    const options = all.map(quotedOption)
    const forward = all.some(lacksGreeks) ? forwardOf(options, underlying) : null
    if (forward) markets.set(key, { forward, at: quotedAt(options, now) })
  }
  return looked.map((one) => {
    const market = lacksGreeks(one) && !hasSettled(one.details, now) ? markets.get(seriesKey(one.details)) : undefined
    const greeks = market ? ownGreeks(quotedOption(one), market.forward, market.at) : null
    return market && greeks ? { ...one, greeks, delta: greeks.delta, forward: market.forward } : one
  })
}

const lacksGreeks = ({ outcome }: Looked): boolean => outcome.ok && outcome.value.greeks === null

const hasGatewayGreeks = ({ outcome }: Looked): boolean => outcome.ok && outcome.value.greeks !== null

const quotedOption = ({ details, outcome }: Looked) => ({ details, quote: outcome.ok ? outcome.value : null })

/** Why the first option without a quote has none; null when all have one. */
export function firstFailure(looked: readonly Looked[]): Failure | null {
  for (const { outcome } of looked) if (!outcome.ok) return outcome.failure
  return null
}
