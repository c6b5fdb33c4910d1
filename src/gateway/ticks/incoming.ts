import { EventName, type IBApi } from "@stoqey/ib"
import type { CurrentFrame } from "../current-frame.ts"
import { readNumber } from "../sanitise.ts"
import type { TickMessage, WireTick } from "./messages.ts"

/**
 * Ticks and volume at price (messages 89, 96 to 99). The library's events only say that a frame of the kind was whole:
 * its numbers are read again from the frame's fields, because it reads an empty price as 0 and "unset" as a number.
 */
export function listenForTicks(ib: IBApi, frame: CurrentFrame, onMessage: (message: TickMessage) => void): void {
  const past = (width: number, read: (fields: readonly string[]) => WireTick | null) => (reqId: number) => {
    const fields = frame.fields()
    const rows = rowsOf(fields, width)
    const ticks = rows.flatMap((row) => read(row) ?? [])
    onMessage({ type: "pastTicks", reqId, ticks, done: fields[firstRow + rows.length * width] === "1" })
  }
  ib.on(
    EventName.historicalTicks,
    past(4, ([time, , price]) => midpoint(time, price)),
  )
  ib.on(
    EventName.historicalTicksBidAsk,
    past(6, ([time, mask, ...prices]) => bidAsk(time, prices, mask)),
  )
  ib.on(
    EventName.historicalTicksLast,
    past(6, ([time, mask, price, size, ...where]) => trade(time, price, size, mask, where)),
  )

  const live = (reqId: number) => {
    const [, , type, time, ...rest] = frame.fields()
    const [price, size, mask, ...where] = rest
    const tick =
      type === "3"
        ? bidAsk(time, rest, rest[4])
        : type === "4"
          ? midpoint(time, price)
          : trade(time, price, size, mask, where)
    if (tick) onMessage({ type: "liveTick", reqId, tick })
  }
  ib.on(EventName.tickByTickAllLast, live)
  ib.on(EventName.tickByTickBidAsk, live)
  ib.on(EventName.tickByTickMidPoint, live)

  ib.on(EventName.histogramData, (reqId) => {
    const rows = rowsOf(frame.fields(), 2).map(([price, size]) => ({
      price: readNumber(price),
      size: readNumber(size),
    }))
    onMessage({ type: "histogram", reqId, rows })
  })
}

/** Behind the message id, the request id and the number of rows. */
const firstRow = 3

/** The frame's repeated fields: as many rows as the field before them says. */
function rowsOf(fields: readonly string[], width: number): readonly (readonly string[])[] {
  const count = readNumber(fields[firstRow - 1]) ?? 0
  return Array.from({ length: count }, (_, row) => fields.slice(firstRow + row * width, firstRow + (row + 1) * width))
}

/** Far beyond every tick, and still an instant that calendars can show. */
const latestS = 100_000_000_000

/** Null for a time that is none: such a tick has no place among the others. */
function seconds(text: string | undefined): number | null {
  const epochS = readNumber(text)
  return epochS !== null && Number.isInteger(epochS) && epochS > 0 && epochS < latestS ? epochS : null
}

function midpoint(time: string | undefined, price: string | undefined): WireTick | null {
  const epochS = seconds(time)
  return epochS === null ? null : { kind: "midpoint", epochS, price: readNumber(price) }
}

function bidAsk(
  time: string | undefined,
  [bid, ask, bidSize, askSize]: readonly string[],
  mask: string | undefined,
): WireTick | null {
  const epochS = seconds(time)
  if (epochS === null) return null
  return {
    kind: "bid_ask",
    epochS,
    bid: readNumber(bid),
    ask: readNumber(ask),
    bidSize: readNumber(bidSize),
    askSize: readNumber(askSize),
    mask: readNumber(mask) ?? 0,
  }
}

function trade(
  time: string | undefined,
  price: string | undefined,
  size: string | undefined,
  mask: string | undefined,
  [exchange = "", conditions = ""]: readonly string[],
): WireTick | null {
  const epochS = seconds(time)
  if (epochS === null) return null
  return {
    kind: "trades",
    epochS,
    price: readNumber(price),
    size: readNumber(size),
    exchange,
    conditions,
    mask: readNumber(mask) ?? 0,
  }
}
