import type { Message, WireBar } from "../messages.ts"
import { cleanCount, cleanNumber, readNumber } from "../sanitise.ts"

const barFields = 8

/**
 * Message 17, the bars of a request, read at once: `17|reqId|start|end|n|[date|o|h|l|c|vol|wap|count]`. The library takes
 * every field of it off a queue and tells of every bar by itself, which holds the process up for longer than people wait
 * for a quote. Undefined when the frame is none of it.
 */
export function readBarsFrame(fields: readonly string[]): Message | undefined {
  if (fields[0] !== "17") return undefined
  const [reqId, count] = [Number(fields[1]), Number(fields[4] || Number.NaN)]
  if (!Number.isInteger(reqId)) return undefined
  const first = 5
  if (!Number.isInteger(count) || count < 0 || fields.length < first + count * barFields)
    return { type: "unreadable", reqId }
  const bars: WireBar[] = []
  for (let at = first; bars.length < count; at += barFields)
    bars.push({
      date: fields[at] ?? "",
      open: price(fields[at + 1]),
      high: price(fields[at + 2]),
      low: price(fields[at + 3]),
      close: price(fields[at + 4]),
      volume: cleanCount(number(fields[at + 5])),
      average: price(fields[at + 6]),
      count: cleanCount(number(fields[at + 7])),
    })
  return { type: "bars", reqId, bars }
}

/** The plain spelling first: nearly all of them have it. */
function number(text: string | undefined): number | null {
  if (text === undefined || text === "") return null
  const value = Number(text)
  return Number.isNaN(value) ? readNumber(text) : cleanNumber(value)
}

/** -1 is "none" in every number of a bar. A price below nought is otherwise real: crude oil closed at -37.63 in 2020. */
function price(text: string | undefined): number | null {
  const value = number(text)
  return value === -1 ? null : value
}
