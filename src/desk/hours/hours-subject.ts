import { dayMs } from "../../calendar/day-number.ts"
import { readHours } from "../../calendar/hours.ts"
import { newYork } from "../../calendar/us-stock-sessions.ts"
import type { Clock } from "../../clock/clock.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Provenance } from "../answer.ts"
import { quoted } from "../argument.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import { isUsExchange } from "../contracts/us-exchanges.ts"
import { type Instrument, spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { couldNotAsk, createLastGood } from "../last-good.ts"
import { patience } from "../patience.ts"
import { createContractHours } from "./contract-hours.ts"
import { exchangeEntry, exchangeName } from "./exchange-directory.ts"
import { type HoursKnown, nothingKnown } from "./hours-known.ts"
import { zoneOf } from "./trading-hours.ts"
import { isNightVenue, tradesAtNight, usStockHours } from "./us-stock-hours.ts"

/** How long the Gateway's own hours of the US market are waited for, when the table could answer alone. */
const secondOpinionMs = 4000
/** The Gateway's own hours reach so many days from now at most. */
const hoursReachMs = 8 * dayMs

const unseenClosure =
  "From the NYSE calendar alone, as the Gateway could not be asked: a closure at short notice (a day of mourning) would not be seen."

/** What the hours are asked of, and how to come by them. */
export interface HoursSubject {
  /** Null when an exchange is meant that keeps the hours of no one instrument. */
  readonly instrument: string | null
  readonly conId: number | null
  readonly exchange: string
  /** IANA; null when not known. */
  readonly zone: string | null
  hours(at: number): HoursKnown | Promise<HoursKnown>
  readonly warnings: readonly string[]
  readonly staleS: number | null
}

export interface HoursSubjects {
  /** An instrument in the notation, at an exchange when one is given. */
  ofInstrument(text: string, exchange: string | null, asking: Asking): Promise<Outcome<HoursSubject>>
  /** An exchange by any name that people have for it. */
  ofExchange(text: string, asking: Asking): Promise<Outcome<HoursSubject>>
}

export function createHoursSubjects(gateway: Gateway, contracts: Contracts, clock: Clock): HoursSubjects {
  const contractHours = createContractHours(gateway, clock)
  const lastGood = createLastGood<Resolved>(clock, 200)

  /** The contract, from the last good answer when the Gateway is away: its hours hold for the days that they say. */
  const find = (instrument: Instrument, exchange: string | null, asking: Asking): Promise<Outcome<Answer<Resolved>>> =>
    lastGood.ask(`${spell(instrument)} ${exchange ?? ""}`, async () => {
      const named = await contracts.of(instrument, asking)
      if (!named.ok) return named
      const { contract } = named.value.details
      const there =
        exchange === null || contract.exchange === exchange
          ? named
          : await contracts.of({ kind: "con_id", conId: contract.conId, exchange }, asking)
      if (!there.ok) return there.failure.code === "not_found" ? notThere(named.value, exchange ?? "") : there
      const details = await current(there.value.details, asking)
      const resolved = { details, instrument: named.value.instrument }
      const provenance = { asOf: clock.now(), source: "live" as const, staleS: null, warnings: [] }
      return success({ data: resolved, provenance })
    })

  /** A contract can be kept for longer than its hours reach: then they are asked for again. */
  async function current(details: ContractDetails, asking: Asking): Promise<ContractDetails> {
    const hours = readHours(details.tradingHours, details.timeZoneId)
    if (!hours.known || clock.now() < hours.covers.end) return details
    const { conId, exchange } = details.contract
    const again = await gateway.contractDetails({ conId, exchange }, asking)
    return again.ok ? (again.value[0] ?? details) : details
  }

  const ofContract = (resolved: Resolved, { warnings, staleS }: Provenance, asking: Asking): HoursSubject => {
    const { details } = resolved
    const { exchange, primaryExchange } = details.contract
    const night = isNightVenue(exchange)
    return {
      instrument: resolved.instrument,
      conId: details.contract.conId,
      exchange: exchange === "SMART" ? (primaryExchange ?? exchange) : exchange,
      zone: zoneOf(details),
      hours(at) {
        if (!isUsStock(details)) return contractHours(details, at, asking)
        return night ? usMarket(exchange, true, asking).hours(at) : usStockHours(at, details, tradesAtNight(details))
      },
      warnings,
      staleS,
    }
  }

  async function ofInstrument(text: string, exchange: string | null, asking: Asking): Promise<Outcome<HoursSubject>> {
    const instrument = readInstrument(text)
    if (!instrument.ok) return instrument
    const stock = plainUsStock(instrument.value, exchange)
    // The calendar can answer for a US stock: the Gateway is not waited for as long as for others.
    const patient = stock ? patience(clock, secondOpinionMs, asking.signal) : null
    const found = await find(instrument.value, exchange, patient ?? asking)
    patient?.end()
    if (found.ok) return success(ofContract(found.value.data, found.value.provenance, asking))
    const saysNothing = couldNotAsk(found.failure) || found.failure.code === "gateway_error"
    if (!saysNothing || asking.signal?.aborted === true || !stock) return found
    const why =
      patient?.signal.aborted === true
        ? "the Gateway did not answer in time."
        : `${found.failure.message} ${found.failure.hint}`
    const venue = exchange ?? stock.exchange
    return success({
      instrument: spell(stock),
      conId: null,
      exchange: venue ?? "SMART",
      zone: newYork,
      hours: (at) => usStockHours(at, null, venue !== null && isNightVenue(venue) ? "only" : null),
      warnings: [`Taken for a US stock by its name, from the NYSE calendar alone: ${why}`],
      staleS: null,
    })
  }

  async function ofExchange(text: string, asking: Asking): Promise<Outcome<HoursSubject>> {
    const exchange = exchangeName(text)
    if (!/^[A-Z0-9][A-Z0-9._]{0,15}$/.test(exchange))
      return fail(
        "invalid_request",
        `${quoted(text)} is no exchange.`,
        "Give IBKR's name of an exchange: NYSE, NASDAQ, LSE, IBIS (Xetra), TSEJ (Tokyo), SEHK (Hong Kong), CME.",
      )
    const entry = exchangeEntry(exchange)
    if (entry?.kind === "us_stocks") return success(usMarket(exchange, entry.night, asking))
    const nobody = (why: string): Outcome<HoursSubject> =>
      success({
        instrument: null,
        conId: null,
        exchange,
        zone: null,
        hours: () => nothingKnown(null, `${why} Ask with the symbol of an instrument that trades there: VOD@LSE/GBP.`),
        warnings: [],
        staleS: null,
      })
    if (!entry) return nobody(`The hours of ${exchange} are known here by its instruments only.`)

    const named = readInstrument(entry.instrument)
    if (!named.ok) return named
    const there = "exchange" in named.value ? named.value.exchange : null
    const found = await find(named.value, there, asking)
    if (!found.ok) {
      if (found.failure.code !== "not_found") return found
      return nobody(`The Gateway does not know ${entry.instrument}, by which the hours of ${exchange} are told here.`)
    }
    const subject = ofContract(found.value.data, found.value.provenance, asking)
    const warning = `Products on ${exchange} have hours of their own: these are of ${subject.instrument}. Ask with a symbol for another.`
    return success({
      ...subject,
      exchange,
      warnings: entry.productsDiffer ? [...subject.warnings, warning] : subject.warnings,
    })
  }

  /** The table; about these days what the Gateway says of the market's best known fund, if it says it soon. */
  const usMarket = (exchange: string, night: boolean, asking: Asking): HoursSubject => ({
    instrument: null,
    conId: null,
    exchange,
    zone: newYork,
    async hours(at) {
      const trades = night ? "only" : false
      if (at < clock.now() - dayMs || at > clock.now() + hoursReachMs) return usStockHours(at, null, trades)
      const patient = patience(clock, secondOpinionMs, asking.signal)
      const isThere = gateway.status().state === "connected"
      const fund = isThere ? await contracts.named("SPY", { signal: patient.signal }) : null
      patient.end()
      if (fund?.ok) return usStockHours(at, fund.value.details, trades)
      const known = usStockHours(at, null, trades)
      return { ...known, warnings: [...known.warnings, unseenClosure] }
    },
    warnings: [],
    staleS: null,
  })

  return { ofInstrument, ofExchange }
}

const notThere = ({ instrument, details }: Resolved, exchange: string) =>
  fail(
    "not_found",
    `${instrument} does not trade on ${exchange}.`,
    `Leave exchange out, or give one of its own: ${details.validExchanges.slice(0, 12).join(", ")}. ibkr_contract_search finds other listings.`,
  )

const isUsStock = ({ contract }: ContractDetails): boolean =>
  contract.secType === "STK" &&
  contract.currency === "USD" &&
  isUsExchange(contract.primaryExchange ?? contract.exchange)

/** The instrument when it cannot be anything but a US stock, by the notation alone. */
function plainUsStock(instrument: Instrument, exchange: string | null): Extract<Instrument, { kind: "stock" }> | null {
  if (instrument.kind !== "stock" || (instrument.currency ?? "USD") !== "USD") return null
  const venue = exchange ?? instrument.exchange
  return venue === null || exchangeEntry(venue)?.kind === "us_stocks" ? instrument : null
}
