import { createAccounts } from "./accounts/index.ts"
import { createContractBook } from "./contracts/contract-book.ts"
import { createMarket } from "./market/index.ts"
import { createUniverse } from "./universe/universe.ts"
import type { World } from "./world.ts"

/**
 * The world of a seed: contracts, prices and accounts that agree with one another. It keeps no time of its own; every answer
 * is a function of the seed and the instant that is asked about.
 */
export function createWorld({ seed }: { readonly seed: number }): World {
  const universe = createUniverse()
  const market = createMarket(universe, seed)
  return { contracts: createContractBook(universe), market, accounts: createAccounts(universe, market) }
}
