import type { Clock } from "../../clock/clock.ts"
import { fail, failed, success } from "../../outcome/outcome.ts"
import type { Gateway } from "../gateway.ts"
import { createParallelLane } from "../lanes.ts"
import type { OptionComputation } from "../quotes/market-data.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import { knownContract } from "../wire-requests.ts"
import type { SupposedOption } from "./supposed-option.ts"

/** The tick type of an answer to a calculation ("Available Tick Types": Custom Option Computation). */
const customComputation = 53

/** Our own measure: a calculation is quick, and no limit on them is published. */
const atOnce = 8

export function createOptionCalculations(room: RequestRoom, clock: Clock): Pick<Gateway, "calculateOption"> {
  const ask = createAsker<OptionComputation>(room)
  const lane = createParallelLane(clock, atOnce, `${atOnce} option calculations run at once.`)

  return {
    calculateOption(known, supposed, options) {
      const contract = knownContract(known)
      if (hasControlCharacter(`${contract.symbol}${contract.exchange}`))
        return Promise.resolve(failed(controlCharacter("The contract")))
      const { kind, value, underlyingPrice } = supposed
      return ask(
        {
          key: JSON.stringify([contract, supposed]),
          what: "the option calculation",
          lane,
          send(requests, reqId) {
            if (kind === "price") requests.impliedVolatility(reqId, contract, value, underlyingPrice)
            else requests.optionPrice(reqId, contract, value, underlyingPrice)
          },
          cancel(requests, reqId) {
            if (kind === "price") requests.cancelImpliedVolatility(reqId)
            else requests.cancelOptionPrice(reqId)
          },
          // The Gateway goes on calculating as the market moves.
          cancelAfterAnswer: true,
          take(message, answer) {
            if (message.type !== "computation" || message.tick !== customComputation) return
            const { impliedVolatility, optionPrice } = message.computation
            const found = kind === "price" ? impliedVolatility : optionPrice
            answer(found === null ? noAnswer(kind) : success(message.computation))
          },
        },
        options?.signal,
      )
    },
  }
}

const noAnswer = (kind: SupposedOption["kind"]) =>
  kind === "price"
    ? fail(
        "no_data",
        "The Gateway's model finds no volatility at which the option costs that.",
        "The price must be above what exercise pays now, and below the underlying's price (calls) or the strike (puts).",
      )
    : fail(
        "no_data",
        "The Gateway's model gives no price for that volatility.",
        "Give volatility as a fraction (0.25 is 25 %), and an option that has not expired.",
      )
