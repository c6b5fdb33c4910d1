import type { Client } from "./department.ts"
import { news } from "./generic-ticks.ts"
import { lotSize } from "./lots.ts"
import { dataType, delayMs, type Feed } from "./market-data-entitlement.ts"
import { newsOfContract } from "./news-watch.ts"
import { type DataType, marketDataType, type Tick, tickMessage } from "./protocol/market-data-messages.ts"
import type { Message } from "./protocol/message.ts"
import { since } from "./protocol/versions.ts"
import { changedTick, computationKinds, type Look, snapshotTicks, streamTicks } from "./quote-ticks.ts"
import { figuresAt } from "./world/figures/figures.ts"
import type { Listing } from "./world/world.ts"

export interface LineOptions {
  readonly tickerId: number
  readonly listing: Listing
  readonly feed: Exclude<Feed["kind"], "refused">
  readonly settledFor: DataType
  readonly genericCodes: ReadonlySet<number>
  readonly withoutDefaults: boolean
  readonly newsFrom: readonly string[]
  readonly isSnapshot: boolean
}

/** One market data request that is being answered. */
export interface Line extends LineOptions {
  /** What there is to say now that has not been said: a new data type, then ticks in their order. */
  news(now: number): readonly Message[]
  /** Ticks that have been sent at least once. */
  readonly told: number
}

/** A line remembers what its client knows; prices stay the world's. */
export function marketDataLine(client: Client, options: LineOptions): Line {
  const { world } = client.gateway
  const { tickerId, listing, feed, settledFor, isSnapshot } = options
  const known = new Map<string, Tick>()
  const headlines = options.genericCodes.has(news)
    ? newsOfContract(client, tickerId, listing, options.newsFrom)
    : undefined
  let knownType: DataType | undefined
  let lastSeen: Look | undefined

  const look = (now: number): Look => {
    const at = feed === "delayed" ? now - delayMs : now
    const snapshot = world.market.snapshot(listing.conId, at)
    const isOption = listing.secType === "OPT" || listing.secType === "FOP"
    const kinds = !isOption || isSnapshot ? [] : feed === "model" ? (["model"] as const) : computationKinds
    return {
      snapshot,
      figures: figuresAt(world.market, listing, snapshot, at),
      type: dataType(feed, settledFor, snapshot.current),
      listing,
      computations: kinds.flatMap((kind) => {
        const computation = world.market.computation(listing.conId, at, kind)
        return computation ? [{ kind, computation }] : []
      }),
      genericCodes: options.genericCodes,
      lot: client.version < since.marketDataInShares ? lotSize(listing) : 1,
    }
  }

  return {
    ...options,
    get told() {
      return known.size
    },
    news(now) {
      const seen = look(now)
      if (lastSeen && isSame(lastSeen, seen)) return []
      lastSeen = seen
      const messages: Message[] = []
      if (seen.type !== knownType) messages.push(marketDataType(tickerId, seen.type))
      knownType = seen.type
      const ticks = isSnapshot ? snapshotTicks(seen) : streamTicks(seen, options.withoutDefaults || feed === "model")
      for (const tick of ticks) {
        const key = `${tick.kind} ${tick.type}`
        const before = known.get(key)
        if (isSnapshot && before) continue
        const changed = changedTick(before, tick)
        known.set(key, tick)
        if (changed) messages.push(tickMessage(tickerId, changed))
      }
      return headlines ? [...messages, ...headlines.news(now)] : messages
    },
  }
}

/** Whether a look shows the very same prices as another: the world answers the same objects as long as nothing changes. */
const isSame = (a: Look, b: Look): boolean =>
  a.snapshot === b.snapshot &&
  a.type === b.type &&
  a.computations.length === b.computations.length &&
  a.computations.every(({ computation }, at) => computation === b.computations[at]?.computation)
