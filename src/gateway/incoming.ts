import { EventName, type IBApi, type ContractDetails as LibraryDetails } from "@stoqey/ib"
import { listenForAdvisor } from "./advisor/incoming.ts"
import { listenForMarketRules } from "./contracts/incoming.ts"
import { readBond, readContract, readDetails } from "./contracts/incoming-contract.ts"
import type { CurrentFrame } from "./current-frame.ts"
import { listenForDepth } from "./depth/incoming.ts"
import { listenForEvents } from "./events/incoming.ts"
import type { Message } from "./messages.ts"
import { listenForNews } from "./news/incoming.ts"
import { listenToOrders } from "./orders/incoming.ts"
import type { DataType, OptionComputation } from "./quotes/market-data.ts"
import { cleanCount, cleanId, cleanList, cleanNumber, cleanText, nonZero, readNumber } from "./sanitise.ts"
import { listenToScanner } from "./scanner/incoming.ts"
import { listenForTicks } from "./ticks/incoming.ts"

/** The library's own codes, which never come from a Gateway: TCP trouble (which the adapter hears itself), bad frames. */
const libraryConnectFailed = 502
const libraryCannotDecode = 505

/**
 * Turns the library's events into messages. Numbers that the library reads wrongly (an empty field as 0, the bid size
 * that it drops, "not computed" in option computations) are read again from the frame's own fields.
 */
