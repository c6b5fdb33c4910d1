import { type } from "arktype"
import type { Calculation } from "../desk/options/option-calculator.ts"
import { answered } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { DataTypeOrNull, Instrument, MaybeNumber } from "./parameters.ts"
import { pricedFields, pricedInstrument } from "./priced-instrument.ts"

const CalculationFields = () =>
  type({
    ...pricedInstrument,
    days_to_expiry: MaybeNumber,
    underlying: "string",
    underlying_price: "number",
    calculated_from: "'price' | 'volatility'",
    option_price: MaybeNumber,
    iv: MaybeNumber.describe("fraction", "self"),
    delta: MaybeNumber,
    gamma: MaybeNumber,
    theta: MaybeNumber.describe("per calendar day", "self"),
    vega: MaybeNumber.describe("per point of volatility", "self"),
    computed_by: type("'gateway' | 'own'").describe("own: our model, which assumes what meta.warnings says", "self"),
    data_type: DataTypeOrNull.describe("of what was taken from the market; null when all was given", "self"),
  })

/** What an option would be worth, or what volatility its price implies. */
export const optionCalculator = defineTool({
  name: "ibkr_option_calculator",
  title: "Option calculator",
  toolset: "options",
  description:
    "The implied volatility of an option at a price, or its price and Greeks at a volatility or for another price of its underlying, by the Gateway's model. What is not given is taken from the market now. ibkr_option_chain finds options and quotes them as they are.",
  input: () =>
    type({
      "+": "reject",
      symbol: Instrument.describe("One option: OPT:AAPL:20261218:C:200, FOP:ES:20261218:C:5500@CME", "self"),
      "price?": type("number").describe("Option price to get the volatility of: 12.5", "self"),
      "volatility?": type("number").describe("Fraction to get the price at: 0.25; default the current one", "self"),
      "underlying_price?": type("number").describe("Underlying at 210, default its current price", "self"),
    }),
  output: CalculationFields,
  async run({ symbol, price = null, volatility = null, underlying_price = null }, { desk, signal, progress }) {
    const question = { option: symbol, price, volatility, underlyingPrice: underlying_price }
    return answered(await desk.calculateOption(question, { signal }, progress), fields)
  },
})

const fields = (one: Calculation): Shape<typeof CalculationFields> => ({
  ...pricedFields(one),
  days_to_expiry: one.days,
  underlying: one.underlying,
  underlying_price: one.underlyingPrice,
  calculated_from: one.from,
  option_price: one.optionPrice,
  iv: one.iv,
  delta: one.delta,
  gamma: one.gamma,
  theta: one.theta,
  vega: one.vega,
  computed_by: one.computedBy,
  data_type: one.dataType,
})
