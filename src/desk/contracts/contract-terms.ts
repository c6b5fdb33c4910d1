import { LRUCache } from "lru-cache"
import { readHours } from "../../calendar/hours.ts"
import { nameSessions, type TradingSession } from "../../calendar/trading-sessions.ts"
import type { Clock } from "../../clock/clock.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import type { PriceStep } from "../../gateway/contracts/market-rule.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { type Failure, fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { unusableText } from "../argument.ts"
import { readSource } from "../history/bar-request.ts"
import { lastTradeAt, sessionsUntil } from "../hours/last-trade.ts"
import { zoneOf } from "../hours/trading-hours.ts"
import { type Instrument, spell } from "../instruments/instrument.ts"
import { readInstrument } from "../instruments/instrument-grammar.ts"
import { createLastGood } from "../last-good.ts"
import { daysTo } from "../options/option-expiry.ts"
import { patience } from "../patience.ts"
import type { Contracts, Resolved } from "./contracts.ts"
import { createFutureMonths, type FutureMonths, type FutureSeries, type MonthsPage } from "./future-months.ts"

/** Price steps that some of a contract's exchanges share. */
export interface MarketRule {
  readonly ruleId: number
  readonly exchanges: readonly string[]
  /** Null when the Gateway did not give them. */
  readonly steps: readonly PriceStep[] | null
}

type UnknownRule = Omit<MarketRule, "steps">

/** What a contract is derived from. */
export interface Underlying {
  /** In the notation. */
  readonly instrument: string
  readonly conId: number
  readonly symbol: string | null
  readonly secType: string | null
}

/** The terms of one contract, the Gateway's and what they refer to. */
export interface ContractTerms {
  readonly kind: "terms"
  readonly instrument: string
  readonly details: ContractDetails
  /** IANA; null when not known. */
  readonly zone: string | null
  /** That of the contract's own exchange first; the others when they were asked for. Empty where the Gateway names none. */
  readonly marketRules: readonly MarketRule[]
  /** Sessions from now on that the Gateway lists, in order. */
  readonly sessions: readonly TradingSession[]
  /** The first instant with historical data, ms since the epoch; null when not known. */
  readonly earliestData: number | null
  readonly underlying: Underlying | null
  /** Calendar days to the last trade day, in the exchange's zone; null for what does not expire. */
  readonly daysToExpiry: number | null
}

/** Which part of the answer is wanted: of a future's months a page, of a contract's price steps all or its exchange's. */
export interface TermsWanted extends MonthsPage {
  readonly allPriceSteps: boolean
}

export interface TermsDesk {
  /**
   * The terms of an instrument; of a future without month a page of its months instead. What the contract refers to (price
   * steps, earliest data, underlying) is asked for along with it and waited for some seconds: what is missing is null, and a
   * warning says why.
   */
  contractTerms(
    instrument: string,
    wanted: TermsWanted,
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<ContractTerms | FutureMonths>>>
}

/** How long it is worth waiting for what a contract refers to. */
const referencesMs = 6000
/** A contract of hundreds of exchanges has a handful of rules. */
const mostRules = 12

export function createTermsDesk(gateway: Gateway, contracts: Contracts, clock: Clock): TermsDesk {
  const lastGood = createLastGood<ContractTerms>(clock, 100)
  const monthsOf = createFutureMonths(gateway, clock)
  /** Rules are numbered tables that stand still: one that changes gets another number. */
  const rules = new LRUCache<number, readonly PriceStep[]>({ max: 300 })
  const earliest = new LRUCache<string, number>({ max: 1000 })

  async function stepsOf(ruleId: number, asking: Asking): Promise<Outcome<readonly PriceStep[]>> {
    const known = rules.get(ruleId)
    if (known) return success(known)
    const found = await gateway.marketRule(ruleId, asking)
    if (found.ok) rules.set(ruleId, found.value)
    return found
  }

  function marketRules(
    rules: readonly UnknownRule[],
    asking: Asking,
    warnings: string[],
  ): Promise<readonly MarketRule[]> {
    return Promise.all(
      rules.map(async (rule) => {
        const steps = await stepsOf(rule.ruleId, asking)
        if (!steps.ok) warnings.push(missing(`Price steps of market rule ${rule.ruleId}`, steps.failure, asking))
        return { ...rule, steps: steps.ok ? steps.value : null }
      }),
    )
  }

  async function earliestData({ contract }: ContractDetails, asking: Asking, warnings: string[]) {
    const key = `${contract.conId} ${contract.exchange}`
    const known = earliest.get(key)
    const chosen = readSource("TRADES", contract.secType)
    if (known !== undefined || !chosen.ok) return known ?? null
    const found = await gateway.headTimestamp(contract, chosen.value.source, asking)
    if (found.ok) {
      earliest.set(key, found.value)
      return found.value
    }
    warnings.push(missing("Earliest data", found.failure, asking))
    return null
  }

  async function underlying(details: ContractDetails, asking: Asking): Promise<Underlying | null> {
    const { underConId: conId, underSymbol: symbol, underSecType: secType } = details
    if (conId === null) return null
    const found = await contracts.of({ kind: "con_id", conId, exchange: null }, asking)
    return { instrument: found.ok ? found.value.instrument : `CONID:${conId}`, conId, symbol, secType }
  }

  async function terms(
    resolved: Resolved,
    wanted: TermsWanted,
    asking: Asking,
    progress: Progress,
  ): Promise<Answer<ContractTerms>> {
    const { details, instrument } = resolved
    const { expiry } = details.contract
    progress(1, 2, `Found ${instrument}; asking for its price steps and earliest data`)
    const warnings: string[] = []
    const patient = patience(clock, referencesMs, asking.signal)
    const [steps, since, under] = await Promise.all([
      marketRules(rulesOf(details).slice(0, wanted.allPriceSteps ? mostRules : 1), patient, warnings),
      earliestData(details, patient, warnings),
      underlying(details, patient),
    ])
    patient.end()
    progress(2, 2, "Done")
    return {
      data: {
        kind: "terms",
        instrument,
        details,
        zone: zoneOf(details),
        marketRules: steps,
        sessions: sessionsAhead(details, clock.now()),
        earliestData: since,
        underlying: under,
        daysToExpiry: expiry?.length === 8 ? daysTo(expiry, clock.now(), zoneOf(details)) : null,
      },
      provenance: { asOf: clock.now(), source: "live", staleS: null, warnings },
    }
  }

  return {
    async contractTerms(text, wanted, asking, progress) {
      const unusable = unusableText("cursor", wanted.cursor, 64)
      if (unusable) return failed(unusable)
      const instrument = readInstrument(text)
      if (!instrument.ok) return instrument
      if (isSeries(instrument.value)) return monthsOf(instrument.value, wanted, asking)
      if (wanted.cursor !== null) return noPages(spell(instrument.value))
      return lastGood.ask(`${spell(instrument.value)} ${wanted.allPriceSteps}`, async () => {
        const resolved = await contracts.of(instrument.value, asking)
        if (!resolved.ok) return resolved
        const answer = await terms(resolved.value, wanted, asking, progress)
        if (asking.signal?.aborted === true) return failed(cancelled())
        return success(answer)
      })
    },
  }
}

const noPages = (instrument: string) =>
  fail(
    "invalid_request",
    `The terms of ${instrument} are one page: cursor has no meaning there.`,
    "Leave cursor out; it goes on with the months of a future, FUT:ES@CME.",
  )

const missing = (what: string, { message }: Failure, { signal }: Asking): string =>
  `${what}: ${signal?.aborted === true ? `no answer within ${referencesMs / 1000} s.` : message}`

/** A future named without month stands for all of them. */
const isSeries = (instrument: Instrument): instrument is FutureSeries =>
  instrument.kind === "future" && instrument.expiry === null

/** Market rules come as a list alongside the valid exchanges; the rule of the contract's own exchange is put first. */
function rulesOf({ contract, validExchanges, marketRuleIds }: ContractDetails): readonly UnknownRule[] {
  const [only] = new Set(marketRuleIds)
  const isParallel = marketRuleIds.length === validExchanges.length
  // Of a list that does not match the exchanges only one rule for all of them can be told.
  if (!isParallel)
    return only !== undefined && new Set(marketRuleIds).size === 1 ? [{ ruleId: only, exchanges: validExchanges }] : []
  const groups = Map.groupBy(validExchanges, (_, index) => marketRuleIds[index])
  const rules = [...groups].flatMap(([ruleId, exchanges]) => (ruleId === undefined ? [] : [{ ruleId, exchanges }]))
  const isOwn = ({ exchanges }: UnknownRule) => exchanges.includes(contract.exchange)
  return [...rules.filter(isOwn), ...rules.filter((rule) => !isOwn(rule))]
}

/** The sessions that the Gateway lists, without those that are over. */
function sessionsAhead(details: ContractDetails, now: number): readonly TradingSession[] {
  const zone = zoneOf(details)
  const trading = readHours(details.tradingHours, details.timeZoneId)
  const liquid = readHours(details.liquidHours, details.timeZoneId)
  if (zone === null || !trading.known || !liquid.known) return []
  const listed = { sessions: nameSessions(trading.intervals, liquid.intervals, zone), covers: trading.covers }
  return sessionsUntil(listed, lastTradeAt(details, zone)).sessions.filter(({ end }) => end > now)
}
