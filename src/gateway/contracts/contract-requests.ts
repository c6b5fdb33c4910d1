import type { Clock } from "../../clock/clock.ts"
import { fail, failed, success } from "../../outcome/outcome.ts"
import type { Gateway } from "../gateway.ts"
import { createIntervalLane } from "../lanes.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import { queryContract } from "../wire-requests.ts"
import type { ContractDetails, OptionParameters, SymbolMatch } from "./contract.ts"

/** Matching symbols: "the maximum number of requests is 1 per second" (TWS API documentation of reqMatchingSymbols). */
const symbolSearchMs = 1000

export function createContractRequests(
  room: RequestRoom,
  clock: Clock,
): Pick<Gateway, "contractDetails" | "matchingSymbols" | "optionParameters"> {
  const askDetails = createAsker<readonly ContractDetails[]>(room)
  const askSymbols = createAsker<readonly SymbolMatch[]>(room)
  const askParameters = createAsker<readonly OptionParameters[]>(room)
  const searches = createIntervalLane(clock, symbolSearchMs, "IBKR allows one symbol search a second.")

  return {
    contractDetails(query, options) {
      const contract = queryContract(query)
      if (Object.values(contract).some((value) => typeof value === "string" && hasControlCharacter(value)))
        return Promise.resolve(failed(controlCharacter("The contract")))
      const found: ContractDetails[] = []
      return askDetails(
        {
          key: JSON.stringify(contract),
          what: "the contract lookup",
          send: (requests, reqId) => requests.contractDetails(reqId, contract),
          take(message, answer) {
            if (message.type === "contract") found.push(message.details)
            else if (message.type === "contractsEnd") answer(found.length > 0 ? success(found) : noContract())
          },
        },
        options?.signal,
      )
    },

    matchingSymbols(pattern, options) {
      if (hasControlCharacter(pattern)) return Promise.resolve(failed(controlCharacter("The pattern")))
      return askSymbols(
        {
          key: pattern,
          what: "the symbol search",
          lane: searches,
          send: (requests, reqId) => requests.matchingSymbols(reqId, pattern),
          take(message, answer) {
            if (message.type === "symbols") answer(success(message.matches))
          },
        },
        options?.signal,
      )
    },

    optionParameters(underlying, options) {
      const { conId, symbol, secType } = underlying
      // Options on a future live on the future's exchange, and are found with it only.
      const futFopExchange = secType === "FUT" ? underlying.exchange : ""
      if (hasControlCharacter(symbol + secType + futFopExchange))
        return Promise.resolve(failed(controlCharacter("The contract")))
      const found: OptionParameters[] = []
      return askParameters(
        {
          key: `${conId} ${futFopExchange}`,
          what: "the option chain's parameters",
          send: (requests, reqId) => requests.optionParameters(reqId, { symbol, futFopExchange, secType, conId }),
          take(message, answer) {
            if (message.type === "optionParameters") found.push(message.parameters)
            else if (message.type === "optionParametersEnd") answer(success(merged(found)))
          },
        },
        options?.signal,
      )
    },
  }
}

/** One entry an exchange, class and multiplier: the Gateway may send one in several parts. */
function merged(parts: readonly OptionParameters[]): readonly OptionParameters[] {
  const groups = Map.groupBy(parts, (part) => `${part.exchange}|${part.tradingClass}|${part.multiplier}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first || group.length === 1) return group
    const expirations = [...new Set(group.flatMap((part) => part.expirations))].sort()
    const strikes = [...new Set(group.flatMap((part) => part.strikes))].sort((a, b) => a - b)
    return [{ ...first, expirations, strikes }]
  })
}

const noContract = () =>
  fail(
    "not_found",
    "The Gateway knows no contract that fits.",
    "Look the instrument up with ibkr_contract_search and use its notation or con_id.",
  )
