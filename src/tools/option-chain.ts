import { type } from "arktype"
import { defaultOptions, mostOptions } from "../desk/options/option-question.ts"
import { answered, hadNoEffect, withWarning } from "./answered.ts"
import { defineTool } from "./define-tool.ts"
import { chainFields, OptionChainFields, tableFields, volatilityFields } from "./option-chain-fields.ts"
import { Cursor, Instrument } from "./parameters.ts"

/** What options an underlying has, what the market thinks of each expiry, and the market of one or of several. */
export const optionChain = defineTool({
  name: "ibkr_option_chain",
  title: "Option chain",
  toolset: "options",
  description:
    "Without expiry: the expirations and strikes listed on an underlying, or with volatility the at-the-money volatility and implied move of each expiration. With expiry, or min_dte and max_dte: a table of quotes with Greeks, volatility and open interest around the money. For single options use ibkr_quote.",
  input: () =>
    type({
      "+": "reject",
      symbol: Instrument.describe("The underlying: AAPL, IND:SPX@CBOE, FUT:ES:202612@CME", "self"),
      "exchange?": type("string").describe("Only options listed there: CBOE", "self"),
      "expiry?": type("string").describe("Expiration to quote: 20261218", "self"),
      "min_dte?": type("number").describe("Instead of expiry: least days to expiry, 20", "self"),
      "max_dte?": type("number").describe("Most days to expiry: 45", "self"),
      "volatility?": type("boolean").describe("Without expiry: volatility and implied move by expiration", "self"),
      "strikes?": type("number[]").describe("Only these: [200, 210]", "self"),
      "min_strike?": type("number").describe("Lowest strike: 180", "self"),
      "max_strike?": type("number").describe("Highest strike: 220", "self"),
      "right?": type("'C' | 'P'").describe("Only calls or puts", "self"),
      "min_delta?": type("number").describe(
        "Least size of delta, of puts too: 0.2; negative bounds count as they stand",
        "self",
      ),
      "max_delta?": type("number").describe("Greatest size of delta: 0.4", "self"),
      "trading_class?": type("string").describe("Where classes share an expiry: SPX or SPXW", "self"),
      limit: type(`1 <= number.integer <= ${mostOptions}`)
        .describe("Most rows, nearest the money or today first", "self")
        .default(defaultOptions),
      "cursor?": Cursor,
    }),
  output: OptionChainFields,
  async run(input, { desk, signal, progress }) {
    const { symbol, expiry, exchange = null, volatility = false } = input
    const asked = {
      underlying: symbol,
      exchange,
      tradingClass: input.trading_class ?? null,
      minDte: input.min_dte ?? null,
      maxDte: input.max_dte ?? null,
      limit: input.limit,
      cursor: input.cursor ?? null,
    }
    const several = expiry === undefined && (asked.minDte !== null || asked.maxDte !== null)
    if (volatility && expiry === undefined)
      return withWarning(
        answered(await desk.optionVolatility(asked, { signal }, progress), volatilityFields),
        hadNoEffect(input, ofQuotes, "The volatility of each expiration is that at the money"),
      )
    if (expiry === undefined && !several)
      return withWarning(
        answered(await desk.optionChains(symbol, exchange, { signal }), chainFields),
        hadNoEffect(
          input,
          [...ofQuotes, "trading_class", "cursor"],
          "Without expiry there are no quotes to choose from",
        ),
      )
    const question = {
      ...asked,
      expiry: expiry ?? null,
      ...(several ? {} : { minDte: null, maxDte: null }),
      strikes: input.strikes ?? null,
      minStrike: input.min_strike ?? null,
      maxStrike: input.max_strike ?? null,
      right: input.right ?? null,
      minDelta: input.min_delta ?? null,
      maxDelta: input.max_delta ?? null,
    }
    return withWarning(
      answered(await desk.optionTable(question, { signal }, progress), tableFields(several)),
      several ? null : hadNoEffect(input, ["min_dte", "max_dte", "volatility"], "With expiry it is that one alone"),
    )
  },
})

/** What only makes sense where options are quoted one by one. */
const ofQuotes = ["strikes", "min_strike", "max_strike", "right", "min_delta", "max_delta"]
