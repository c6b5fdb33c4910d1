import type { Config } from "../../config/config.ts"
import type { Position } from "../../gateway/account.ts"
import type { ContractDetails } from "../../gateway/contract.ts"
import type { Failure } from "../../outcome/outcome.ts"
import type { Asking, Progress } from "../answer.ts"
import type { Contracts, Resolved } from "../contracts.ts"
import { isAway } from "../last-good.ts"
import type { Quote, QuoteDesk } from "../quotes.ts"
import { inWaves } from "../waves.ts"
import { isOptional, type Known } from "./holding.ts"

/** Most contracts that one picture looks up, and most options whose Greeks it asks for: those of the largest positions. */
const mostContracts = 500
export const mostOptions = 200

const contractsAtOnce = 20

export interface LookedUp {
  details(conId: number): ContractDetails | null
  /** The contract that an option is written on. */
  underlying(conId: number): ContractDetails | null
  greeks(conId: number): Known["greeks"]
  readonly quotes: readonly Quote[]
  /** Set when the Gateway went away meanwhile. */
  readonly lack: Failure | null
}

/**
 * Contract details of the positions, of what their options are written on, and the options' Greeks, each asked for once
 * whichever accounts hold it. `held` is in order of importance.
 */
export async function lookUp(
  held: readonly Position[],
  { contracts, quotes, config }: { contracts: Contracts; quotes: QuoteDesk; config: Config },
  asking: Asking,
  progress: Progress,
): Promise<LookedUp> {
  const found = new Map<number, Resolved>()
  const missing = new Map<number, string>()
  const looked = new Map<number, Quote>()
  let lack: Failure | null = null

  const learn = async (conIds: readonly number[], what: string) => {
    const asked = [...new Set(conIds)].filter((conId) => !found.has(conId)).slice(0, mostContracts)
    const ask = async (conId: number) => {
      const outcome = await contracts.of({ kind: "con_id", conId, exchange: null }, asking)
      if (outcome.ok) found.set(conId, outcome.value)
      else if (isAway(outcome.failure)) lack = outcome.failure
    }
    await inWaves(asked, contractsAtOnce, ask, asking, (done) => {
      progress(done, asked.length, `Looked up ${done} of ${asked.length} ${what}`)
    })
  }

  await learn(
    held.map(({ contract }) => contract.conId),
    "contracts",
  )
  const options = held.map(({ contract }) => contract).filter(({ secType }) => isOptional(secType))
  const conIds = [...new Set(options.map(({ conId }) => conId))]
  const underlyingOf = (conId: number) => found.get(conId)?.details.underConId ?? null
  await learn(
    conIds.flatMap((conId) => underlyingOf(conId) ?? []),
    "underlyings",
  )

  const asked = conIds.slice(0, mostOptions)
  // One line is left for a question asked meanwhile.
  const budget = Math.max(1, Math.min(50, config.maxLines - 1))
  const ask = async (conId: number) => {
    const resolved = found.get(conId)
    if (!resolved) return
    const outcome = await quotes.quoteOf(resolved, asking)
    if (outcome.ok) looked.set(conId, outcome.value)
    else {
      missing.set(conId, `no Greeks: ${outcome.failure.code}`)
      if (isAway(outcome.failure)) lack = outcome.failure
    }
  }
  await inWaves(asked, budget, ask, asking, (done) => {
    progress(done, asked.length, `Asked for the Greeks of ${done} of ${asked.length} options`)
  })

  return {
    quotes: [...looked.values()],
    lack,
    details: (conId) => found.get(conId)?.details ?? null,
    underlying(conId) {
      const under = underlyingOf(conId)
      return under === null ? null : (found.get(under)?.details ?? null)
    },
    greeks(conId) {
      const quote = looked.get(conId)
      if (quote?.greeks) return { found: quote.greeks, dataType: quote.dataType }
      if (quote) return { missing: "no Greeks: the Gateway computed none" }
      if (!found.has(conId)) return { missing: "no Greeks: its contract was not found" }
      return { missing: missing.get(conId) ?? `no Greeks: only the ${mostOptions} largest options were asked for` }
    },
  }
}
