import type { Computation, Market, Snapshot, World } from "./world/world.ts"

type ComputationKind = Parameters<Market["computation"]>[2]

interface Moment {
  readonly key: number
  readonly snapshot: Snapshot
}
interface Computed {
  readonly key: number
  readonly computation: Computation | undefined
}

/** Contracts that are remembered; more are begun with afresh. */
const mostContracts = 5000

/** Prices change when a second begins: all instants within one are the same, and the one at which it begins. */
const secondKey = (at: number): number => 2 * Math.floor(at / 1000) + (at % 1000 === 0 ? 0 : 1)

/** One instant for all within a second. */
const inSecond = (at: number): number => (at % 1000 === 0 ? at : Math.floor(at / 1000) * 1000 + 1)

/**
 * The world, with what it has last shown of each contract remembered. Within a second nothing changes, so that a look more,
 * of the same client four times a second or of fifty clients at once, costs nothing and answers the same object.
 */
export function rememberingSeconds(world: World): World {
  const snapshots = new Map<number, Moment>()
  const computations = new Map<string, Computed>()
  const { accounts, market } = world
  return {
    ...world,
    // Accounts remember how they were last valued, by the instant.
    accounts: {
      ...accounts,
      values: (account, at) => accounts.values(account, inSecond(at)),
      summary: (account, tags, at) => accounts.summary(account, tags, inSecond(at)),
      positions: (account, at) => accounts.positions(account, inSecond(at)),
      pnl: (account, at) => accounts.pnl(account, inSecond(at)),
    },
    market: {
      ...market,
      snapshot(conId, at) {
        const key = secondKey(at)
        const known = snapshots.get(conId)
        if (known?.key === key) return known.snapshot
        const snapshot = market.snapshot(conId, at)
        if (snapshots.size >= mostContracts) snapshots.clear()
        snapshots.set(conId, { key, snapshot })
        return snapshot
      },
      computation(conId, at, kind: ComputationKind) {
        const key = secondKey(at)
        const name = `${conId} ${kind}`
        const known = computations.get(name)
        if (known?.key === key) return known.computation
        const computation = market.computation(conId, at, kind)
        if (computations.size >= mostContracts) computations.clear()
        computations.set(name, { key, computation })
        return computation
      },
    },
  }
}
