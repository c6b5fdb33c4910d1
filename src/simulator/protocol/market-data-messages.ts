import type { Computation } from "../world/world.ts"
import type { Message } from "./message.ts"
import { decimal, integer, javaDouble, price } from "./numbers.ts"

/** One thing that a market data line says; `type` is the protocol's tick type. */
export type Tick =
  | {
      readonly kind: "price"
      readonly type: number
      readonly price: number
      readonly size: number
      /** Tick type that carries the size alone when only the size changes; undefined for prices that have no size. */
      readonly sizeType: number | undefined
      readonly attributes: number
    }
  | { readonly kind: "size"; readonly type: number; readonly size: number }
  | { readonly kind: "generic"; readonly type: number; readonly value: number }
  | { readonly kind: "string"; readonly type: number; readonly text: string }
  | { readonly kind: "option"; readonly type: number; readonly computation: Computation }

/** Attributes of a price: whether it can be executed against automatically. */
export const canAutoExecute = 1

export function tickMessage(tickerId: number, tick: Tick): Message {
  const id = integer(tickerId)
  const type = integer(tick.type)
  switch (tick.kind) {
    case "price":
      return ["1", "6", id, type, price(tick.price), decimal(tick.size), integer(tick.attributes)]
    case "size":
      return ["2", "6", id, type, decimal(tick.size)]
    case "generic":
      return ["45", "6", id, type, decimal(tick.value)]
    case "string":
      return ["46", "6", id, type, tick.text]
    case "option":
      return ["21", id, type, "0", ...computationFields(tick.computation)]
  }
}

function computationFields(computation: Computation): readonly string[] {
  return [
    computation.impliedVolatility,
    computation.delta,
    computation.optionPrice,
    computation.pvDividend,
    computation.gamma,
    computation.vega,
    computation.theta,
    computation.underlyingPrice,
  ].map((value) => (Number.isInteger(value) ? integer(value) : javaDouble(value)))
}

export const snapshotEnd = (tickerId: number): Message => ["57", "1", integer(tickerId)]

/** 1 live, 2 frozen, 3 delayed, 4 delayed-frozen. */
export type DataType = 1 | 2 | 3 | 4

export const marketDataType = (tickerId: number, type: DataType): Message => [
  "58",
  "1",
  integer(tickerId),
  integer(type),
]

export const tickParameters = (
  tickerId: number,
  minTick: number,
  bboExchange: string,
  permissions: number,
): Message => ["81", integer(tickerId), decimal(minTick), bboExchange, integer(permissions)]

/** Where a CFD's data comes from: the client is to ask again with this con id. */
export const rerouteMarketData = (tickerId: number, conId: number, exchange: string): Message => [
  "91",
  integer(tickerId),
  integer(conId),
  exchange,
]

const custom = 53

/**
 * The answer of an option calculator; what could not be computed has the numbers that stand for that, the present value of
 * dividends always, as seen live.
 */
export const customComputation = (requestId: number, computation: Computation | undefined): Message => [
  "21",
  integer(requestId),
  integer(custom),
  "0",
  ...(computation
    ? computationFields({ ...computation, pvDividend: -1 })
    : ["-1", "-2", "-1", "-1", "-2", "-2", "-2", "-1"]),
]
