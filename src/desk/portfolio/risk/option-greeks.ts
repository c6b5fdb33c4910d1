import type { Clock } from "../../../clock/clock.ts"
import type { Config } from "../../../config/config.ts"
import type { Position } from "../../../gateway/accounts/account.ts"
import { isOption } from "../../../gateway/contracts/contract.ts"
import type { Failure } from "../../../outcome/outcome.ts"
import type { Asking, Progress } from "../../answer.ts"
import type { Resolved } from "../../contracts/contracts.ts"
import { zoneOf } from "../../hours/trading-hours.ts"
import { isAway } from "../../last-good.ts"
import { daysTo, hasSettled } from "../../options/option-expiry.ts"
import { waveSize } from "../../options/option-waves.ts"
import {
  assumptions,
  forwardOf,
  type LabelledGreeks,
  ownGreeks,
  type QuotedOption,
  quotedAt,
} from "../../options/own-greeks.ts"
import type { Quote, QuoteDesk } from "../../quotes.ts"
import { inWaves } from "../../waves.ts"
import type { KnownGreeks } from "./holding.ts"
import type { LookedUp } from "./look-up.ts"

/** Most options whose Greeks one picture asks for: those of the largest positions. */
const mostOptions = 200

export interface OptionGreeks {
  /** An option's Greeks, or why there are none. */
  of(conId: number): KnownGreeks
  readonly quotes: readonly Quote[]
  readonly warnings: readonly string[]
  /** Set when the Gateway went away meanwhile. */
  readonly lack: Failure | null
}

export interface GreeksParts {
  readonly quotes: QuoteDesk
  readonly config: Config
  readonly clock: Clock
}

/**
 * Asks for the Greeks of the options held, in waves that fit the line budget. Where the Gateway computes none, our own stand
 * in when the option has a bid and an ask and its underlying a price of the same kind of data.
 */
export async function greeksOfOptions(
  held: readonly Position[],
  lookedUp: LookedUp,
  { quotes, config, clock }: GreeksParts,
  asking: Asking,
  progress: Progress,
): Promise<OptionGreeks> {
  const looked = new Map<number, Quote>()
  const missing = new Map<number, string>()
  let lack: Failure | null = null

  const quote = async ({ details, instrument }: Resolved) => {
    const { conId } = details.contract
    const outcome = await quotes.quoteOf({ details, instrument }, asking)
    if (outcome.ok) looked.set(conId, outcome.value)
    else missing.set(conId, `no Greeks: ${outcome.failure.code}`)
    if (!outcome.ok && isAway(outcome.failure)) lack = outcome.failure
  }

  const options = held.map(({ contract }) => contract).filter(({ secType }) => isOption(secType))
  const known = [...new Set(options.map(({ conId }) => conId))].flatMap((conId) => lookedUp.contract(conId) ?? [])
  const asked = known.slice(0, mostOptions)
  await inWaves(asked, waveSize(config), quote, asking, (done) => {
    progress(done, asked.length, `Asked for the Greeks of ${done} of ${asked.length} options`)
  })

  const without = asked.filter(({ details }) => looked.get(details.contract.conId)?.greeks === null)
  const underlyings = new Map(
    without.flatMap(({ details: { contract } }) => {
      const underlying = lookedUp.underlying(contract.conId)
      return underlying ? [[underlying.details.contract.conId, underlying] as const] : []
    }),
  )
  await inWaves([...underlyings.values()], waveSize(config), quote, asking, (done) => {
    progress(done, underlyings.size, `Asked for ${done} of ${underlyings.size} underlyings of options without Greeks`)
  })
  const now = clock.now()
  const living = without.filter(({ details }) => !hasSettled(details, now))
  const own = ownOnes(living, lookedUp, looked, now)

  return {
    quotes: [...looked.values()],
    warnings: [...new Set([...own.warnings, ...[...looked.values()].flatMap(({ warnings }) => warnings)])],
    lack,
    of(conId) {
      const quoted = looked.get(conId)
      const greeks = quoted?.greeks ?? own.greeks.get(conId)
      if (quoted && greeks) return { found: greeks, dataType: quoted.dataType }
      if (quoted) return { missing: "no Greeks: neither the Gateway's nor our own could be computed" }
      if (lookedUp.contract(conId) === null) return { missing: "no Greeks: its contract was not found" }
      return { missing: missing.get(conId) ?? `no Greeks: only the ${mostOptions} largest options were asked for` }
    },
  }
}

/** Our own Greeks, each expiry and class of an underlying from one forward, and what they assume. */
function ownOnes(
  options: readonly Resolved[],
  lookedUp: LookedUp,
  looked: ReadonlyMap<number, Quote>,
  now: number,
): { readonly greeks: ReadonlyMap<number, LabelledGreeks>; readonly warnings: readonly string[] } {
  const greeks = new Map<number, LabelledGreeks>()
  const warnings: string[] = []
  const series = ({ details: { contract, underConId } }: Resolved) =>
    `${contract.symbol} ${contract.tradingClass} ${contract.expiry} ${underConId}`
  for (const group of Map.groupBy(options, series).values()) {
    const quoted = group.map(
      ({ details }): QuotedOption => ({
        details,
        quote: looked.get(details.contract.conId) ?? null,
      }),
    )
    const [first] = quoted
    const underlying = first ? lookedUp.underlying(first.details.contract.conId) : null
    const forward = forwardOf(quoted, looked.get(underlying?.details.contract.conId ?? -1) ?? null)
    if (!first || forward === null) continue
    const at = quotedAt(quoted, now)
    const found = quoted.flatMap((one) => {
      const computed = ownGreeks(one, forward, at)
      return computed ? [[one.details.contract.conId, computed] as const] : []
    })
    for (const [conId, computed] of found) greeks.set(conId, computed)
    const { tradingClass, symbol, expiry } = first.details.contract
    if (found.length === 0) continue
    const days = daysTo(expiry ?? "", now, zoneOf(first.details))
    warnings.push(assumptions(found.length, `${tradingClass ?? symbol} ${expiry}`, forward, days))
  }
  return { greeks, warnings }
}
