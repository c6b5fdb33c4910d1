import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { Order, Orders } from "../../gateway/orders/order.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, failed, failure, type Outcome, success } from "../../outcome/outcome.ts"
import { type Accounts, aboutOne, hiddenWarning } from "../accounts.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "../answer.ts"
import { unusableCount, unusableText } from "../argument.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { goesBy, noneGoesBy, unusableName } from "../instruments/goes-by.ts"
import { longestInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { pageOf } from "../page.ts"
import { patience } from "../patience.ts"
import { completedRow, type OrderRow, openRow } from "./order-row.ts"
import { type TradedContract, tradedContracts } from "./traded-contracts.ts"

export const orderStates = ["open", "completed", "all"] as const

export interface OrdersQuestion {
  readonly account: string | null
  /** A symbol, an underlying's options included, or one instrument. */
  readonly symbol: string | null
  readonly state: (typeof orderStates)[number]
  /** Most orders of the answer; 1 to 500. */
  readonly limit: number
  readonly cursor: string | null
}

export interface OrderList {
  /** Open ones first, by account and instrument, then completed ones, newest first. */
  readonly orders: readonly OrderRow[]
  /** How many there are that were asked for. */
  readonly total: number
  readonly cursor: string | null
}

export const defaultOrders = 100
export const mostOrders = 500

export interface OrderDesk {
  /**
   * Orders of every client and of TWS, as they stand; nothing here can change one. `read_only` when the Gateway hides them
   * under its Read-Only API setting, which many do with completed ones: with `all`, one kind is then told without the other.
   */
  orders(question: OrdersQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<OrderList>>>
}

type Kind = "open" | "completed"
type Told = Outcome<Answer<readonly OrderRow[]>>

/** A Gateway in Read-Only mode may say nothing at all to the request for completed orders: it is not waited for longer. */
const silenceMs = 5000

export function createOrderDesk(gateway: Gateway, accounts: Accounts, contracts: Contracts, clock: Clock): OrderDesk {
  const lastGood = createLastGood<readonly OrderRow[]>(clock, 2)

  /** A group's orders bear its name instead of an account's: where nothing is to be hidden, they are shown too. */
  const isReadable = ({ account }: Order): boolean => accounts.areOpen || accounts.shown().includes(account)

  async function rows<One extends Order>(
    asked: Promise<Outcome<Orders<One>>>,
    rowOf: (order: One, contract: TradedContract, account: string) => OrderRow,
    asking: Asking,
    progress: Progress,
  ): Promise<Told> {
    const told = await asked
    if (!told.ok) return told
    const asOf = clock.now()
    const readable = accounts.asked(null)
    if (!readable.ok) return readable
    const { unreadable } = told.value
    if (told.value.orders.length === 0 && unreadable > 0) return failed(noneReadable)
    const own = told.value.orders.filter(isReadable)
    const all = own.map(({ contract }) => contract)
    const known = await tradedContracts(all, contracts, clock, asking, progress)
    if (asking.signal?.aborted === true) return failed(cancelled())
    const warnings = [
      ...(unreadable === 0 ? [] : [`Orders that could not be read and are missing here: ${unreadable}.`]),
      ...(known.unknown === 0
        ? []
        : [
            `Instruments that could not be looked up, whose prices may be in hundredths of the currency: ${known.unknown}.`,
          ]),
    ]
    return success({
      data: own.map((order) => cleaned(rowOf(order, known.of(order.contract), accounts.written(order.account)))),
      provenance: { asOf, source: "live", staleS: null, warnings },
    })
  }

  /** What people and the Gateway have written on an order can name accounts. */
  const cleaned = (row: OrderRow): OrderRow => ({
    ...row,
    reference: row.reference && accounts.clean(row.reference),
    ocaGroup: row.ocaGroup && accounts.clean(row.ocaGroup),
    whyHeld: row.whyHeld && accounts.clean(row.whyHeld),
    outcome: row.outcome && accounts.clean(row.outcome),
  })

  const openOrders = (asking: Asking, progress: Progress): Promise<Told> =>
    lastGood.ask("open", () => rows(gateway.openOrders(asking), openRow, asking, progress))

  const completedOrders = (asking: Asking, progress: Progress): Promise<Told> =>
    lastGood.ask("completed", async () => {
      if (gateway.status().gatewayReadOnly !== true)
        return rows(gateway.completedOrders(asking), completedRow, asking, progress)
      const waiting = patience(clock, silenceMs, asking.signal)
      const asked = gateway.completedOrders({ signal: waiting.signal }).finally(waiting.end)
      const told = await rows(asked, completedRow, asking, progress)
      const isSilent = !told.ok && told.failure.code === "request_timeout" && asking.signal?.aborted !== true
      return isSilent ? failed(hidden) : told
    })

  return {
    async orders(question, asking, progress) {
      const { account, symbol, state, limit, cursor } = question
      const refused = accounts.refused(account) ?? unusable(question)
      if (refused) return failed(refused)
      // One after the other: a refusal names neither of them.
      const open = state === "completed" ? null : await openOrders(asking, progress)
      const completed = state === "open" ? null : await completedOrders(asking, progress)
      const told = [open, completed].filter((one) => one !== null)
      const answers = told.flatMap((one) => (one.ok ? [one.value] : []))
      const failures = told.flatMap((one) => (one.ok ? [] : [one.failure]))
      const [first] = failures
      if (asking.signal?.aborted === true) return failed(cancelled())
      if (first && answers.length === 0) return failed(state === "completed" ? besides(first) : first)
      const notAllowed = accounts.refused(account)
      if (notAllowed) return failed(notAllowed)

      const name = account?.trim().toUpperCase() ?? null
      const meant = answers
        .flatMap(({ data }) => data)
        .filter((order) => name === null || [name, accounts.written(name)].includes(order.account.toUpperCase()))
      const fitting = meant.filter((order) => goesBy(order, symbol)).toSorted(inOrder)
      const page = pageOf(fitting, keyOf, cursor, limit)
      if (!page.ok) return page
      const asked = accounts.asked(account)
      const all = answers.map(({ provenance }) => provenance)
      const ages = all.flatMap(({ staleS }) => staleS ?? [])
      const missing: Kind = open?.ok === true ? "completed" : "open"
      return success({
        data: { orders: page.value.rows, total: fitting.length, cursor: page.value.cursor },
        provenance: {
          asOf: Math.min(...all.map(({ asOf }) => asOf)),
          source: leastCurrent(all.map(({ source }) => source)),
          staleS: ages.length > 0 ? Math.max(...ages) : null,
          ...aboutOne(accounts, asked.ok ? asked.value : []),
          warnings: [
            ...hiddenWarning(account === null ? accounts.hidden() : 0),
            ...new Set(all.flatMap(({ warnings }) => warnings)),
            ...noneGoesBy(symbol, fitting.length, meant.length),
            ...(first ? [`No ${missing} orders are shown: ${first.message} ${first.hint}`] : []),
          ],
        },
      })
    },
  }
}

const hidden = failure(
  "read_only",
  "The Gateway did not answer the request for completed orders, as some do not while their API is in Read-Only mode.",
  'The "Read-Only API" setting is under Configure > Settings > API > Settings in the Gateway; it is safest left on.',
)

const noneReadable = failure(
  "gateway_error",
  "There are orders, but none of them could be read.",
  "Ask again; if it stays, update ibkr-mcp or the Gateway and report it.",
)

/** What was filled can be seen without the orders. */
const besides = (reason: Failure): Failure =>
  reason.code === "read_only" ? { ...reason, hint: `ibkr_executions has what was filled. ${reason.hint}` } : reason

function inOrder(a: OrderRow, b: OrderRow): number {
  if (a.isOpen !== b.isOpen) return a.isOpen ? -1 : 1
  const newest = (b.completed?.at ?? 0) - (a.completed?.at ?? 0)
  return newest || compare(a.account, b.account) || compare(a.instrument, b.instrument) || compare(keyOf(a), keyOf(b))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Without IBKR's number an order is told apart by its client's, or else by what it says. */
const keyOf = ({ isOpen, permId, clientId, orderId, account, conId, type, limitPrice, stopPrice }: OrderRow): string =>
  `${isOpen ? "open" : "done"} ${permId ?? [clientId, orderId, account, conId, type, limitPrice, stopPrice].join(" ")}`

function unusable({ symbol, cursor, limit }: OrdersQuestion): Failure | null {
  return (
    unusableName(symbol) ??
    unusableText("cursor", cursor, longestInstrument) ??
    unusableCount("limit", limit, mostOrders)
  )
}
