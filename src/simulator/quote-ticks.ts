import { genericTicks, shortableTicks } from "./generic-ticks.ts"
import { inLots } from "./lots.ts"
import { canAutoExecute, type DataType, type Tick } from "./protocol/market-data-messages.ts"
import type { Figures } from "./world/figures/figures.ts"
import type { Computation, Listing, Snapshot } from "./world/world.ts"

/** What a market data line shows at one look. */
export interface Look {
  readonly snapshot: Snapshot
  readonly figures: Figures
  readonly type: DataType
  readonly listing: Listing
  readonly computations: readonly { readonly kind: ComputationKind; readonly computation: Computation }[]
  readonly genericCodes: ReadonlySet<number>
  /** Shares in one unit of size: a hundred for US stocks before server version 159. */
  readonly lot: number
}

export const computationKinds = ["bid", "ask", "last", "model"] as const
export type ComputationKind = (typeof computationKinds)[number]

const liveTypes = {
  bid: 1,
  ask: 2,
  last: 4,
  high: 6,
  low: 7,
  volume: 8,
  close: 9,
  open: 14,
  at: 45,
  bidSize: 0,
  askSize: 3,
  lastSize: 5,
}
const delayedTypes: typeof liveTypes = {
  bid: 66,
  ask: 67,
  last: 68,
  high: 72,
  low: 73,
  volume: 74,
  close: 75,
  open: 76,
  at: 88,
  bidSize: 69,
  askSize: 70,
  lastSize: 71,
}
const liveComputations: Readonly<Record<ComputationKind, number>> = { bid: 10, ask: 11, last: 12, model: 13 }
const delayedComputations: Readonly<Record<ComputationKind, number>> = { bid: 80, ask: 81, last: 82, model: 83 }

type Part = "high" | "low" | "volume" | "close" | "last" | "at" | "open" | "bid" | "ask"

const streamOrder: readonly Part[] = ["high", "low", "volume", "close", "last", "at", "open", "bid", "ask"]
const snapshotOrder: readonly Part[] = ["last", "at", "high", "low", "volume", "close", "open", "bid", "ask"]

const isDelayed = (type: DataType): boolean => type >= 3

/**
 * Bid or ask. Frozen types keep showing the last ones; otherwise a side that is not current, or that nobody quotes while
 * the other is (an option far out of the money), is -1 with size 0, as a Gateway has it. What never has sides, such as
 * an index, has no tick.
 */
function side(look: Look, name: "bid" | "ask"): { price: number; size: number } | undefined {
  const { bid, ask, bidSize, askSize } = look.snapshot
  const isFrozen = look.type === 2 || look.type === 4
  const [value, size, other] = name === "bid" ? [bid, bidSize, ask] : [ask, askSize, bid]
  if (value === null) return other === null ? undefined : { price: -1, size: 0 }
  if (look.snapshot.current || isFrozen) return { price: value, size: inLots(size ?? 0, look.lot) }
  return { price: -1, size: 0 }
}

function partTick(look: Look, part: Part): Tick | undefined {
  const { snapshot, lot } = look
  const types = isDelayed(look.type) ? delayedTypes : liveTypes
  const type = types[part]
  const plain = (value: number | null): Tick | undefined =>
    value === null ? undefined : { kind: "price", type, price: value, size: 0, sizeType: undefined, attributes: 0 }
  switch (part) {
    case "bid":
    case "ask": {
      const shown = side(look, part)
      if (!shown) return undefined
      const sizeType = part === "bid" ? types.bidSize : types.askSize
      const attributes = look.type === 1 && shown.price >= 0 ? canAutoExecute : 0
      return { kind: "price", type, ...shown, sizeType, attributes }
    }
    case "last": {
      if (snapshot.last === null) return undefined
      const size = inLots(snapshot.lastSize ?? 0, lot)
      return { kind: "price", type, price: snapshot.last, size, sizeType: types.lastSize, attributes: 0 }
    }
    case "at":
      if (snapshot.lastAt === null) return undefined
      return { kind: "string", type, text: String(Math.floor(snapshot.lastAt / 1000)) }
    case "volume":
      return snapshot.volume === null ? undefined : { kind: "size", type, size: inLots(snapshot.volume, lot) }
    default:
      return plain(snapshot[part])
  }
}

const inOrder = (look: Look, order: readonly Part[]): readonly Tick[] =>
  order.map((part) => partTick(look, part)).filter((tick) => tick !== undefined)

/** All ticks of a stream in the order in which Gateways have been seen to send them. */
export function streamTicks(look: Look, withoutDefaults: boolean): readonly Tick[] {
  const types = isDelayed(look.type) ? delayedComputations : liveComputations
  const halted: readonly Tick[] = isDelayed(look.type)
    ? []
    : [{ kind: "generic", type: 49, value: look.snapshot.halted ? 1 : 0 }]
  return [
    ...shortableTicks(look.genericCodes, look.snapshot),
    ...(withoutDefaults ? [] : [...inOrder(look, streamOrder), ...halted]),
    ...look.computations.map(({ kind, computation }): Tick => ({ kind: "option", type: types[kind], computation })),
    ...genericTicks(look.genericCodes, look),
  ]
}

/** Default ticks in the order of a snapshot; those that do not exist now never come. */
export const snapshotTicks = (look: Look): readonly Tick[] =>
  inOrder(look, snapshotOrder).filter((tick) => tick.kind !== "price" || tick.price >= 0)

/** How many ticks a snapshot has that need not wait for more. */
export const completeSnapshot = snapshotOrder.length

/** What to send when `now` follows `before`: nothing, the tick, or of a price whose size alone has changed that size. */
export function changedTick(before: Tick | undefined, now: Tick): Tick | undefined {
  if (before === undefined || before.kind !== now.kind) return now
  if (before.kind === "price" && now.kind === "price") {
    const samePrice = before.price === now.price && before.attributes === now.attributes
    if (!samePrice) return now
    if (before.size === now.size || now.sizeType === undefined) return undefined
    return { kind: "size", type: now.sizeType, size: now.size }
  }
  return Bun.deepEquals(before, now) ? undefined : now
}
