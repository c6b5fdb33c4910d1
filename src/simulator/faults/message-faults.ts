import type { ConnectionFaults, Faults } from "../faults.ts"
import { endMarkers, rowCountAt } from "../protocol/answer-layout.ts"
import type { Message } from "../protocol/message.ts"
import { unsetDouble, unsetInteger } from "../protocol/numbers.ts"

const each = (outgoing: NonNullable<ConnectionFaults["outgoing"]>) => (): Faults => ({ connect: () => ({ outgoing }) })

const replaced = (message: Message, at: number, value: string): Message =>
  message.map((field, index) => (index === at ? value : field))

/** Every list says that it has far more rows than it has, or a negative number of them, by turns. */
export function badCounts(): Faults {
  let turn = 0
  return {
    connect: () => ({
      outgoing(message) {
        const at = rowCountAt.get(message[0] ?? "")
        if (at === undefined) return [message]
        turn += 1
        return [replaced(message, at, turn % 2 === 1 ? unsetInteger : "-1")]
      },
    }),
  }
}

const unknownMessage: Message = ["253", "1", "a message that no client knows"]
const strayTick: Message = ["2", "6", "987654321", "8", "1"]
const strayError: Message = ["4", "2", "987654321", "399", "a warning for a request that nobody has made", ""]
const strayEnd: Message = ["52", "1", "987654321"]
const strays: readonly Message[] = [unknownMessage, strayTick, strayError, strayEnd]

/** Before every other message comes one that no client knows, or that belongs to a request that nobody has made. */
export function unknownIds(): Faults {
  let turn = 0
  return {
    connect: () => ({
      outgoing(message) {
        const stray = strays[Math.floor(turn / 2) % strays.length]
        turn += 1
        return turn % 2 === 1 && stray ? [stray, message] : [message]
      },
    }),
  }
}

/** Messages that keep a session alive and stay whole. */
const ofSession: ReadonlySet<string> = new Set(["4", "9", "15", "49"])

/** Every message but those of the session itself ends a field too early. */
export const fieldsMissing = each((message) => [
  ofSession.has(message[0] ?? "") || message.length < 3 ? message : message.slice(0, -1),
])

/** In each message: fields that are numbers, and what "no value" looks like there. */
const sentinels: Readonly<Record<string, (message: Message) => Message>> = {
  "1": (message) => setFrom(message, { 4: "-1", 5: "0" }),
  "2": (message) => setFrom(message, { 4: "-1" }),
  "7": (message) =>
    setFrom(message, { 14: unsetDouble, 15: unsetDouble, 16: unsetDouble, 17: unsetDouble, 18: unsetDouble }),
  "12": (message) => setFrom(message, { 6: "-1", 7: "0" }),
  "13": (message) => setFrom(message, { 7: "-1", 8: "0" }),
  "17": (message) => setRows(message, 5, 8, ["", unsetDouble, unsetDouble, unsetDouble, unsetDouble, "-1", "-1", "-1"]),
  "21": (message) => [...message.slice(0, 4), "-1", "-2", "-1", "-1", "-2", "-2", "-2", "-1"],
  "45": (message) => setFrom(message, { 4: unsetDouble }),
  "59": (message) => setFrom(message, { 5: unsetDouble, 6: unsetDouble }),
  "61": (message) => setFrom(message, { 15: unsetDouble }),
  "6": (message) => amount(message, 3),
  "63": (message) => amount(message, 5),
  "73": (message) => amount(message, 6),
  "89": (message) => setRows(message, 3, 2, [unsetDouble, "-1"]),
  "94": (message) => setFrom(message, { 2: unsetDouble, 3: unsetDouble, 4: unsetDouble }),
  "95": (message) => setFrom(message, { 3: unsetDouble, 4: unsetDouble, 5: unsetDouble, 6: unsetDouble }),
  "96": (message) => setRows(message, 3, 4, ["", "", "-1", ""]),
  "97": (message) => setRows(message, 3, 6, ["", "", "-1", unsetDouble, "0", "-1"]),
  "98": (message) => setRows(message, 3, 6, ["", "", unsetDouble, "-1", "", ""]),
  "99": (message) => setFrom(message, message[2] === "3" ? { 4: "-1", 5: "-1", 6: "0", 7: "0" } : { 4: unsetDouble }),
}

function setFrom(message: Message, values: Readonly<Record<number, string>>): Message {
  return message.map((field, at) => values[at] ?? field)
}

/** Account values are text as often as numbers; only numbers go missing. */
const amount = (message: Message, at: number): Message =>
  Number.isNaN(Number(message[at] || Number.NaN)) ? message : replaced(message, at, unsetDouble)

/** Values of each row by their place in it; an empty one leaves the field. */
function setRows(message: Message, from: number, width: number, values: readonly string[]): Message {
  return message.map((field, at) => (at < from ? field : values[(at - from) % width] || field))
}

/** Every number is what the protocol writes for "none": -1, -2, the largest double. */
export const sentinelsEverywhere = each((message) => [sentinels[message[0] ?? ""]?.(message) ?? message])

export const duplicateEndMarkers = each((message) =>
  endMarkers.has(message[0] ?? "") ? [message, message] : [message],
)

/** The Gateway's clock is ninety seconds ahead. */
export const clockSkew = each((message) =>
  message[0] === "49" ? [["49", "1", String(Number(message[2]) + 90)]] : [message],
)
