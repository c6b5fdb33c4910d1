import { LRUCache } from "lru-cache"
import type { Clock } from "../../clock/clock.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { type Candidate, fail, type Outcome, success } from "../../outcome/outcome.ts"
import type { Asking } from "../answer.ts"
import { quoted } from "../argument.ts"
import { dashed } from "../calendar-date.ts"
import { type Instrument, spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { notationOf, queriesOf } from "../instruments/instrument-query.ts"
import { isUsExchange } from "./us-exchanges.ts"

/** The one contract that an instrument turned out to be. */
export interface Resolved {
  readonly details: ContractDetails
  /** The contract in the notation, as answers name it. */
  readonly instrument: string
}

/** Finds the contract that is meant. Found ones are kept for a while; a failure never is. */
export interface Contracts {
  /** From text in the notation. `invalid_request`, `not_found`, `ambiguous_contract`, or what the Gateway says. */
  named(text: string, asking: Asking): Promise<Outcome<Resolved>>
  of(instrument: Instrument, asking: Asking): Promise<Outcome<Resolved>>
  /** One that has been found before, however long ago; null when it is not kept. */
  kept(instrument: Instrument): Resolved | null
  /** Those that are kept, last used first. */
  recent(): readonly Resolved[]
  /** How many contracts are kept. */
  readonly size: number
}

const mostKept = 5000
const mostCandidates = 20

export function createContracts(gateway: Gateway, clock: Clock, keepS: number): Contracts {
  const kept = new LRUCache<string, { readonly until: number; readonly resolved: Resolved }>({ max: mostKept })

  async function find(instrument: Instrument, asking: Asking): Promise<Outcome<Resolved>> {
    const key = spell(instrument)
    const known = kept.get(key)
    if (known && known.until > clock.now()) return success(known.resolved)
    kept.delete(key)

    for (const query of queriesOf(instrument)) {
      const found = await gateway.contractDetails(query, asking)
      if (!found.ok) {
        if (found.failure.code === "not_found") continue
        return found
      }
      const meant = narrowed(instrument, oncePerContract(found.value))
      const [only] = meant
      if (!only) continue
      if (meant.length > 1) return ambiguous(key, meant)
      const resolved = { details: only, instrument: notationOf(only.contract, only.bond?.cusip) }
      kept.set(key, { until: clock.now() + keepS * 1000, resolved })
      return success(resolved)
    }
    return notFound(instrument)
  }

  return {
    async named(text, asking) {
      const instrument = readInstrument(text)
      return instrument.ok ? find(instrument.value, asking) : instrument
    },
    of: find,
    kept: (instrument) => kept.peek(spell(instrument))?.resolved ?? null,
    recent: () => [...kept.values()].map(({ resolved }) => resolved),
    get size() {
      return kept.size
    },
  }
}

/** The Gateway lists a contract once per exchange when it is asked without one; SMART is the row to keep. */
function oncePerContract(all: readonly ContractDetails[]): readonly ContractDetails[] {
  const rows = new Map<number, ContractDetails>()
  for (const row of all) {
    const before = rows.get(row.contract.conId)
    if (!before || (before.contract.exchange !== "SMART" && row.contract.exchange === "SMART"))
      rows.set(row.contract.conId, row)
  }
  return [...rows.values()]
}

/**
 * What the notation leaves open is settled by rule: a plain symbol, a US ISIN or a CUSIP without venue is the US listing in
 * dollars; a month is the contract month; a derivative without trading class is of the class named like its symbol; what
 * has no currency is in dollars. A rule that nothing fits is passed over; what is still several is ambiguous.
 */
function narrowed(instrument: Instrument, all: readonly ContractDetails[]): readonly ContractDetails[] {
  const rules: ((row: ContractDetails) => boolean)[] = []
  if (instrument.kind === "future" && instrument.expiry?.length === 6)
    rules.push((row) => row.contractMonth === instrument.expiry)
  if ("tradingClass" in instrument && instrument.tradingClass === null)
    rules.push(({ contract }) => contract.tradingClass === instrument.symbol.replaceAll(" ", ""))
  if (meansUsListing(instrument))
    rules.push(({ contract }) => contract.currency === "USD" && isUsExchange(contract.primaryExchange ?? ""))
  if (instrument.kind !== "identifier" && "currency" in instrument && instrument.currency === null)
    rules.push(({ contract }) => contract.currency === "USD")

  let left = all
  for (const rule of rules) {
    if (left.length <= 1) break
    const fitting = left.filter(rule)
    if (fitting.length > 0) left = fitting
  }
  return left
}

function meansUsListing(instrument: Instrument): boolean {
  if (instrument.kind !== "stock" && instrument.kind !== "identifier") return false
  if (instrument.exchange !== null || (instrument.currency ?? "USD") !== "USD") return false
  return instrument.kind === "stock" || instrument.type === "CUSIP" || instrument.value.startsWith("US")
}

function ambiguous(key: string, matches: readonly ContractDetails[]): Outcome<never> {
  const candidates = matches
    .toSorted((a, b) => (a.contract.expiry ?? "").localeCompare(b.contract.expiry ?? ""))
    .slice(0, mostCandidates)
    .map(candidate)
  return fail(
    "ambiguous_contract",
    `${quoted(key)} fits ${matches.length} contracts.`,
    "Call again with the instrument of one of the candidates.",
    { candidates },
  )
}

const candidate = ({ contract, longName, bond }: ContractDetails): Candidate => ({
  instrument: notationOf(contract, bond?.cusip),
  conId: contract.conId,
  description: [
    longName ?? contract.localSymbol ?? contract.symbol,
    contract.secType,
    contract.expiry?.length === 8 ? dashed(contract.expiry) : contract.expiry,
    contract.tradingClass !== contract.symbol ? contract.tradingClass : null,
    contract.multiplier === null || contract.multiplier === "1" ? null : `x${contract.multiplier}`,
    contract.primaryExchange ?? contract.exchange,
    contract.currency,
  ]
    .filter((part) => part !== null && part !== "")
    .join(", "),
})

const notFound = (instrument: Instrument): Outcome<never> =>
  fail("not_found", `The Gateway knows no contract ${quoted(spell(instrument))}.`, whereToLook(instrument))

/** The tool that lists what there is: a search finds no options, months or pairs. */
function whereToLook(instrument: Instrument): string {
  const search = "Use ibkr_contract_search to find the right name."
  switch (instrument.kind) {
    case "stock":
      if (/^\d{5,}$/.test(instrument.symbol))
        return `A contract id is written CONID:${instrument.symbol}; outside the US add exchange and currency, 7203@TSEJ/JPY.`
      return `An index is IND:SPX@CBOE, a currency pair FX:EURUSD, a future FUT:ES:202612@CME; outside the US add exchange and currency, VOD@LSE/GBP. ${search}`
    case "option":
      return `ibkr_option_chain with ${instrument.symbol} lists its expiries and strikes; expired ones are not kept.`
    case "futures_option":
      return "ibkr_option_chain with the future, FUT:ES:202612@CME, lists its expiries and strikes; expired ones are not kept."
    case "future":
      return `ibkr_contract_details with ${spell({ ...instrument, expiry: null, tradingClass: null })} lists its months; ones long expired are not kept.`
    case "pair":
      return `Each pair is listed one way round only: ${spell({ ...instrument, base: instrument.quote, quote: instrument.base })}, perhaps. ibkr_fx_rate takes either.`
    case "con_id":
      return `Check the contract id. ${search}`
    default:
      return search
  }
}
