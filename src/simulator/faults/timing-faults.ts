import type { Faults } from "../faults.ts"
import { answeredRequest, streamMessages } from "../protocol/answer-layout.ts"
import type { Message } from "../protocol/message.ts"
import { requestId } from "../protocol/requests.ts"

/** Every other request waits so long for its answer, those between are answered at once: what is asked first comes last. */
export const slowAnswers = ({ by }: { readonly by: number }): Faults => ({
  connect(wire) {
    const delays = new Map<string, number>()
    const delayOf = (id: string): number => {
      const delay = delays.get(id) ?? (delays.size % 2 === 0 ? by : 0)
      delays.set(id, delay)
      return delay
    }
    return {
      outgoing(message) {
        const id = answeredRequest(message)
        const delay = id === undefined ? 0 : delayOf(id)
        if (delay === 0) return [message]
        wire.after(delay, () => wire.send(message))
        return []
      },
    }
  },
})

const cancels: ReadonlySet<string> = new Set(["2", "11", "25", "51", "63", "93", "95", "98"])
/** When a cancelled stream still says something, ms after the cancel. */
const lateMs = [100, 500, 2000] as const

/** A stream goes on for two seconds after it has been cancelled. */
export const ticksAfterCancel = (): Faults => ({
  connect(wire) {
    const latest = new Map<string, Message>()
    return {
      incoming(fields) {
        if (!cancels.has(fields[0] ?? "")) return undefined
        const id = String(requestId(fields, wire.version))
        const message = latest.get(id)
        latest.delete(id)
        if (message) for (const ms of lateMs) wire.after(ms, () => wire.send(message))
        return undefined
      },
      outgoing(message) {
        const id = answeredRequest(message)
        if (id !== undefined && streamMessages.has(message[0] ?? "")) latest.set(id, message)
        return [message]
      },
    }
  },
})
