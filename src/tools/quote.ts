import { type } from "arktype"
import { isoOrNull } from "../desk/hours/trading-hours.ts"
import type { Greeks } from "../desk/options/greeks.ts"
import type { Quote } from "../desk/quotes.ts"
import { isOption } from "../gateway/contracts/contract.ts"
import { answered } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { InstrumentFailure, instrumentFailures } from "./failure-fields.ts"
import { DataTypeOrNull, MaybeNumber, MaybeText } from "./parameters.ts"
import { magnified, PriceMagnifier } from "./priced-instrument.ts"
import { separated } from "./separated.ts"

const GreeksFields = () =>
  type({
    delta: MaybeNumber,
    gamma: MaybeNumber,
    theta: MaybeNumber,
    vega: MaybeNumber,
    iv: MaybeNumber.describe("fraction", "self"),
    option_price: MaybeNumber,
    underlying_price: MaybeNumber,
    computation: type("'model' | 'last' | 'mid' | 'bid' | 'ask'").describe(
      "which of the Gateway's computations; mid is the mean of bid and ask",
      "self",
    ),
  })

const QuoteFields = () =>
  type({
    instrument: "string",
    symbol: "string",
    con_id: "number",
    exchange: "string",
    currency: "string",
    bid: MaybeNumber,
    ask: MaybeNumber,
    bid_size: MaybeNumber,
    ask_size: MaybeNumber,
    last: MaybeNumber,
    last_size: MaybeNumber,
    close: MaybeNumber.describe("previous session", "self"),
    open: MaybeNumber,
    high: MaybeNumber,
    low: MaybeNumber,
    change: MaybeNumber.describe("last minus close", "self"),
    change_pct: MaybeNumber,
    volume: MaybeNumber,
    data_type: DataTypeOrNull,
    as_of: MaybeText.describe("ISO 8601, in the exchange's zone; null when only a close is known", "self"),
    "price_magnifier?": PriceMagnifier,
    "halted?": type("true").describe("present while trading is halted", "self"),
    "closed?": type("true").describe("present while it does not trade and has no bid or ask for that reason", "self"),
    "greeks?": GreeksFields().or("null").describe("options only", "self"),
    "open_interest?": MaybeNumber.describe("options only", "self"),
  })

/** Current prices of many instruments at once, each as good as the account is entitled to. */
export const quote = defineTool({
  name: "ibkr_quote",
  title: "Quotes",
  toolset: "market",
  description:
    "Current prices of up to 50 instruments of any kind, with Greeks for options. Each says whether it is live, delayed or frozen, and from when. For a whole expiry of options use ibkr_option_chain, for past prices ibkr_historical_bars.",
  input: () =>
    type({
      "+": "reject",
      symbols: type("string | string[]").describe(
        'Up to 50 instruments, list or comma separated: ["AAPL","BRK B","VOD@LSE/GBP","IND:SPX@CBOE","FX:EURUSD","OPT:AAPL:20261218:C:200"]',
        "self",
      ),
    }),
  output: () => type({ quotes: QuoteFields().array(), errors: InstrumentFailure().array() }),
  async run({ symbols }, { desk, signal, progress }) {
    return answered(await desk.quotes(separated(symbols), { signal }, progress), ({ quotes, errors }) => ({
      quotes: quotes.map(quoteFields),
      errors: instrumentFailures(errors),
    }))
  },
})

const quoteFields = (one: Quote): Shape<typeof QuoteFields> => ({
  instrument: one.instrument,
  symbol: one.symbol,
  con_id: one.conId,
  exchange: one.exchange,
  currency: one.currency,
  bid: one.bid,
  ask: one.ask,
  bid_size: one.bidSize,
  ask_size: one.askSize,
  last: one.last,
  last_size: one.lastSize,
  close: one.close,
  open: one.open,
  high: one.high,
  low: one.low,
  change: one.change,
  change_pct: one.changePct,
  volume: one.volume,
  data_type: one.dataType,
  as_of: isoOrNull(one.asOf, one.zone),
  ...magnified(one.priceMagnifier),
  ...(one.halted === true ? { halted: true as const } : {}),
  ...(one.closed ? { closed: true as const } : {}),
  ...(isOption(one.secType) ? { greeks: one.greeks && greeksFields(one.greeks), open_interest: one.openInterest } : {}),
})

const greeksFields = (greeks: Greeks): Shape<typeof GreeksFields> => ({
  delta: greeks.delta,
  gamma: greeks.gamma,
  theta: greeks.theta,
  vega: greeks.vega,
  iv: greeks.iv,
  option_price: greeks.optionPrice,
  underlying_price: greeks.underlyingPrice,
  computation: greeks.computation,
})
