import type { Clock } from "../../clock/clock.ts"
import type { Position } from "../../gateway/accounts/account.ts"
import type { Contract } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { Accounts } from "../accounts.ts"
import type { Asking } from "../answer.ts"
import type { Contracts } from "../contracts/contracts.ts"
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

/** Whoever lists names does not want to wait longer. */
const patienceMs = 1000

/** Most that are looked up for their names. */
const mostNamed = 50

export function createKnownInstrumentDesk(
  gateway: Gateway,
  contracts: Contracts,
  accounts: Accounts,
  clock: Clock,
): KnownInstrumentDesk {
  const names = new Map<number, string>()

  /** Positions come without an exchange as a rule, without which the notation has no name for a stock: its details do. */
  const nameOf = async (contract: Contract, asking: Asking): Promise<string> => {
    const own = notationOf(contract)
    const known = own.startsWith("CONID:") ? names.get(contract.conId) : own
    if (known !== undefined) return known
    const found = await contracts.named(own, asking)
    const name = found.ok ? found.value.instrument : own
    // Names are listed again and again: one that there is none of is not asked for each time.
    if (found.ok || found.failure.code === "not_found") names.set(contract.conId, name)
    return name
  }

  const held = async (asking: Asking): Promise<readonly KnownInstrument[]> => {
    // Nothing is ended when it takes longer: whoever asks next then finds it there.
    const { promise: tooLate, resolve } = Promise.withResolvers<null>()
    const timer = clock.after(patienceMs, () => resolve(null))
    const all = await Promise.race([gateway.positions(asking), tooLate])
    const readable = accounts.shown()
    const open = all?.ok ? all.value.filter((one) => one.quantity !== 0 && readable.includes(one.account)) : []
    const cost = ({ quantity, averageCost }: Position) => Math.abs(quantity * (averageCost ?? 0))
    const held = open.toSorted((a, b) => cost(b) - cost(a)).map(({ contract }) => contract)
    const named = held.slice(0, mostNamed).map((contract) => nameOf(contract, asking))
    const found = await Promise.race([Promise.all(named), tooLate])
    timer.cancel()
    return distinct(
      held.map((contract, at) => ({ instrument: found?.[at] ?? notationOf(contract), symbol: contract.symbol })),
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
