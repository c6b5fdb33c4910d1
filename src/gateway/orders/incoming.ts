import { EventName, type IBApi, type Order as LibraryOrder } from "@stoqey/ib"
import { readContract } from "../contracts/incoming-contract.ts"
import type { CurrentFrame } from "../current-frame.ts"
import type { Message } from "../messages.ts"
import { cleanCount, cleanNumber, cleanText, nonZero, readNumber } from "../sanitise.ts"
import type { Execution } from "./execution.ts"
import type { Order } from "./order.ts"
import { readZonedInstant } from "./zoned-instant.ts"

/**
 * Orders and executions. What the library cannot keep whole (numbers of orders beyond 2^53) or fills in where there is
 * nothing (prices and quantities) is read from the frame's own fields, whose places have not changed since version 145.
 */
export function listenToOrders(ib: IBApi, frame: CurrentFrame, onMessage: (message: Message) => void): void {
  const field = (index: number) => frame.fields().at(index)
  const number = (index: number) => readNumber(field(index))

  ib.on(EventName.execDetails, (reqId, contract) => {
    // A version stood behind the message id until version 136.
    const fields = frame.fields().slice(frame.serverVersion() < 136 ? 1 : 0)
    onMessage({ type: "execution", reqId, execution: { ...readExecution(fields), contract: readContract(contract) } })
  })
  ib.on(EventName.execDetailsEnd, (reqId) => onMessage({ type: "executionsEnd", reqId }))
  ib.on(EventName.commissionReport, (report) => {
    onMessage({
      type: "commission",
      report: {
        execId: report.execId ?? "",
        commission: number(3),
        currency: report.currency ?? "",
        realizedPnl: number(5),
      },
    })
  })

  ib.on(EventName.openOrder, (orderId, contract, order, state) => {
    // A version stood behind the message id until version 145.
    const at = frame.serverVersion() < 145 ? 1 : 0
    onMessage({
      type: "openOrder",
      order: {
        ...readOrder(order, { limit: number(at + 16), aux: number(at + 17), quantity: number(at + 14) }),
        contract: readContract(contract),
        status: cleanText(state.status),
        permId: identity(field(at + 25)),
        filled: null,
        clientId: order.clientId ?? 0,
        orderId,
        parentId: order.parentId ? order.parentId : null,
        remaining: null,
        averagePrice: null,
        whyHeld: null,
      },
    })
  })
  ib.on(EventName.orderStatus, (orderId, status, _filled, _remaining, _average, _permId, parentId, _last, clientId) => {
    // A version stood behind the message id until version 131.
    const at = frame.serverVersion() < 131 ? 1 : 0
    const filled = cleanCount(number(at + 3))
    onMessage({
      type: "orderStatus",
      status: {
        orderId,
        clientId: clientId ?? 0,
        permId: identity(field(at + 6)),
        status,
        filled,
        remaining: cleanCount(number(at + 4)),
        // Nothing has an average price of nought before any of it is filled.
        averagePrice: filled === 0 ? null : number(at + 5),
        parentId: parentId ? parentId : null,
        whyHeld: cleanText(field(at + 10)),
      },
    })
  })
  ib.on(EventName.openOrderEnd, () => onMessage({ type: "openOrdersEnd" }))

  ib.on(EventName.completedOrder, (contract, order, state) => {
    // The library takes an advisor's profile, which stood among the fields until then, for what comes behind it.
    if (frame.serverVersion() < profilesGone) return onMessage({ type: "unreadableRow", of: "completedOrders" })
    onMessage({
      type: "completedOrder",
      order: {
        ...readOrder(order, { limit: number(15), aux: number(16), quantity: number(13) }),
        contract: readContract(contract),
        status: cleanText(state.status),
        permId: identity(field(23)),
        filled: cleanCount(cleanNumber(order.filledQuantity)),
        completedAt: readZonedInstant(state.completedTime),
        outcome: cleanText(state.completedStatus),
      },
    })
  })
  ib.on(EventName.completedOrdersEnd, () => onMessage({ type: "completedOrdersEnd" }))
}

const profilesGone = 177

/** A number that only tells things apart; none is written as 0, -1 or nothing. */
function identity(text: string | undefined): string | null {
  const digits = /^\d{1,20}$/.exec(text?.trim() ?? "")?.[0] ?? "0"
  return /^0*$/.test(digits) ? null : digits
}

const liquidities = { 1: "added", 2: "removed", 3: "routed_out" } as const

const isLiquidity = (code: number): code is keyof typeof liquidities => code in liquidities

/** Message 11 without its contract. */
function readExecution(fields: readonly string[]): Omit<Execution, "contract"> {
  const text = (index: number) => fields[index]?.trim() ?? ""
  const number = (index: number) => readNumber(fields[index])
  const liquidity = Number(text(30))
  return {
    execId: text(14),
    executedAt: readZonedInstant(fields[15]),
    account: text(16),
    side: text(18).toUpperCase(),
    quantity: cleanCount(number(19)),
    price: number(20),
    permId: identity(fields[21]),
    clientId: number(22) ?? 0,
    orderId: number(2) ?? 0,
    cumulativeQuantity: cleanCount(number(24)),
    averagePrice: number(25),
    orderReference: cleanText(fields[26]),
    isLiquidation: text(23) === "1",
    liquidity: isLiquidity(liquidity) ? liquidities[liquidity] : null,
  }
}

/** Types whose limit may be nought, as that of a combination can; of any other type that is no limit at all. */
const limited = /\b(LMT|LOC|LIT)\b/
/** Types with a price that triggers them, and those whose trigger follows the market. */
const triggered = /\b(STP|STOP|LIT|MIT)\b/
const trailing = /^TRAIL/

interface RawPrices {
  readonly limit: number | null
  readonly aux: number | null
  readonly quantity: number | null
}

/** The terms that open and completed orders share, and where each stands in the library's reading. */
function readOrder(
  order: LibraryOrder,
  { limit, aux, quantity }: RawPrices,
): Omit<Order, "contract" | "permId" | "status" | "filled"> {
  const type = order.orderType ?? ""
  const isTrailing = trailing.test(type)
  const isTriggered = !isTrailing && triggered.test(type)
  return {
    account: order.account ?? "",
    action: order.action ?? "",
    quantity: nonZero(quantity),
    type,
    limitPrice: limit === 0 && (isTrailing || !limited.test(type)) ? null : limit,
    stopPrice: isTriggered ? aux : null,
    trailingStopPrice: isTrailing ? cleanNumber(order.trailStopPrice) : null,
    trailingAmount: isTrailing ? nonZero(aux) : null,
    trailingPct: isTrailing ? cleanNumber(order.trailingPercent) : null,
    offset: isTrailing || isTriggered ? null : nonZero(aux),
    timeInForce: order.tif ?? "",
    goodTill: cleanText(order.goodTillDate),
    outsideRegularHours: order.outsideRth ?? null,
    ocaGroup: cleanText(order.ocaGroup),
    reference: cleanText(order.orderRef),
  }
}
