import type { Clock } from "../../clock/clock.ts"
import type { Contract } from "../../gateway/contracts/contract.ts"
import type { Asking, Progress } from "../answer.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { isUsExchange } from "../contracts/us-exchanges.ts"
import { notationOf } from "../instruments/instrument-query.ts"
import { patience } from "../patience.ts"

/** How a contract of an order or execution is written, and what its prices are in. */
export interface TradedContract {
  readonly instrument: string
  /** Prices divided by this are in the contract's currency; null when its terms could not be had. */
  readonly priceMagnifier: number | null
}

/** Contracts by id, as far as they could be looked up in time. */
export interface TradedContracts {
  of(contract: Contract): TradedContract
  /** How many of them were not found, and go by their number or by where they were traded. */
  readonly unknown: number
}

/** How long lookups may take altogether. Without them an order is still an order. */
const lookupsMs = 5000
/** Far more than anyone trades in a day; the Gateway takes 50 requests a second. */
const mostLookups = 150

/**
 * Orders and executions name the exchange they went to, but neither the primary one, without which a foreign stock has no
 * name, nor the unit of the price: those are looked up, and kept as any contract is.
 */
export async function tradedContracts(
  all: readonly Contract[],
  contracts: Contracts,
  clock: Clock,
  { signal }: Asking,
  progress: Progress,
): Promise<TradedContracts> {
  const wanted = new Map(all.filter(needsLookup).map((contract) => [contract.conId, contract]))
  const ids = [...wanted.keys()].slice(0, mostLookups)
  const found = new Map<number, TradedContract>()
  const waiting = patience(clock, lookupsMs, signal)
  let done = 0
  await Promise.all(
    ids.map(async (conId) => {
      const resolved = await contracts.of({ kind: "con_id", conId, exchange: null }, { signal: waiting.signal })
      if (resolved.ok) {
        const { instrument, details } = resolved.value
        found.set(conId, { instrument, priceMagnifier: details.priceMagnifier })
      }
      progress(++done, ids.length, `Looked up ${done} of ${ids.length} instruments`)
    }),
  )
  waiting.end()
  return {
    of: (contract) =>
      found.get(contract.conId) ?? {
        instrument: notationOf(contract),
        priceMagnifier: wanted.has(contract.conId) ? null : 1,
      },
    unknown: wanted.size - found.size,
  }
}

/** Plain US stocks and options, pairs and coins are known by what every message says of them. A combination has no terms. */
function needsLookup({ secType, currency, exchange, conId }: Contract): boolean {
  if (conId <= 0 || secType === "BAG" || secType === "CRYPTO") return false
  if (secType === "CASH") return exchange !== "IDEALPRO"
  if (currency !== "USD") return true
  return secType !== "OPT" && !(secType === "STK" && isUsExchange(exchange))
}
