import type { Clock } from "../../clock/clock.ts"
import { failed } from "../../outcome/outcome.ts"
import type { Contract } from "../contracts/contract.ts"
import { createParallelLane, type Lane, pacingFailure, pause } from "../lanes.ts"
import { cancelled } from "../refusals.ts"
import type { BarSize, BarsRequest } from "./history.ts"

/**
 * IBKR's written limits on historical data (TWS API documentation, "Historical Data Limitations"): 50 requests at once,
 * and for bars of 30 seconds and less no identical request within 15 seconds, no six or more for the same contract,
 * exchange and kind within two seconds, no more than 60 within ten minutes, BID_ASK counting twice in each. For longer
 * bars the hard limits were lifted, so that only the 50 hold.
 */
const atOnce = 50
const identicalMs = 15_000
/** With a tenth of a second's margin: the time from one that was held up on its way to the next is shorter for IBKR. */
const burst = { most: 5, ms: 2_100 }
const long = { most: 60, ms: 600_000 }

const smallBars: ReadonlySet<BarSize> = new Set(["1 secs", "5 secs", "10 secs", "15 secs", "30 secs"])

/** How long IBKR refuses a request that is identical to one before, in ms; 0 for bars that have no such limit. */
export const refusedAgainMs = (barSize: BarSize): number => (smallBars.has(barSize) ? identicalMs : 0)

/**
 * How long to leave IBKR alone after a pacing violation, in ms. Small bars have to wait for much longer by their own
 * rules; for the others it is the window of the burst rule, which another program of the same login may have filled.
 */
export const pauseAfterViolationMs = (barSize: BarSize): number => (smallBars.has(barSize) ? 0 : burst.ms)

interface Sent {
  at: number
  readonly weight: number
  readonly identity: string
  readonly series: string
}

/** Lets a request through when the limits allow it, or says `pacing` when that would be after its deadline. */
export interface HistoryPace {
  lane(request: BarsRequest, identity: string): Lane
  /** For ticks of the past, which count like small bars. */
  tickLane(contract: Contract, source: "TRADES" | "BID_ASK" | "MIDPOINT", identity: string): Lane
  /** For head timestamps and schedules, which take one of the 50 places only. */
  readonly plain: Lane
}

export function createHistoryPace(clock: Clock): HistoryPace {
  const places = createParallelLane(
    clock,
    atOnce,
    `${atOnce} historical requests are under way, which is IBKR's limit.`,
  )
  let sent: Sent[] = []

  /** The earliest instant at which sending breaks no rule, counting what is booked already. */
  const earliest = (next: Sent): number => {
    let at = next.at
    for (const { identity, at: then } of sent) if (identity === next.identity) at = Math.max(at, then + identicalMs)
    const series = sent.filter((one) => one.series === next.series)
    at = Math.max(at, roomAt(series, burst, next, at))
    return Math.max(at, roomAt(sent, long, next, at))
  }

  const limited = (contract: Contract, source: string, identity: string): Lane => ({
    async enter(deadlineAt, signal) {
      const now = clock.elapsed()
      sent = sent.filter((one) => one.at > now - long.ms)
      const series = `${contract.conId} ${contract.exchange} ${source}`
      const booking = { at: now, weight: source === "BID_ASK" ? 2 : 1, identity, series }
      const at = earliest(booking)
      if (at >= deadlineAt)
        return failed(pacingFailure("IBKR limits requests for ticks and for bars of 30 seconds and less.", at - now))
      const booked = { ...booking, at }
      sent.push(booked)
      const fine = at === now || (await pause(clock, at - now, signal))
      const place = fine ? await places.enter(deadlineAt, signal) : failed(cancelled())
      // What is never sent counts for nothing.
      if (!place.ok) sent = sent.filter((one) => one !== booked)
      // The place can have come later than the limits allowed.
      booked.at = clock.elapsed()
      return place
    },
  })

  return {
    plain: places,
    lane: ({ contract, source, barSize }, identity) =>
      smallBars.has(barSize) ? limited(contract, source, identity) : places,
    tickLane: limited,
  }
}

/** When a window of `ms` has room for the request's weight, at `from` or later. */
function roomAt(sent: readonly Sent[], rule: { most: number; ms: number }, next: Sent, from: number): number {
  const newestFirst = sent.toSorted((a, b) => b.at - a.at)
  let weight = next.weight
  for (const one of newestFirst) {
    weight += one.weight
    if (weight > rule.most) return Math.max(from, one.at + rule.ms)
  }
  return from
}
