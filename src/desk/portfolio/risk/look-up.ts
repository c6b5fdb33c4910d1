import type { Position } from "../../../gateway/accounts/account.ts"
import type { ContractDetails } from "../../../gateway/contracts/contract.ts"
import type { Failure } from "../../../outcome/outcome.ts"
import type { Asking, Progress } from "../../answer.ts"
import type { Contracts, Resolved } from "../../contracts/contracts.ts"
import { isAway } from "../../last-good.ts"
import { inWaves } from "../../waves.ts"
import { isDerived } from "./holding.ts"

/** Most contracts that one picture looks up: those of the largest positions. */
const mostContracts = 500

const contractsAtOnce = 20

export interface LookedUp {
  contract(conId: number): Resolved | null
  details(conId: number): ContractDetails | null
  /** The contract that an option or a CFD is written on. */
  underlying(conId: number): Resolved | null
  /** Set when the Gateway went away meanwhile. */
  readonly lack: Failure | null
}

/**
 * Contract details of the positions and of what their options and CFDs are written on, each asked for once whichever
 * accounts hold it. `held` is in order of importance.
 */
export async function lookUp(
  held: readonly Position[],
  contracts: Contracts,
  asking: Asking,
  progress: Progress,
): Promise<LookedUp> {
  const found = new Map<number, Resolved>()
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

  const contract = (conId: number) => found.get(conId) ?? null
  const underlyingId = (conId: number) => contract(conId)?.details.underConId ?? null
  await learn(
    held.map((position) => position.contract.conId),
    "contracts",
  )
  const derived = held.map((position) => position.contract).filter(({ secType }) => isDerived(secType))
  await learn(
    derived.flatMap(({ conId }) => underlyingId(conId) ?? []),
    "underlyings",
  )
  return {
    contract,
    details: (conId) => contract(conId)?.details ?? null,
    underlying: (conId) => contract(underlyingId(conId) ?? -1),
    lack,
  }
}
