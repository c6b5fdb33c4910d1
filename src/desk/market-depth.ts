import type { Clock } from "../clock/clock.ts"
import type { ContractDetails } from "../gateway/contracts/contract.ts"
import type { BookRow, DepthLook } from "../gateway/depth/depth.ts"
import type { Gateway } from "../gateway/gateway.ts"
import { type Failure, fail, failed, type Outcome, success } from "../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "./answer.ts"
import { quoted, unusableCount, unusableText } from "./argument.ts"
import type { Contracts } from "./contracts/contracts.ts"
import { type PricedInstrument, pricedInstrument } from "./contracts/priced-instrument.ts"
import { isClosed } from "./hours/trading-hours.ts"
import { difference, tidy } from "./number.ts"
import { noDelayedBook } from "./ticks/tick-failures.ts"

export interface DepthQuestion {
  readonly instrument: string
  /** One exchange's book; null for the contract's own, which on SMART is that of all exchanges together. */
  readonly exchange: string | null
  /** Rows a side, 1 to 20. */
  readonly rows: number
}

export const mostDepthRows = 20
/** How long to wait for orders on what does not trade now: a book that has any shows them at once. */
const closedMs = 1000

export interface DepthRow extends BookRow {
  /** The size of this row and of all before it; null from the first row on whose size is not known. */
  readonly cumulative: number | null
}

/** Best rows first. Prices in `currency` divided by `priceMagnifier`, sizes in shares or contracts. */
export interface MarketDepth extends PricedInstrument {
  /** Where the book is from; `SMART` for that of all exchanges together. */
  readonly exchange: string
  readonly bids: readonly DepthRow[]
  readonly asks: readonly DepthRow[]
  /** Best ask less best bid; null when a side is empty. Below nought when exchanges cross, as they can in a SMART book. */
  readonly spread: number | null
  /** Size of the bids shown, as a share of both sides; null without sizes. */
  readonly bidShare: number | null
}

export interface DepthDesk {
  /**
   * One look at the book. IBKR serves three books at once, none of them delayed, and leaves odd lots out. Where SMART has no
   * book that of the primary exchange is shown. `unsupported` says which exchanges have one. Never kept: books go stale at once.
   */
  marketDepth(question: DepthQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<MarketDepth>>>
}

export function createDepthDesk(gateway: Gateway, contracts: Contracts, clock: Clock): DepthDesk {
  return {
    async marketDepth({ instrument, exchange: asked, rows }, asking, progress) {
      const refused = unusableText("exchange", asked, 20) ?? unusableCount("rows", rows, mostDepthRows)
      if (refused) return failed(refused)
      const resolved = await contracts.named(instrument, asking)
      if (!resolved.ok) return resolved
      const { details } = resolved.value
      const { contract } = details
      const venue = asked?.trim().toUpperCase() ?? null
      if (venue !== null && !tradesOn(details, venue)) return notThere(venue, details)

      let looks = 0
      const look = (exchange: string) => {
        progress(looks++, null, `Waiting for the book on ${exchange}`)
        const request = { contract: { ...contract, exchange }, rows, smart: exchange === "SMART" }
        return gateway.depth(isClosed(details, clock.now()) ? { ...request, patienceMs: closedMs } : request, asking)
      }
      let exchange = venue ?? contract.exchange
      let outcome = await look(exchange)
      const { primaryExchange } = contract
      if (hasNoBook(outcome) && venue === null && primaryExchange !== null && primaryExchange !== exchange) {
        exchange = primaryExchange
        outcome = await look(exchange)
      }
      if (!outcome.ok) return failed(await withBooks(noDelayedBook(outcome.failure), details, exchange, asking))
      const { book, venues, settled } = outcome.value
      if (book.bids.length + book.asks.length === 0) return empty(details, outcome.value, exchange, clock.now())

      const [bids, asks] = [withCumulative(book.bids), withCumulative(book.asks)]
      const [bid, ask] = [bids[0]?.price, asks[0]?.price]
      const warnings: string[] = []
      if (!settled && Math.max(bids.length, asks.length) < rows)
        warnings.push("The book was still arriving when the look ended: rows can be missing.")
      if (venues && venues.notSubscribed.length > 0)
        warnings.push(`Books not subscribed, and not in this one: ${venues.notSubscribed.join(", ")}.`)
      return success({
        data: {
          ...pricedInstrument(resolved.value),
          exchange,
          bids,
          asks,
          spread: bid === undefined || ask === undefined ? null : difference(ask, bid),
          bidShare: shareOfBids(bids, asks),
        },
        provenance: { asOf: clock.now(), source: "live", staleS: null, warnings },
      })
    },
  }

  /** The failure with the exchanges that have a book of the instrument, when it says that this one has none. */
  async function withBooks(
    failure: Failure,
    details: ContractDetails,
    without: string,
    asking: Asking,
  ): Promise<Failure> {
    if (failure.code !== "unsupported") return failure
    const all = await gateway.depthExchanges(asking)
    if (!all.ok) return failure
    const here = all.value.filter(
      ({ secType, exchange }) =>
        secType === details.contract.secType && exchange !== without && tradesOn(details, exchange),
    )
    const names = [...new Set(here.map(({ exchange }) => exchange))].sort()
    return {
      ...failure,
      hint:
        names.length === 0
          ? "IBKR publishes no book of this instrument. ibkr_quote has the best bid and ask."
          : `Give exchange as one of those with a book of it: ${names.slice(0, 20).join(", ")}.`,
    }
  }
}

const hasNoBook = (outcome: Outcome<DepthLook>): boolean => !outcome.ok && outcome.failure.code === "unsupported"

const tradesOn = ({ contract, validExchanges }: ContractDetails, exchange: string): boolean =>
  exchange === contract.exchange || exchange === contract.primaryExchange || validExchanges.includes(exchange)

function notThere(exchange: string, { validExchanges, contract }: ContractDetails): Outcome<never> {
  const known = validExchanges.length > 0 ? validExchanges : [contract.exchange]
  return fail(
    "invalid_request",
    `The instrument does not trade on ${quoted(exchange)}.`,
    `Leave exchange out, or give one of: ${known.slice(0, 30).join(", ")}.`,
  )
}

function empty(details: ContractDetails, { venues }: DepthLook, exchange: string, at: number): Outcome<never> {
  const missing = venues?.notSubscribed ?? []
  if (missing.length > 0 && venues?.deep.length === 0)
    return failed(
      noDelayedBook(
        fail("not_subscribed", `No book came; those of ${missing.join(", ")} are not subscribed.`, "").failure,
      ),
    )
  const why = isClosed(details, at) ? "The instrument does not trade now." : "No order was shown in 4 s."
  return fail(
    "no_data",
    `The book on ${exchange} is empty. ${why}`,
    "Ask again in its trading hours (ibkr_market_hours); ibkr_quote has the last price.",
  )
}

function withCumulative(rows: readonly BookRow[]): readonly DepthRow[] {
  let sum: number | null = 0
  return rows.map((row) => {
    sum = sum === null || row.size === null ? null : tidy(sum + row.size)
    return { ...row, cumulative: sum }
  })
}

function shareOfBids(bids: readonly DepthRow[], asks: readonly DepthRow[]): number | null {
  const [bid, ask] = [bids.at(-1)?.cumulative ?? null, asks.at(-1)?.cumulative ?? null]
  return bid === null || ask === null || bid + ask === 0 ? null : Number((bid / (bid + ask)).toFixed(4))
}
