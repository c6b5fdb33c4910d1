type Fields = readonly (string | number)[]

const times = (count: number, value: string): readonly string[] => Array.from({ length: count }, () => value)
const unset = "1.7976931348623157E308"
const noInteger = "2147483647"

/** What matters of an order; the rest is as on an ordinary one. */
export interface Terms {
  readonly permId?: string
  readonly orderId?: number
  readonly clientId?: number
  readonly account?: string
  readonly action?: string
  readonly quantity?: string
  readonly type?: string
  readonly limit?: string
  readonly aux?: string
  readonly status?: string
  readonly trailingStop?: string
  readonly trailingPct?: string
  readonly goodTill?: string
}

const contract = [265598, "AAPL", "STK", "", "0", "?", "", "SMART", "USD", "AAPL", "NMS"]

const termsOf = (order: Terms): Fields => [
  order.action ?? "BUY",
  order.quantity ?? "100",
  order.type ?? "LMT",
  order.limit ?? "190.0",
  order.aux ?? "0.0",
  "GTC",
  "group 1",
  order.account ?? "DU1234567",
  "",
  0,
  "my order",
]

/** Message 5 at version 193, field by field as the official client reads it (EOrderDecoder). */
export function openOrder(order: Terms = {}): Fields {
  const trailingStop = order.trailingStop ?? ""
  return [
    ...[5, order.orderId ?? 0, ...contract, ...termsOf(order), order.clientId ?? 0, order.permId ?? "1376327563"],
    ...[1, 0, "0", "", "", "", "", "", "", order.goodTill ?? "", "", "", "", 0, "", -1, 0],
    ...["", "", "", "", "", noInteger, 0, 0, 0, "", 3, 0, 0, "", 7, 0],
    ...["", 0, "None", "", 0, "", "", "", "?", 0, 0, "", 0, 0],
    ...[
      trailingStop,
      order.trailingPct ?? "",
      "",
      "",
      "",
      0,
      0,
      0,
      noInteger,
      noInteger,
      "",
      "",
      0,
      "",
      "IB",
      0,
      0,
      "",
    ],
    ...[0, 0, order.status ?? "PreSubmitted", ...times(9, unset), "", "", "", "", "", 0, 0, 0],
    ...["None", unset, trailingStop === "" ? unset : trailingStop, ...times(4, unset), 0, "", "", "", "0", 1, 0, 0, 0],
    ...["", "", 0, ...times(5, ""), "", 0, "", 0, "", noInteger],
  ]
}

/** Message 101 at version 193. */
export function completedOrder(order: Terms & { readonly filled?: string; readonly at?: string } = {}): Fields {
  return [
    ...[101, ...contract, ...termsOf(order), order.permId ?? "1376327563", 0, 0, "0", "", "", "", "", ""],
    ...[order.goodTill ?? "", "", "", "", 0, "", -1, "", "", "", "", "", noInteger, 0, 0, "", 3, 0],
    ...["", 0, "None", "", 0, 0, 0, "", 0, 0, "", "", "", 0, 0, 0, noInteger, noInteger, "", "", "", "IB", 0, 0, "", 0],
    ...[order.status ?? "Filled", 0, 0, 0, unset, unset, "0", 1, 0, "", order.filled ?? "100", 0, 0, "", 0, 0, 0],
    ...[order.at ?? "20261120 10:00:00 US/Eastern", "Filled Size: 100", ...times(5, ""), "", 0],
  ]
}

/** Message 3 at version 193. */
export const orderStatus = (
  order: Pick<Terms, "permId" | "orderId" | "clientId" | "status">,
  [filled, remaining, average]: readonly [string, string, string],
): Fields => [
  ...[3, order.orderId ?? 0, order.status ?? "Submitted", filled, remaining, average],
  ...[order.permId ?? "1376327563", 0, 0, order.clientId ?? 0, "locate", 0],
]

/** Message 11 at version 193. */
export const execution = (
  reqId: string,
  fill: { execId: string; permId?: string; time?: string; account?: string; side?: string; price?: string },
): Fields => [
  ...[11, reqId, 0, 265598, "AAPL", "STK", "", "0.0", "", "", "NASDAQ", "USD", "AAPL", "NMS", fill.execId],
  ...[fill.time ?? "20261120 09:31:05 US/Eastern", fill.account ?? "DU1234567", "NASDAQ", fill.side ?? "BOT"],
  ...["25", fill.price ?? "190.5", fill.permId ?? "1376327563", 7, 0, "25", "190.5", "my order", "", "", "", 2, 0],
]

/** Message 59. */
export const commission = (execId: string, cost: string, realized: string): Fields => [
  59,
  1,
  execId,
  cost,
  "USD",
  realized,
  unset,
  "",
]
