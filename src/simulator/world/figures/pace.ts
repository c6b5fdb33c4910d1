import { bounded } from "../market/traded.ts"
import type { Market } from "../world.ts"

/** How fast an instrument trades. */
export interface Pace {
  /** Trades in the last minute. */
  readonly tradesPerMinute: number
  /** Units in the last minute. */
  readonly volumePerMinute: number
  /** Units in the last three, five and ten minutes. */
  readonly last3Minutes: number
  readonly last5Minutes: number
  readonly last10Minutes: number
}

const barMs = 5000
const minuteMs = 60_000

const known = new WeakMap<Market, ReturnType<typeof bounded<string, Pace>>>()

/** In steps of five seconds: what is going on in the current one is not counted yet. */
export function paceAt(market: Market, conId: number, at: number): Pace {
  const to = Math.floor(at / barMs) * barMs
  const paces = known.get(market) ?? bounded<string, Pace>(500)
  known.set(market, paces)
  return paces.get(`${conId} ${to}`, () => paceUntil(market, conId, to))
}

function paceUntil(market: Market, conId: number, to: number): Pace {
  const query = {
    conId,
    from: to - 10 * minuteMs,
    to,
    barSeconds: barMs / 1000,
    what: "TRADES",
    regularHoursOnly: false,
  }
  const bars = market.bars(query)
  const sum = (minutes: number, of: "volume" | "count"): number =>
    bars.filter((bar) => bar.at >= to - minutes * minuteMs).reduce((total, bar) => total + Math.max(0, bar[of]), 0)
  return {
    tradesPerMinute: sum(1, "count"),
    volumePerMinute: sum(1, "volume"),
    last3Minutes: sum(3, "volume"),
    last5Minutes: sum(5, "volume"),
    last10Minutes: sum(10, "volume"),
  }
}
