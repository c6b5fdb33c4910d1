import { createAccounts } from "./accounts/index.ts"
import type { Portfolio } from "./accounts/portfolio.ts"
import { createContractBook } from "./contracts/contract-book.ts"
import type { Instrument } from "./instrument.ts"
import { createMarket } from "./market/index.ts"
import { createUniverse } from "./universe/universe.ts"
import type { Advisor, World } from "./world.ts"

export interface WorldOptions {
  readonly seed: number
  /** Instruments beside those that are always there. */
  readonly instruments?: readonly Instrument[]
  /** The accounts of the login, in place of the usual ones. */
  readonly portfolios?: readonly Portfolio[]
  /** What an advisor has set up for these accounts. */
  readonly advisor?: Advisor | undefined
}

/**
 * The world of a seed: contracts, prices and accounts that agree with one another. It keeps no time of its own; every answer
 * is a function of the seed and the instant that is asked about.
 */
export function createWorld({ seed, instruments, portfolios, advisor }: WorldOptions): World {
  const universe = createUniverse(instruments)
  const market = createMarket(universe, seed)
  const accounts = createAccounts(universe, market, portfolios, advisor)
  return { contracts: createContractBook(universe), market, accounts }
}
