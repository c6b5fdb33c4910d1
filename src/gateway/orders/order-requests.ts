import type { Clock, Timer } from "../../clock/clock.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import { abandonable } from "../abandon.ts"
import { classify } from "../classify.ts"
import type { Gateway } from "../gateway.ts"
import type { SessionMessage } from "../messages.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import type { CompletedOrder, OpenOrder, OrderStatus, Orders } from "./order.ts"

/**
 * Under the Read-Only API setting a Gateway may refuse, with an error that names no request: it could as well be about
 * another one, so an answer that comes a little later is believed instead. Most likely it is while the answer to the
 * question whether that setting is on, asked when the session begins, has not come yet.
 */
const refusalMs = { known: 300, unknown: 1500 } as const

/** Orders of all clients, as one answer each. The request that would bind orders to this client is never sent. */
export function createOrderRequests(room: RequestRoom, clock: Clock): Pick<Gateway, "openOrders" | "completedOrders"> {
  const askOpen = createAsker<Orders<OpenOrder>>(room)
  const askCompleted = createAsker<Orders<CompletedOrder>>(room)
  const graceMs = () => refusalMs[room.connection.status().gatewayReadOnly === null ? "unknown" : "known"]

  return {
    openOrders(options) {
      const found = new Map<string, OpenOrder>()
      let unreadable = 0
      const refusal = createRefusal<Orders<OpenOrder>>(clock, graceMs())
      const request = askOpen(
        {
          key: "open",
          what: "the request for open orders",
          send: (requests) => requests.openOrders(),
          hear(message, answer) {
            if (message.type === "openOrder") found.set(keyOf(message.order), message.order)
            else if (message.type === "orderStatus") apply(message.status, found)
            else if (message.type === "unreadableRow" && message.of === "openOrders") unreadable++
            else if (message.type === "openOrdersEnd") {
              refusal.cancel()
              answer(success({ orders: [...found.values()], unreadable }))
            } else refusal.hear(message, answer)
          },
        },
        undefined,
      )
      return abandonable(request, options?.signal)
    },

    completedOrders(options) {
      const found: CompletedOrder[] = []
      let unreadable = 0
      const refusal = createRefusal<Orders<CompletedOrder>>(clock, graceMs())
      const request = askCompleted(
        {
          key: "completed",
          what: "the request for completed orders",
          send: (requests) => requests.completedOrders(),
          hear(message, answer) {
            if (message.type === "completedOrder") found.push(message.order)
            else if (message.type === "unreadableRow" && message.of === "completedOrders") unreadable++
            else if (message.type === "completedOrdersEnd") {
              refusal.cancel()
              answer(success({ orders: found, unreadable }))
            } else refusal.hear(message, answer)
          },
        },
        undefined,
      )
      return abandonable(request, options?.signal)
    },
  }
}

/** Orders entered elsewhere have no ids of their own: what tells them apart is IBKR's. */
const keyOf = ({ permId, clientId, orderId }: OpenOrder | OrderStatus): string => permId ?? `${clientId} ${orderId}`

function apply(status: OrderStatus, found: Map<string, OpenOrder>): void {
  const order = found.get(keyOf(status))
  if (order) found.set(keyOf(order), { ...order, ...status, permId: order.permId })
}

/** Gives up on an answer some time after a notice of Read-Only mode. */
function createRefusal<T>(clock: Clock, graceMs: number) {
  let timer: Timer | null = null
  return {
    hear(message: SessionMessage, answer: (outcome: Outcome<T>) => void) {
      if (message.type !== "notice" || message.code !== 321 || timer) return
      const meaning = classify(message.code, message.text)
      if (meaning.kind === "terminal" && meaning.failure.code === "read_only")
        timer = clock.after(graceMs, () => answer(failed(meaning.failure)))
    },
    cancel: () => timer?.cancel(),
  }
}
