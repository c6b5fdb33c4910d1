import type { Clock, Timer } from "../../clock/clock.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Gateway, RequestOptions } from "../gateway.ts"
import { createParallelLane } from "../lanes.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import { knownContract, monthOf, type WireContract } from "../wire-requests.ts"
import { createBook } from "./book.ts"
import type { BookVenues, DepthExchange, DepthLook, DepthRequest } from "./depth.ts"
import { readVenues } from "./venues.ts"

/** IBKR's limit with the usual hundred market data lines (TWS API documentation, "Market Depth", "Limitations"). */
const atOnce = 3

/** After how many ms without a new row a book is taken for whole: when both sides are full, and when they are not. */
const quietMs = { full: 200, partial: 600 } as const
const atMostMs = 4000

/** The book was reset and is being sent again. */
const resetNotice = 317
/** Which exchanges a SMART book is made of. */
const venuesNotice = 2152

/** What an ask for a book comes to: a look, or the contract whose book it really is. */
type Found = { readonly look: DepthLook } | { readonly reroute: WireContract }

export function createDepthRequests(room: RequestRoom, clock: Clock): Pick<Gateway, "depth" | "depthExchanges"> {
  const askBook = createAsker<Found>(room)
  const askExchanges = createAsker<readonly DepthExchange[]>(room)
  const lane = createParallelLane(clock, atOnce, `${atOnce} books are open, which is IBKR's limit.`)

  const ask = (
    contract: WireContract,
    { contract: { secType }, rows, smart, patienceMs = atMostMs }: DepthRequest,
    options: RequestOptions | undefined,
  ): Promise<Outcome<Found>> => {
    const book = createBook(rows)
    let venues: BookVenues | null = null
    let timer: Timer | null = null
    let endsAt = 0
    let settle: () => void = () => undefined

    /** Looks whether the book is whole once nothing new has come for as long as that needs. */
    const watch = () => {
      timer?.cancel()
      const { bids, asks } = book.book()
      const full = bids.length >= rows && asks.length >= rows
      const left = endsAt - clock.elapsed()
      const quiet = full ? quietMs.full : bids.length > 0 && asks.length > 0 ? quietMs.partial : left
      timer = clock.after(Math.max(0, Math.min(left, quiet)), settle)
    }

    return askBook(
      {
        key: JSON.stringify([contract, rows, smart, patienceMs]),
        what: "the request for market depth",
        lane,
        send: (requests, reqId) => requests.depth(reqId, contract, rows, smart),
        cancel: (requests, reqId) => requests.cancelDepth(reqId, smart),
        cancelAfterAnswer: true,
        begin(answer) {
          endsAt = clock.elapsed() + patienceMs
          settle = () => answer(success({ look: { book: book.book(), venues, settled: clock.elapsed() < endsAt } }))
          watch()
          return () => timer?.cancel()
        },
        notice({ code, words }) {
          if (code === resetNotice) {
            book.reset()
            watch()
          } else if (code === venuesNotice) {
            venues = readVenues(words)
            // Where no exchange may be seen there is nothing to wait for.
            if (venues && venues.deep.length + venues.topOnly.length === 0) {
              endsAt = Math.min(endsAt, clock.elapsed() + quietMs.partial)
              watch()
            }
          }
        },
        take(message, answer) {
          if (message.type === "depthReroute")
            answer(success({ reroute: { conId: message.conId, exchange: message.exchange } }))
          else if (message.type === "depth" && book.change(message.change, secType)) watch()
        },
      },
      options?.signal,
    )
  }

  return {
    async depth(request, options) {
      const contract = knownContract(monthOf(request.contract))
      if (hasControlCharacter(`${contract.symbol}${contract.exchange}${contract.currency}`))
        return failed(controlCharacter("The contract"))
      const first = await ask(contract, request, options)
      if (!first.ok) return first
      if ("look" in first.value) return success(first.value.look)
      const { reroute } = first.value
      const second = await ask(reroute, { ...request, smart: reroute.exchange === "SMART" }, options)
      if (!second.ok) return second
      return "look" in second.value ? success(second.value.look) : success(nothing)
    },

    depthExchanges: (options) =>
      askExchanges(
        {
          key: "",
          what: "the question where books are",
          send: (requests) => requests.depthExchanges(),
          hear(message, answer) {
            if (message.type === "depthExchanges") answer(success(message.exchanges))
          },
        },
        options?.signal,
      ),
  }
}

const nothing: DepthLook = { book: { bids: [], asks: [] }, venues: null, settled: true }
