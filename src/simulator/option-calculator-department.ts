import { type Client, type Department, request } from "./department.ts"
import { readContract } from "./protocol/contract-request.ts"
import { customComputation } from "./protocol/market-data-messages.ts"
import { duplicateTicker, invalidRequest } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { resolveContract } from "./resolve-contract.ts"

const readCalculation = (fields: RequestFields) => {
  fields.skip()
  return {
    id: fields.requestId(),
    contract: readContract(fields),
    value: fields.optionalNumber(),
    underlyingPrice: fields.optionalNumber(),
  }
}

const readCancel = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

/** How long the model takes; within it a calculation can be cancelled. */
const answerMs = 20

/** What the model makes of a price or a volatility that the client supposes. */
export function optionCalculatorDepartment(client: Client): Department {
  const { gateway } = client
  const running = new Map<number, { cancel(): void }>()

  const calculate =
    (kind: "price" | "volatility") =>
    ({ id, contract, value, underlyingPrice }: ReturnType<typeof readCalculation>) => {
      if (running.has(id)) return client.refuse(id, duplicateTicker)
      const resolved = resolveContract(client, contract)
      if (resolved.kind === "refused") return client.refuse(id, resolved.refusal)
      const { listing } = resolved
      if (listing.right === "") return client.refuse(id, invalidRequest("Invalid option contract"))
      if (value === undefined || value <= 0) {
        return client.refuse(id, invalidRequest(kind === "price" ? "Invalid option price" : "Invalid volatility"))
      }
      if (underlyingPrice === undefined || underlyingPrice <= 0) {
        return client.refuse(id, invalidRequest("Invalid under price"))
      }
      const timer = client.after(answerMs, () => {
        running.delete(id)
        const given = { kind, value, underlyingPrice }
        client.send(customComputation(id, gateway.world.market.calculate(listing.conId, gateway.clock.now(), given)))
      })
      running.set(id, timer)
    }

  const cancel = (id: number): void => {
    running.get(id)?.cancel()
    running.delete(id)
  }

  return {
    requests: {
      54: request(client, readCalculation, calculate("price")),
      55: request(client, readCalculation, calculate("volatility")),
      56: request(client, readCancel, cancel),
      57: request(client, readCancel, cancel),
    },
  }
}
