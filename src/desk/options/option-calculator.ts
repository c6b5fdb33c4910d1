import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { SupposedOption } from "../../gateway/options/supposed-option.ts"
import type { DataType } from "../../gateway/quotes/market-data.ts"
import { type Failure, type FailureCode, fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { type Answer, type Asking, leastCurrent, type Progress } from "../answer.ts"
import { unusableText } from "../argument.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import { type PricedInstrument, pricedInstrument } from "../contracts/priced-instrument.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { longestInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { modelled } from "../number.ts"
import type { Quote, QuoteDesk } from "../quotes.ts"
import { daysTo, hasSettled } from "./option-expiry.ts"
import { priceOf } from "./option-table.ts"
import { assumedInstead, ownValue } from "./own-greeks.ts"

/** A price or a volatility, not both. What is null is taken from the market. */
export interface CalculatorQuestion {
  /** In the notation. */
  readonly option: string
  readonly price: number | null
  /** An annual fraction: 0.25. */
  readonly volatility: number | null
  readonly underlyingPrice: number | null
}

/** An option's price and volatility that belong together, with its Greeks. What the model does not say is null. */
export interface Calculation extends PricedInstrument {
  /** Calendar days from today at the exchange. */
  readonly days: number | null
  readonly underlying: string
  readonly optionPrice: number | null
  readonly iv: number | null
  readonly delta: number | null
  readonly gamma: number | null
  /** Per calendar day. */
  readonly theta: number | null
  /** Per point of volatility. */
  readonly vega: number | null
  readonly underlyingPrice: number
  /** What was calculated from; the other of the two is the result. */
  readonly from: "price" | "volatility"
  readonly computedBy: "gateway" | "own"
  /** Of what was taken from the market, the least current; null when all was given. */
  readonly dataType: DataType | null
}

export interface CalculatorDesk {
  /**
   * The volatility that a price implies, or the price and Greeks at a volatility, by the Gateway's model. Where that has no
   * answer for a reason of its own, by ours, labelled and with what it assumes.
   */
  calculateOption(
    question: CalculatorQuestion,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<Calculation>>>
}

interface Parts {
  readonly gateway: Gateway
  readonly contracts: Contracts
  readonly quotes: QuoteDesk
  readonly clock: Clock
}

export function createCalculatorDesk({ gateway, contracts, quotes, clock }: Parts): CalculatorDesk {
  const lastGood = createLastGood<Calculation>(clock, 50)

  async function calculate(
    question: CalculatorQuestion,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<Calculation>>> {
    const option = await contracts.named(question.option, asking)
    if (!option.ok) return option
    const { details, instrument } = option.value
    const { contract, underConId } = details
    if (contract.secType !== "OPT" && contract.secType !== "FOP") return noOption(instrument, contract.secType)
    if (hasSettled(details, clock.now())) return settled(instrument)
    const underlying = underConId === null ? null : await contracts.named(`CONID:${underConId}`, asking)
    if (underlying !== null && !underlying.ok) return underlying

    progress(0, 2, "Asking for what is not given")
    const fromMarket: Quote[] = []
    const needsVolatility = question.price === null && question.volatility === null
    const [spot, market] = await Promise.all([
      question.underlyingPrice !== null || underlying === null ? null : quotes.quoteOf(underlying.value, asking),
      needsVolatility ? quotes.quoteOf(option.value, asking) : null,
    ])
    if (spot && !spot.ok) return withHint(spot.failure, "underlying_price")
    if (market && !market.ok) return withHint(market.failure, "price or volatility")
    for (const quote of [spot, market]) if (quote?.ok) fromMarket.push(quote.value)
    const underlyingPrice = question.underlyingPrice ?? (spot?.ok ? priceOf(spot.value) : null)
    if (underlyingPrice === null || underlyingPrice <= 0)
      return missing("The underlying has no price now.", "underlying_price")
    const volatility = question.volatility ?? (market?.ok ? (market.value.greeks?.iv ?? null) : null)
    const value = question.price ?? volatility
    if (value === null) return missing(`${instrument} has no implied volatility now.`, "price or volatility")

    progress(1, 2, "Calculating")
    const kind = question.price === null ? "volatility" : "price"
    const supposed: SupposedOption = { kind, value, underlyingPrice }
    const computed = await compute(option.value, supposed, asking)
    if (!computed.ok) return computed
    progress(2, 2, "Calculated")
    const now = clock.now()
    const { warning, ...figures } = computed.value
    const kinds = fromMarket.map(({ dataType }) => dataType ?? "live")
    const source = leastCurrent(kinds)
    return success({
      data: {
        ...pricedInstrument(option.value),
        days: contract.expiry?.length === 8 ? daysTo(contract.expiry, now, zoneOf(details)) : null,
        underlying: underlying?.ok ? underlying.value.instrument : contract.symbol,
        ...figures,
        underlyingPrice,
        from: kind,
        dataType: kinds.length === 0 || source === "cache" ? null : source,
      },
      provenance: {
        asOf: Math.min(now, ...fromMarket.flatMap(({ asOf }) => asOf ?? [])),
        source,
        staleS: null,
        warnings: [
          ...new Set([...fromMarket.flatMap(({ warnings }) => warnings), ...(warning === null ? [] : [warning])]),
        ],
      },
    })
  }

  /** By the Gateway's model, else by ours. */
  async function compute({ details }: Resolved, supposed: SupposedOption, asking: Asking): Promise<Outcome<Figures>> {
    const answer = await gateway.calculateOption(details.contract, supposed, asking)
    if (answer.ok) {
      const { impliedVolatility, optionPrice, delta, gamma, theta, vega } = answer.value
      const given = supposed.kind === "price" ? { optionPrice: supposed.value } : { iv: supposed.value }
      return success({
        optionPrice: modelled(optionPrice),
        iv: modelled(impliedVolatility),
        delta: modelled(delta),
        gamma: modelled(gamma),
        theta: modelled(theta),
        vega: modelled(vega),
        ...given,
        computedBy: "gateway",
        warning: null,
      })
    }
    if (!oursInstead.has(answer.failure.code) || asking.signal?.aborted === true) return answer
    const own = ownValue(details, supposed, clock.now())
    if (own === null) return answer
    return success({ ...own, computedBy: "own", warning: assumedInstead(answer.failure.message) })
  }

  return {
    async calculateOption(question, asking, progress) {
      const refused = refuse(question)
      if (refused) return failed(refused)
      const key = JSON.stringify({ ...question, option: question.option.trim().toUpperCase() })
      return lastGood.ask(key, () => calculate(question, asking, progress))
    },
  }
}

interface Figures
  extends Pick<Calculation, "optionPrice" | "iv" | "delta" | "gamma" | "theta" | "vega" | "computedBy"> {
  readonly warning: string | null
}

/** Reasons of the Gateway's that say nothing against the question itself. */
const oursInstead: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "gateway_error",
  "internal",
  "no_data",
  "not_subscribed",
  "pacing",
  "read_only",
  "request_timeout",
  "unsupported",
])

/** A thousand percent: whoever gives more has given percent. */
const highestVolatility = 10

function refuse({ option, price, volatility, underlyingPrice }: CalculatorQuestion): Failure | null {
  const unusable = unusableText("symbol", option, longestInstrument)
  if (unusable) return unusable
  if (price !== null && volatility !== null)
    return fail(
      "invalid_request",
      "price and volatility were both given.",
      "Give price to get the volatility, or volatility to get the price.",
    ).failure
  for (const [name, value] of Object.entries({ price, volatility, underlying_price: underlyingPrice }))
    if (value !== null && !(value > 0 && value < 1e12))
      return fail("invalid_request", `${name} is ${value}.`, `Give ${name} as a number above nought.`).failure
  if (volatility !== null && volatility > highestVolatility)
    return fail(
      "invalid_request",
      `volatility is ${volatility}, which is ${volatility * 100} %.`,
      "Give volatility as a fraction: 0.25 is 25 %.",
    ).failure
  return null
}

const noOption = (instrument: string, secType: string) =>
  fail(
    "invalid_request",
    `${instrument} is no option, it is ${secType}.`,
    "Give an option, OPT:AAPL:20261218:C:200 or FOP:ES:20261218:C:5500@CME: ibkr_option_chain lists them.",
  )

const settled = (instrument: string) =>
  fail(
    "no_data",
    `${instrument} has settled: it has no volatility and no Greeks any more.`,
    "ibkr_option_chain lists those that have not; ibkr_quote has its last price.",
  )

const missing = (message: string, what: string) => fail("no_data", message, `Give ${what} with the call.`)

const withHint = (failure: Failure, what: string): Outcome<never> =>
  failed({ ...failure, hint: `${failure.hint} Or give ${what} with the call.` })