export function listen(ib: IBApi, frame: CurrentFrame, onMessage: (message: Message) => void): void {
  const field = (index: number) => frame.fields().at(index)
  const number = (index: number) => readNumber(field(index))
  /** The library's types are wrong for bond terms and missing for schedules. */
  const untyped: { on(event: string, listener: (...args: never[]) => void): unknown } = ib

  listenToOrders(ib, frame, onMessage)
  listenForAdvisor(ib, onMessage)
  listenToScanner(ib, frame, onMessage)
  listenForTicks(ib, frame, onMessage)
  listenForDepth(ib, frame, onMessage)
  listenForNews(ib, onMessage)
  listenForMarketRules(ib, frame.fields, onMessage)
  listenForEvents(ib, onMessage)

  ib.on(EventName.nextValidId, () => onMessage({ type: "nextId" }))
  ib.on(EventName.managedAccounts, (list) => onMessage({ type: "accounts", accounts: cleanList(list) }))
  ib.on(EventName.currentTime, (seconds) => {
    const epochS = cleanNumber(seconds)
    if (epochS !== null) onMessage({ type: "time", epochS })
  })

  // Errors without a request id arrive as `info`: 326, 1100 to 1300, the farm notices, "Read-Only mode".
  ib.on(EventName.info, (text, code) => onMessage({ type: "notice", code, text }))
  ib.on(EventName.error, (error, code, reqId) => {
    if (code === libraryConnectFailed) return
    if (code === libraryCannotDecode && reqId === -1) {
      // Its text can hold what was left of the frame, account data perhaps: never passed on. Fields left over at a
      // message's end, and messages of a kind that is not known, harm nobody; a message that is too short fails its request.
      const lost = error.message.startsWith("Underrun") ? unreadableMessage(frame.fields()) : null
      if (lost) onMessage(lost)
    } else onMessage({ type: "error", reqId, code, text: error.message })
  })

  ib.on(EventName.contractDetails, (reqId, details) => {
    onMessage({ type: "contract", reqId, details: readDetails(details, null) })
  })
  untyped.on(EventName.bondContractDetails, (reqId: number, details: LibraryDetails) => {
    const coupon = number(frame.serverVersion() < 164 ? 6 : 5)
    onMessage({ type: "contract", reqId, details: readDetails(details, readBond(details, coupon)) })
  })
  ib.on(EventName.contractDetailsEnd, (reqId) => onMessage({ type: "contractsEnd", reqId }))
  ib.on(EventName.symbolSamples, (reqId, rows) => {
    const matches = rows.map(({ contract, derivativeSecTypes }) => ({
      // A bond issuer's row has -1, or on some versions nothing, which the library reads as 0.
      conId: contract?.conId !== undefined && contract.conId > 0 ? contract.conId : null,
      symbol: cleanText(contract?.symbol),
      secType: contract?.secType ?? "",
      primaryExchange: cleanText(contract?.primaryExch),
      currency: cleanText(contract?.currency),
      description: cleanText(contract?.description),
      derivativeTypes: (derivativeSecTypes ?? []).map(String).filter((type) => type !== ""),
    }))
    onMessage({ type: "symbols", reqId, matches })
  })
  ib.on(
    EventName.securityDefinitionOptionParameter,
    (reqId, exchange, underlyingConId, tradingClass, multiplier, expirations, strikes) => {
      onMessage({
        type: "optionParameters",
        reqId,
        parameters: {
          exchange,
          underlyingConId: cleanId(underlyingConId) ?? 0,
          tradingClass,
          multiplier: String(nonZero(cleanNumber(Number(multiplier))) ?? ""),
          expirations: expirations.filter((day) => /^\d{8}$/.test(day)).sort(),
          strikes: strikes.filter((strike) => cleanNumber(strike) !== null).sort((a, b) => a - b),
        },
      })
    },
  )
  ib.on(EventName.securityDefinitionOptionParameterEnd, (reqId) => onMessage({ type: "optionParametersEnd", reqId }))

  ib.on(EventName.tickPrice, (reqId, tick) => {
    onMessage({ type: "price", reqId, tick, price: number(4), size: cleanCount(number(5)) })
  })
  ib.on(EventName.tickSize, (reqId, tick) => {
    // The library derives one from tickPrice too, except for the bid: tickPrice brings its own size here.
    if (field(0) === "2") onMessage({ type: "size", reqId, tick: tick ?? -1, size: cleanCount(number(4)) })
  })
  ib.on(EventName.tickGeneric, (reqId, tick) => onMessage({ type: "generic", reqId, tick, value: number(4) }))
  ib.on(EventName.tickString, (reqId, tick, text) => onMessage({ type: "text", reqId, tick, text }))
  ib.on(EventName.tickOptionComputation, (reqId, tick) => {
    onMessage({ type: "computation", reqId, tick, computation: readComputation(frame.fields().slice(-8)) })
  })
  ib.on(EventName.marketDataType, (reqId, kind) => {
    const dataType = dataTypes[kind]
    if (dataType) onMessage({ type: "dataType", reqId, dataType })
  })
  ib.on(EventName.rerouteMktDataReq, (reqId, id, exchange) => {
    const conId = cleanId(id)
    if (conId !== null) onMessage({ type: "reroute", reqId, conId, exchange })
  })

  ib.on(EventName.headTimestamp, (reqId, text) => onMessage({ type: "headTimestamp", reqId, text }))
  untyped.on(
    EventName.historicalSchedule,
    (reqId: number, _start: string, _end: string, timeZoneId: string, rows: readonly LibrarySession[]) => {
      const sessions = rows.map((row) => ({ start: row.startDateTime, end: row.endDateTime, date: row.refDate }))
      onMessage({ type: "schedule", reqId, timeZoneId, sessions })
    },
  )

  ib.on(EventName.accountSummary, (reqId, account, tag, value, currency) => {
    onMessage({ type: "accountSummary", reqId, value: { account, tag, value, currency } })
  })
  ib.on(EventName.accountSummaryEnd, (reqId) => onMessage({ type: "accountSummaryEnd", reqId }))
  ib.on(EventName.position, (account, contract) => {
    const quantity = number(-2)
    // No quantity is not a quantity of nought, which would be a closed position.
    if (quantity === null) onMessage({ type: "unreadableRow", of: "positions" })
    else
      onMessage({
        type: "position",
        position: { account, contract: readContract(contract), quantity, averageCost: number(-1) },
      })
  })
  ib.on(EventName.positionEnd, () => onMessage({ type: "positionsEnd" }))
  ib.on(EventName.updateAccountValue, (tag, value, currency, account) => {
    onMessage({ type: "accountValue", value: { account, tag, value, currency } })
  })
  ib.on(EventName.updatePortfolio, (contract, _quantity, _price, _value, _cost, _unrealized, _realized, account) => {
    const item = {
      account: account ?? "",
      contract: readContract(contract),
      quantity: number(-7) ?? 0,
      marketPrice: number(-6),
      marketValue: number(-5),
      averageCost: number(-4),
      unrealizedPnl: number(-3),
      realizedPnl: number(-2),
    }
    onMessage({ type: "portfolio", item })
  })
  ib.on(EventName.updateAccountTime, () => onMessage({ type: "accountTime" }))
  ib.on(EventName.accountDownloadEnd, (account) => onMessage({ type: "accountEnd", account }))
  ib.on(EventName.pnl, (reqId) => {
    onMessage({ type: "pnl", reqId, pnl: { daily: number(2), unrealized: number(3), realized: number(4) } })
  })
  ib.on(EventName.pnlSingle, (reqId) => {
    const pnl = {
      quantity: number(2),
      daily: number(3),
      unrealized: number(4),
      realized: number(5),
      value: number(6),
    }
    onMessage({ type: "positionPnl", reqId, pnl })
  })
}

