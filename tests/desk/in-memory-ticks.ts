import type { DepthExchange, DepthLook, DepthRequest } from "../../src/gateway/depth/depth.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import type {
  LiveTicksEnd,
  LiveTicksRequest,
  PastTicksRequest,
  PriceVolume,
  Tick,
  TradingSpan,
} from "../../src/gateway/ticks/tick.ts"
import { type Failure, type Outcome, success } from "../../src/outcome/outcome.ts"

/** What an in-memory Gateway knows of ticks and books, changed by tests as they go. */
export interface KnownTicks {
  /** Ascending; of all kinds. */
  past: Tick[]
  /** Whether ticks of the very instant asked about are among those before it: IBKR does not say. */
  includesEnd: boolean
  /** Those of `past` that a Gateway tells without a price: they count, and are not there. */
  priceless: ReadonlySet<Tick>
  /** What comes of live ticks, all at once, and how it ends. */
  live: readonly Tick[]
  liveEnd: Outcome<LiveTicksEnd>
  volumes: readonly PriceVolume[]
  /** By exchange. */
  books: Map<string, DepthLook | Failure>
  depthExchanges: readonly DepthExchange[]
}

export interface AskedTicks {
  readonly past: PastTicksRequest[]
  readonly live: LiveTicksRequest[]
  readonly volumes: TradingSpan[]
  readonly depth: DepthRequest[]
}

export const noTicks = (): KnownTicks => ({
  past: [],
  includesEnd: false,
  priceless: new Set(),
  live: [],
  liveEnd: success({ cutShort: null, notices: [] }),
  volumes: [],
  books: new Map(),
  depthExchanges: [],
})

type TickMethods = Pick<Gateway, "pastTicks" | "liveTicks" | "volumeAtPrice" | "depth" | "depthExchanges">

/** As a Gateway does it: whole seconds, at most the count and what shares a second with its last. */
export function inMemoryTicks(
  known: KnownTicks,
  asked: AskedTicks,
  unlessDown: <T>(answer: () => Outcome<T>) => Promise<Outcome<T>>,
): TickMethods {
  const told = (all: readonly Tick[]) => ({
    ticks: all.filter((tick) => !known.priceless.has(tick)),
    times: all.map(({ at }) => at),
  })
  return {
    pastTicks: (request) =>
      unlessDown(() => {
        asked.past.push(request)
        const { direction, at, count, kind } = request
        const all = known.past.filter((tick) => tick.kind === kind)
        if (direction === "from") {
          const from = all.filter((tick) => tick.at >= at)
          const last = from[count - 1]?.at
          return success(told(last === undefined ? from : from.filter((tick) => tick.at <= last)))
        }
        const before = all.filter((tick) => tick.at < at || (known.includesEnd && tick.at === at))
        const first = before.at(-count)?.at
        return success(told(first === undefined ? before : before.filter((tick) => tick.at >= first)))
      }),
    liveTicks: (request, listener) =>
      unlessDown(() => {
        asked.live.push(request)
        listener.begun?.()
        for (const tick of known.live) listener.tick(tick)
        return known.liveEnd
      }),
    volumeAtPrice: (_contract, span) =>
      unlessDown(() => {
        asked.volumes.push(span)
        return success(known.volumes)
      }),
    depth: (request) =>
      unlessDown(() => {
        asked.depth.push(request)
        const found = known.books.get(request.contract.exchange)
        if (!found) return success({ book: { bids: [], asks: [] }, venues: null, settled: false })
        return "code" in found ? { ok: false, failure: found } : success(found)
      }),
    depthExchanges: () => unlessDown(() => success(known.depthExchanges)),
  }
}
