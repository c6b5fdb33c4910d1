import { type Client, type Department, request } from "./department.ts"
import { commissionReport, execution, executionsEnd } from "./protocol/execution-messages.ts"
import type { Message } from "./protocol/message.ts"
import { completedOrder, completedOrdersEnd, openOrder, openOrdersEnd, orderStatus } from "./protocol/order-messages.ts"
import { invalidRequest, orderNotFound, orderRejected, readOnlyMode } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { nextValidId } from "./protocol/session-messages.ts"
import { since } from "./protocol/versions.ts"
import { readTime } from "./protocol/wall-clock.ts"
import type { Listing, SimulatedExecution, SimulatedOrder } from "./world/world.ts"

/** Order ids that a new client may begin with: none of this login's orders has one that is higher. */
export function firstOrderId({ gateway, id }: Pick<Client, "gateway" | "id">): number {
  const now = gateway.clock.now()
  const used = gateway.world.accounts.accounts
    .flatMap((account) => gateway.world.accounts.openOrders(account, now))
    .filter(({ clientId }) => clientId === id)
    .map(({ orderId }) => orderId)
  return Math.max(0, ...used) + 1
}

const readNothing = (): void => undefined
const readOrderId = (fields: RequestFields): number => fields.requestId()
const readCancelledId = (fields: RequestFields): number => {
  if (fields.version < since.cmeTaggingFields) fields.skip()
  return fields.requestId()
}
const readExerciseId = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

const readFilter = (fields: RequestFields) => {
  fields.skip()
  return {
    id: fields.requestId(),
    clientId: fields.integer(),
    account: fields.text(),
    time: fields.text(),
    symbol: fields.text(),
    secType: fields.text(),
    exchange: fields.text(),
    side: fields.text().toUpperCase(),
  }
}

/**
 * Orders and executions, to be looked at. With the Read-Only API setting on, whatever changes an order and whatever binds
 * orders to this client is refused; with it off, orders are rejected all the same, since nothing here executes them.
 */
export function orderDepartment(client: Client): Department {
  const { gateway, version } = client
  const { accounts: book, contracts } = gateway.world

  const unlessReadOnly = (id: number, otherwise: () => void): void => {
    if (gateway.readOnly) client.refuse(id, readOnlyMode)
    else otherwise()
  }

  /** Order and client ids mean something to the client that placed the order only; others see zeros. */
  const seenBy = ({ orderId, clientId }: SimulatedOrder | SimulatedExecution) =>
    clientId === client.id ? { orderId, clientId } : { orderId: 0, clientId: 0 }

  const withListing = <T extends { readonly conId: number }>(
    items: readonly T[],
    message: (item: T, listing: Listing) => readonly Message[],
  ): readonly Message[] =>
    items.flatMap((item) => {
      const listing = contracts.byConId(item.conId)
      return listing ? message(item, listing) : []
    })

  const sendOpenOrders = (which: (order: SimulatedOrder) => boolean): void => {
    const now = gateway.clock.now()
    const orders = book.accounts.flatMap((account) => book.openOrders(account, now)).filter(which)
    const messages = withListing(orders, (order, listing) => [
      openOrder(version, order, seenBy(order), listing),
      orderStatus(order, seenBy(order)),
    ])
    client.send(...messages, openOrdersEnd)
  }

  const isOwn = ({ clientId }: SimulatedOrder): boolean => clientId === client.id

  const sendCompleted = (): void => {
    const now = gateway.clock.now()
    const orders = book.accounts.flatMap((account) => book.completedOrders(account, now))
    client.send(
      ...withListing(orders, (order, listing) => [completedOrder(version, order, listing)]),
      completedOrdersEnd,
    )
  }

  const executions = (filter: ReturnType<typeof readFilter>) => {
    const now = gateway.clock.now()
    const from = filter.time === "" ? undefined : readTime(filter.time, now)
    if (from?.kind === "invalid")
      return client.refuse(filter.id, invalidRequest(`Invalid execution time '${filter.time}'`))
    const side = filter.side === "BUY" ? "BOT" : filter.side === "SELL" ? "SLD" : filter.side
    const messages = withListing(
      book.accounts.flatMap((account) => book.executions(account, now)),
      (fill, listing) => {
        const fits =
          (filter.clientId === 0 || fill.clientId === filter.clientId) &&
          (filter.account === "" || fill.account === filter.account) &&
          (from === undefined || fill.at >= from.at) &&
          (filter.symbol === "" || listing.symbol === filter.symbol) &&
          (filter.secType === "" || listing.secType === filter.secType) &&
          (filter.exchange === "" || fill.exchange === filter.exchange) &&
          (side === "" || fill.side === side)
        return fits ? [execution(version, filter.id, fill, seenBy(fill), listing), commissionReport(fill)] : []
      },
    )
    client.send(...messages, executionsEnd(filter.id))
  }

  const bind = (): void => {
    if (client.id !== 0) client.refuse(-1, invalidRequest("Only the client with id 0 can bind orders automatically."))
  }

  return {
    requests: {
      3: request(client, readOrderId, (id) => unlessReadOnly(id, () => client.refuse(id, orderRejected))),
      4: request(client, readCancelledId, (id) => unlessReadOnly(id, () => client.refuse(id, orderNotFound(id)))),
      5: request(client, readNothing, () => unlessReadOnly(-1, () => sendOpenOrders(isOwn))),
      7: request(client, readFilter, executions),
      8: request(client, readNothing, () => unlessReadOnly(-1, () => client.send(nextValidId(firstOrderId(client))))),
      15: request(client, readNothing, () => unlessReadOnly(-1, bind)),
      16: request(client, readNothing, () => sendOpenOrders(() => true)),
      21: request(client, readExerciseId, (id) => unlessReadOnly(id, () => client.refuse(id, orderRejected))),
      58: request(client, readNothing, () => unlessReadOnly(-1, () => client.refuse(-1, orderRejected))),
      99: request(client, readNothing, () => unlessReadOnly(-1, sendCompleted)),
    },
  }
}
