import { type } from "arktype"
import { type DepthRow, mostDepthRows } from "../desk/market-depth.ts"
import { answered } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { Cell, Instrument, MaybeNumber } from "./parameters.ts"
import { pricedFields, pricedInstrument } from "./priced-instrument.ts"

const columns = ["bid_maker", "bid_cumulative", "bid_size", "bid", "ask", "ask_size", "ask_cumulative", "ask_maker"]

/** One look at the orders behind the best bid and ask. */
export const marketDepth = defineTool({
  name: "ibkr_market_depth",
  title: "Market depth",
  toolset: "market",
  description:
    "One look at an instrument's order book: the best rows of both sides with sizes and, where known, exchange or market maker. Needs a depth subscription, never delayed; best prices alone: ibkr_quote, trades: ibkr_ticks.",
  input: () =>
    type({
      "+": "reject",
      symbol: Instrument,
      "exchange?": type("string").describe("One exchange's book, NASDAQ; default SMART's of all together", "self"),
      rows: type(`1 <= number.integer <= ${mostDepthRows}`).describe("Rows a side", "self").default(5),
    }),
  output: () =>
    type({
      ...pricedInstrument,
      exchange: "string",
      spread: MaybeNumber.describe("negative when exchanges cross", "self"),
      bid_share: MaybeNumber.describe("size of the bids shown, of both sides", "self"),
      columns: "string[]",
      rows: Cell.array().array().describe("best first; null where a side has no more rows", "self"),
    }),
  async run({ symbol, exchange, rows }, { desk, signal, progress }) {
    const question = { instrument: symbol, exchange: exchange ?? null, rows }
    return answered(await desk.marketDepth(question, { signal }, progress), (depth) => ({
      ...pricedFields(depth),
      exchange: depth.exchange,
      spread: depth.spread,
      bid_share: depth.bidShare,
      columns,
      rows: rowsOf(depth.bids, depth.asks),
    }))
  },
})

/** Both sides in one table, as a trader's ladder has them. */
const rowsOf = (bids: readonly DepthRow[], asks: readonly DepthRow[]): (typeof Cell.infer)[][] =>
  Array.from({ length: Math.max(bids.length, asks.length) }, (_, index) => {
    const [bid, ask] = [bids[index], asks[index]]
    return [
      bid?.maker ?? null,
      bid?.cumulative ?? null,
      bid?.size ?? null,
      bid?.price ?? null,
      ask?.price ?? null,
      ask?.size ?? null,
      ask?.cumulative ?? null,
      ask?.maker ?? null,
    ]
  })
