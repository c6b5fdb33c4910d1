import type { Listing, SimulatedOrder } from "../world/world.ts"
import type { Message } from "./message.ts"
import { decimal, flag, integer, javaDouble, unsetDouble, unsetInteger } from "./numbers.ts"
import { since } from "./versions.ts"
import { loginZone, wallClock } from "./wall-clock.ts"

const fields = (count: number, value: string): readonly string[] => Array.from({ length: count }, () => value)
const empty = (count: number): readonly string[] => fields(count, "")
const when = (condition: boolean, ...values: readonly string[]): readonly string[] => (condition ? values : [])

/** Con id to trading class; what is no option has the right `?` in orders. */
const contract = (listing: Listing): readonly string[] => [
  integer(listing.conId),
  listing.symbol,
  listing.secType,
  listing.expiry,
  decimal(listing.strike),
  listing.right || "?",
  listing.multiplier,
  listing.exchange,
  listing.currency,
  listing.localSymbol,
  listing.tradingClass,
]

/** Action to order reference. */
const terms = (order: SimulatedOrder): readonly string[] => [
  order.action,
  decimal(order.quantity),
  order.orderType,
  javaDouble(order.limitPrice ?? 0),
  javaDouble(order.stopPrice ?? 0),
  order.timeInForce,
  "", // OCA group
  order.account,
  "", // open or close
  "0", // origin: customer
  "", // order reference
]

/** Advisor's allocation to exempt code. */
const allocation = (version: number): readonly string[] => [
  ...empty(3), // group, method, percentage
  ...when(version < since.faProfileGone, ""),
  "", // model
  "", // good till date
  "", // rule 80A
  "", // percent offset
  "", // settling firm
  "0", // short sale slot
  "", // designated location
  "-1", // exempt code
]

const pegBestAndMid = (version: number): readonly string[] => when(version >= since.pegBestPegMidOffsets, ...empty(5))

/** What a client sees of an order: its own ids, or zeros for what was placed elsewhere. */
export interface SeenOrder {
  readonly orderId: number
  readonly clientId: number
}

export function openOrder(version: number, order: SimulatedOrder, seen: SeenOrder, listing: Listing): Message {
  return [
    "5",
    integer(seen.orderId),
    ...contract(listing),
    ...terms(order),
    integer(seen.clientId),
    integer(order.permId),
    "0", // outside regular hours
    "0", // hidden
    "0", // discretionary amount
    "", // good after time
    `${order.permId}.0/${order.account}/${decimal(order.quantity)}`,
    ...allocation(version),
    "0", // auction strategy
    ...empty(5), // starting price, stock reference price, delta, stock range
    unsetInteger, // display size
    "0", // block order
    "0", // sweep to fill
    "0", // all or none
    "", // minimum quantity
    "3", // OCA type
    "0", // electronic trade only
    "0", // firm quote only
    "", // NBBO price cap
    "0", // parent id
    "0", // trigger method
    "", // volatility
    "0", // volatility type
    "None", // delta neutral order type, and what hangs on it
    "", // delta neutral price
    "0", // its con id
    ...empty(3), // its settling firm, clearing account and intent
    "?", // its open or close
    "0", // its short sale
    "0", // its short sale slot
    "", // its location
    "0", // continuous update
    "0", // reference price type
    ...empty(2), // trail stop price, trailing percent
    ...empty(2), // basis points and their type
    "", // combo legs described
    "0", // combo legs
    "0", // their prices
    "0", // combo routing
    ...fields(2, unsetInteger), // scale sizes
    "", // scale price increment
    "", // hedge type
    "0", // opt out of smart routing
    "", // clearing account
    "IB", // clearing intent
    "0", // not held
    "0", // delta neutral contract
    "", // algorithm
    "0", // solicited
    "0", // what if
    order.status,
    ...fields(9, unsetDouble), // margins and equity before, change, after
    ...empty(3), // commission, least, most
    "", // its currency
    "", // warning
    "0", // randomise size
    "0", // randomise price
    "0", // conditions
    "None", // adjusted order type
    ...fields(6, unsetDouble), // trigger, trail stop, limit offset, adjusted stop, stop limit, trailing amount
    "0", // adjusted trailing unit
    ...empty(3), // soft dollar tier
    "0", // cash quantity
    "1", // no automatic price for hedge
    "0", // order container
    "0", // discretionary up to limit
    "0", // price management algorithm
    ...when(version >= since.duration, ""),
    ...when(version >= since.postToAts, ""),
    ...when(version >= since.autoCancelParent, "0"),
    ...pegBestAndMid(version),
    ...when(version >= since.customerAccount, ""),
    ...when(version >= since.professionalCustomer, "0"),
    ...when(version >= since.bondAccruedInterest, ""),
    ...when(version >= since.includeOvernight, "0"),
    ...when(version >= since.cmeTaggingFieldsInOpenOrder, "", unsetInteger),
  ]
}

export const orderStatus = (order: SimulatedOrder, seen: SeenOrder): Message => [
  "3",
  integer(seen.orderId),
  order.status,
  decimal(order.filled),
  decimal(order.quantity - order.filled),
  decimal(order.averageFillPrice),
  integer(order.permId),
  "0", // parent id
  "0", // last fill price
  integer(seen.clientId),
  "", // why held
  "0", // market cap price
]

export const openOrdersEnd: Message = ["53", "1"]

export function completedOrder(version: number, order: SimulatedOrder, listing: Listing): Message {
  return [
    "101",
    ...contract(listing),
    ...terms(order),
    integer(order.permId),
    "0", // outside regular hours
    "0", // hidden
    "0", // discretionary amount
    "", // good after time
    ...allocation(version),
    ...empty(5), // starting price, stock reference price, delta, stock range
    unsetInteger, // display size
    "0", // sweep to fill
    "0", // all or none
    "", // minimum quantity
    "3", // OCA type
    "0", // trigger method
    "", // volatility
    "0", // volatility type
    "None", // delta neutral order type, and what hangs on it
    "", // delta neutral price
    "0", // its con id
    "0", // its short sale
    "0", // its short sale slot
    "", // its location
    "0", // continuous update
    "0", // reference price type
    ...empty(2), // trail stop price, trailing percent
    "", // combo legs described
    "0", // combo legs
    "0", // their prices
    "0", // combo routing
    ...fields(2, unsetInteger), // scale sizes
    "", // scale price increment
    "", // hedge type
    "", // clearing account
    "IB", // clearing intent
    "0", // not held
    "0", // delta neutral contract
    "", // algorithm
    "0", // solicited
    order.status,
    "0", // randomise size
    "0", // randomise price
    "0", // conditions
    ...fields(2, unsetDouble), // trail stop price, limit offset
    "0", // cash quantity
    "1", // no automatic price for hedge
    "0", // order container
    "", // auto cancel date
    decimal(order.filled),
    "0", // reference future
    flag(false), // auto cancel parent
    "", // shareholder
    "0", // imbalance only
    "0", // route marketable to best bid or offer
    "0", // parent's permanent id
    completedTime(order.completedAt),
    order.completedStatus,
    ...pegBestAndMid(version),
    ...when(version >= since.customerAccount, ""),
    ...when(version >= since.professionalCustomer, "0"),
  ]
}

function completedTime(at: number | null): string {
  if (at === null) return ""
  const { date, time } = wallClock(at, loginZone)
  return `${date} ${time} ${loginZone}`
}

export const completedOrdersEnd: Message = ["102"]
