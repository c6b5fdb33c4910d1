import type { RequestMessage } from "../messages.ts"
import type { DataType, MarketData, OptionComputation, OptionComputationKind } from "./market-data.ts"
import { realPrice } from "./real-price.ts"

type PriceField = "bid" | "ask" | "last" | "open" | "high" | "low" | "close" | "markPrice"
type SizeField = "bidSize" | "askSize" | "lastSize" | "volume" | "callOpenInterest" | "putOpenInterest"
/** What can be heard of an instrument; heard means that the Gateway has spoken of it, if only to say "none". */
export type Field = PriceField | SizeField | "lastAt" | "halted" | OptionComputationKind

/** Tick types of the TWS API ("Available Tick Types"); live and delayed ones have one name. */
const priceTicks: Readonly<Record<number, PriceField>> = {
  1: "bid",
  2: "ask",
  4: "last",
  6: "high",
  7: "low",
  9: "close",
  14: "open",
  37: "markPrice",
  66: "bid",
  67: "ask",
  68: "last",
  72: "high",
  73: "low",
  75: "close",
  76: "open",
}
const sizeTicks: Readonly<Record<number, SizeField>> = {
  0: "bidSize",
  3: "askSize",
  5: "lastSize",
  8: "volume",
  27: "callOpenInterest",
  28: "putOpenInterest",
  69: "bidSize",
  70: "askSize",
  71: "lastSize",
  74: "volume",
}
const computationTicks: Readonly<Record<number, OptionComputationKind>> = {
  10: "bid",
  11: "ask",
  12: "last",
  13: "model",
  80: "bid",
  81: "ask",
  82: "last",
  83: "model",
}
const lastTimeTicks = new Set([45, 88])
const haltedTicks = new Set([49, 90])

/** The size that belongs to a price. */
const sizeOf: Readonly<Partial<Record<PriceField, SizeField>>> = { bid: "bidSize", ask: "askSize", last: "lastSize" }

/** What one stream has said so far. */
export interface Look {
  readonly values: Partial<Record<PriceField | SizeField | "lastAt", number>>
  readonly computations: Partial<Record<OptionComputationKind, OptionComputation>>
  readonly heard: Set<Field | `${OptionComputationKind} computation`>
  readonly warnings: Set<string>
  halted: boolean | null
  dataType: DataType | null
  updatedAt: number | null
}

export const emptyLook = (): Look => ({
  values: {},
  computations: {},
  heard: new Set(),
  warnings: new Set(),
  halted: null,
  dataType: null,
  updatedAt: null,
})

/** Takes a tick in. Answers whether it is news: something that had not been heard of before. */
export function hear(look: Look, message: RequestMessage, secType: string, now: number): boolean {
  const before = look.heard.size
  switch (message.type) {
    case "price": {
      const field = priceTicks[message.tick]
      if (!field) return false
      const price = realPrice(message.price, message.size, secType)
      put(look, field, price)
      const size = sizeOf[field]
      if (size) put(look, size, price === null ? null : positive(message.size))
      break
    }
    case "size": {
      const field = sizeTicks[message.tick]
      if (!field) return false
      // A volume or open interest of nought is an answer; a bid for nothing is none.
      put(look, field, field.endsWith("Size") ? positive(message.size) : message.size)
      break
    }
    case "text": {
      const seconds = /^\d{9,11}$/.test(message.text) ? Number(message.text) : null
      if (!lastTimeTicks.has(message.tick)) return false
      put(look, "lastAt", seconds === null ? null : seconds * 1000)
      break
    }
    case "generic":
      if (!haltedTicks.has(message.tick)) return false
      look.halted = message.value === null || message.value < 0 ? null : message.value > 0
      look.heard.add("halted")
      break
    case "computation": {
      const kind = computationTicks[message.tick]
      if (!kind || Object.values(message.computation).every((value) => value === null)) return false
      look.computations[kind] = message.computation
      if (message.computation.delta !== null) look.heard.add(`${kind} computation`)
      break
    }
    case "dataType":
      look.dataType = message.dataType
      return false
    default:
      return false
  }
  look.updatedAt = now
  return look.heard.size > before
}

function put(look: Look, field: PriceField | SizeField | "lastAt", value: number | null): void {
  look.heard.add(field)
  if (value === null) delete look.values[field]
  else look.values[field] = value
}

const positive = (size: number | null): number | null => (size !== null && size > 0 ? size : null)

export function marketData(look: Look): MarketData {
  const value = (field: PriceField | SizeField | "lastAt") => look.values[field] ?? null
  return {
    bid: value("bid"),
    ask: value("ask"),
    bidSize: value("bid") === null ? null : value("bidSize"),
    askSize: value("ask") === null ? null : value("askSize"),
    last: value("last"),
    lastSize: value("last") === null ? null : value("lastSize"),
    lastAt: value("lastAt"),
    open: value("open"),
    high: value("high"),
    low: value("low"),
    close: value("close"),
    volume: value("volume"),
    markPrice: value("markPrice"),
    halted: look.halted,
    callOpenInterest: value("callOpenInterest"),
    putOpenInterest: value("putOpenInterest"),
    computations: { ...look.computations },
    dataType: look.dataType,
    updatedAt: look.updatedAt,
    warnings: [...look.warnings],
  }
}
