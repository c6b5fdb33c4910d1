import type { Clock } from "../clock/clock.ts"
import type { Gateway } from "../gateway/gateway.ts"
import type { Accounts } from "./accounts.ts"
import type { Asking } from "./answer.ts"
import type { Contracts } from "./contracts.ts"
import { readInstrument } from "./instrument-grammar.ts"
import { notationOf } from "./instrument-query.ts"

/** An instrument that this person most likely means. */
export interface KnownInstrument {
  readonly instrument: string
  readonly symbol: string
}

export interface KnownInstruments {
  /** Those with an open position in an account that may be read, largest cost first, whatever its currency. */
  readonly held: readonly KnownInstrument[]
  /** Those asked about before, newest first. */
  readonly recent: readonly KnownInstrument[]
}

export interface KnownInstrumentDesk {
  /** Never fails, and takes a second at most: what cannot be known by then is left out. */
  knownInstruments(asking: Asking): Promise<KnownInstruments>
  /** Gives an instrument's market data line back at once, unless somebody waits on it: its quotes were watched, and no more. */
  releaseQuote(instrument: string): void
}

/** How long positions are waited for: whoever lists names does not want to wait. */
const positionsMs = 1000

export function createKnownInstrumentDesk(
  gateway: Gateway,
  contracts: Contracts,
  accounts: Accounts,
  clock: Clock,
): KnownInstrumentDesk {
  const held = async ({ signal }: Asking): Promise<readonly KnownInstrument[]> => {
    // Not ended when it takes longer: whoever asks next then finds the positions there.
    const { promise: tooLate, resolve } = Promise.withResolvers<null>()
    const timer = clock.after(positionsMs, () => resolve(null))
    const all = await Promise.race([gateway.positions({ signal }), tooLate])
    timer.cancel()
    if (!all?.ok) return []
    const readable = accounts.shown()
    const open = all.value.filter(({ account, quantity }) => quantity !== 0 && readable.includes(account))
    const cost = ({ quantity, averageCost }: (typeof open)[number]) => Math.abs(quantity * (averageCost ?? 0))
    return distinct(
      open
        .toSorted((a, b) => cost(b) - cost(a))
        .map(({ contract }) => ({ instrument: notationOf(contract), symbol: contract.symbol })),
    )
  }

  return {
    knownInstruments: async (asking) => ({
      held: await held(asking),
      recent: distinct(
        contracts.recent().map(({ details, instrument }) => ({ instrument, symbol: details.contract.symbol })),
      ),
    }),
    releaseQuote(text) {
      const instrument = readInstrument(text)
      const found = instrument.ok ? contracts.kept(instrument.value) : null
      if (found) gateway.releaseQuote(found.details.contract)
    },
  }
}

const distinct = (all: readonly KnownInstrument[]): readonly KnownInstrument[] => [
  ...new Map(all.map((one) => [one.instrument, one])).values(),
]