interface LibrarySession {
  readonly startDateTime: string
  readonly endDateTime: string
  readonly refDate: string
}

const dataTypes: Readonly<Record<number, DataType>> = { 1: "live", 2: "frozen", 3: "delayed", 4: "delayed_frozen" }

/** Where the request id is in the messages that have one: behind a version in some, right behind the message id in others. */
const requestIdAt: ReadonlyMap<string, 1 | 2> = new Map([
  ...(["1", "2", "12", "13", "20", "45", "46", "52", "55", "57", "58", "63", "64"] as const).map(
    (id) => [id, 2] as const,
  ),
  ...(["10", "11", "17", "18", "21", "75", "76", "79", "83", "84", "86", "87", "88", "89"] as const).map(
    (id) => [id, 1] as const,
  ),
  ...(["91", "94", "95", "96", "97", "98", "99", "104", "105", "106"] as const).map((id) => [id, 1] as const),
])

/** Which request a frame belongs to, when it is one of a request. */
function requestIdOf(fields: readonly string[]): number | null {
  const at = requestIdAt.get(fields[0] ?? "")
  const text = at === undefined ? "" : (fields[at] ?? "")
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** Who is to be told of a frame that cannot be read: its request, or whoever waits for a stream; null when nobody is. */
export function unreadableMessage(fields: readonly string[]): Message | null {
  const [id = ""] = fields
  if (id === "61") return { type: "unreadableRow", of: "positions" }
  if (id === "6" || id === "7") return { type: "unreadableRow", of: "account" }
  if (id === "5") return { type: "unreadableRow", of: "openOrders" }
  if (id === "101") return { type: "unreadableRow", of: "completedOrders" }
  if (id === "19") return { type: "unreadableRow", of: "scannerParameters" }
  // All that it says is that it is the end.
  if (id === "53") return { type: "openOrdersEnd" }
  const reqId = requestIdOf(fields)
  return reqId === null ? null : { type: "unreadable", reqId }
}

/** The last eight fields of message 21. "Not computed" is -1 or -2 by field, or an unset number. */
function readComputation(fields: readonly string[]): OptionComputation {
  const value = (index: number, notComputed: number) => {
    const read = readNumber(fields[index])
    return read === notComputed ? null : read
  }
  return {
    impliedVolatility: cleanCount(value(0, -1)),
    delta: value(1, -2),
    optionPrice: cleanCount(value(2, -1)),
    presentValueOfDividends: cleanCount(value(3, -1)),
    gamma: value(4, -2),
    vega: value(5, -2),
    theta: value(6, -2),
    underlyingPrice: value(7, -1),
  }
}
