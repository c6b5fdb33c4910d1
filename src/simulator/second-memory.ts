import type { Computation, Market, Snapshot, World } from "./world/world.ts"

type ComputationKind = Parameters<Market["computation"]>[2]

interface Moment {
  readonly second: number
  readonly snapshot: Snapshot
}
interface Computed {
  readonly second: number
  readonly computation: Computation | undefined
}

/** Contracts that are remembered; more are begun with afresh. */
const mostContracts = 5000

/**
 * One instant for all within a second, and another for the one at which it begins: prices change then. What moves all the
 * time (a volatility's last digit) stands still for a second.
 */
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
        const second = inSecond(at)
        const known = snapshots.get(conId)
        if (known?.second === second) return known.snapshot
        const snapshot = market.snapshot(conId, second)
        if (snapshots.size >= mostContracts) snapshots.clear()
        snapshots.set(conId, { second, snapshot })
        return snapshot
      },
      computation(conId, at, kind: ComputationKind) {
        const second = inSecond(at)
        const name = `${conId} ${kind}`
        const known = computations.get(name)
        if (known?.second === second) return known.computation
        const computation = market.computation(conId, second, kind)
        if (computations.size >= mostContracts) computations.clear()
        computations.set(name, { second, computation })
        return computation
      },
    },
  }
}
