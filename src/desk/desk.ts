import type { Clock } from "../clock/clock.ts"
import type { Config } from "../config/config.ts"
import type { Gateway } from "../gateway/gateway.ts"
import { failed, type Outcome, success } from "../outcome/outcome.ts"
import { createAccounts } from "./accounts.ts"
import type { Answer } from "./answer.ts"
import { type ComparisonDesk, createComparisonDesk } from "./comparison/comparison.ts"
import { createRateHistoryDesk } from "./comparison/rate-history.ts"
import { type ConnectionDesk, createConnectionDesk } from "./connection.ts"
import { createSearchDesk, type SearchDesk } from "./contracts/contract-search.ts"
import { createTermsDesk, type TermsDesk } from "./contracts/contract-terms.ts"
import { createContracts } from "./contracts/contracts.ts"
import { createEventDesk, type EventDesk } from "./events/event-calendar.ts"
import { createFxDesk, type FxDesk } from "./fx.ts"
import { type BarDesk, createBarDesk } from "./history/bars.ts"
import { createHoursDesk, type HoursDesk } from "./hours/market-hours.ts"
import { createKnownInstrumentDesk, type KnownInstrumentDesk } from "./instruments/known-instruments.ts"
import type { InstrumentError } from "./instruments/several-instruments.ts"
import { createDepthDesk, type DepthDesk } from "./market-depth.ts"
import { createNewsDesk, type NewsDesk } from "./news/news-desk.ts"
import { type CalculatorDesk, createCalculatorDesk } from "./options/option-calculator.ts"
import { type ChainDesk, createChainDesk } from "./options/option-chain.ts"
import { createOptionListings } from "./options/option-listing.ts"
import { createOptionTableDesk, type OptionTableDesk } from "./options/option-table.ts"
import { createOptionVolatilityDesk, type OptionVolatilityDesk } from "./options/option-volatility.ts"
import { type AdvisorDesk, createAdvisorDesk } from "./portfolio/account-detail/advisor.ts"
import { createLedgerDesk, type LedgerDesk } from "./portfolio/account-detail/ledgers.ts"
import { createValueDesk, type ValueDesk } from "./portfolio/account-detail/values.ts"
import { type AccountDesk, createAccountDesk } from "./portfolio/account-summary.ts"
import { createRiskDesk, type RiskDesk } from "./portfolio/portfolio-risk.ts"
import { createPositionDesk, type PositionDesk } from "./portfolio/positions.ts"
import { createQuoteDesk, type QuoteDesk } from "./quotes.ts"
import { createScannerDesk, type ScannerDesk } from "./scanner/scanner.ts"
import { createLiveTickDesk, type LiveTickDesk } from "./ticks/live-ticks.ts"
import { createPastTickDesk, type PastTickDesk } from "./ticks/past-ticks.ts"
import { createVolumeDesk, type VolumeDesk } from "./ticks/volume-at-price.ts"
import { createOrderDesk, type OrderDesk } from "./trading/orders.ts"
import { createTradeDesk, type TradeDesk } from "./trading/trades.ts"

/**
 * Everything the tools can ask, in the field's words. Answers are plain data with where they came from; instants are ms
 * since the epoch, what is not known is null. When the Gateway cannot be asked, a question asked before gets its last good
 * answer, marked stale.
 */
export interface Desk
  extends Pick<QuoteDesk, "quotes">,
    Pick<BarDesk, "bars">,
    FxDesk,
    PastTickDesk,
    LiveTickDesk,
    VolumeDesk,
    DepthDesk,
    SearchDesk,
    TermsDesk,
    KnownInstrumentDesk,
    HoursDesk,
    ChainDesk,
    OptionTableDesk,
    OptionVolatilityDesk,
    CalculatorDesk,
    AccountDesk,
    LedgerDesk,
    ValueDesk,
    AdvisorDesk,
    PositionDesk,
    RiskDesk,
    TradeDesk,
    OrderDesk,
    ComparisonDesk,
    NewsDesk,
    EventDesk,
    ScannerDesk,
    ConnectionDesk {
  /** Any text without the numbers of accounts that may not be named; absent while all may be. */
  readonly clean?: (text: string) => string
}

export interface DeskParts {
  readonly gateway: Gateway
  readonly config: Config
  readonly clock: Clock
}

/** The desk over one Gateway. It keeps found contracts and last good answers, and nothing else. */
export function createDesk({ gateway, config, clock }: DeskParts): Desk {
  const accounts = createAccounts(gateway, config)
  const contracts = createContracts(gateway, clock, config.cacheTtlS)
  const quotes = createQuoteDesk(gateway, contracts, clock)
  const bars = createBarDesk(gateway, contracts, clock)
  const fx = createFxDesk(contracts, quotes, clock)
  const pastTicks = createPastTickDesk(gateway, contracts, clock)
  const liveTicks = createLiveTickDesk(gateway, contracts, clock)
  const volumes = createVolumeDesk(gateway, contracts, clock)
  const depth = createDepthDesk(gateway, contracts, clock)
  const search = createSearchDesk(gateway, clock)
  const terms = createTermsDesk(gateway, contracts, clock)
  const hours = createHoursDesk(gateway, contracts, clock)
  const chains = createChainDesk(gateway, contracts, clock)
  const listings = createOptionListings(gateway, clock, config.cacheTtlS)
  const optionParts = { gateway, contracts, listings, quotes, config, clock }
  const tables = createOptionTableDesk(optionParts)
  const volatilities = createOptionVolatilityDesk(optionParts)
  const calculator = createCalculatorDesk(optionParts)
  const summary = createAccountDesk(gateway, accounts, clock)
  const ledgers = createLedgerDesk(gateway, accounts, clock)
  const values = createValueDesk(gateway, accounts, clock)
  const advisor = createAdvisorDesk(gateway, accounts, clock)
  const positions = createPositionDesk(gateway, accounts, fx, clock)
  const risk = createRiskDesk(gateway, { contracts, quotes, fx, accounts, config }, clock)
  const trades = createTradeDesk(gateway, accounts, contracts, clock)
  const orders = createOrderDesk(gateway, accounts, contracts, clock)
  const comparisons = createComparisonDesk(contracts, bars, createRateHistoryDesk(contracts, bars), clock)
  const news = createNewsDesk(gateway, contracts, accounts, clock)
  const events = createEventDesk(gateway, contracts, accounts, clock)
  const scanner = createScannerDesk(gateway, { contracts, quotes, config }, clock)
  const connection = createConnectionDesk(gateway, contracts, accounts, clock)

  /** The Gateway's own texts can name accounts: none leaves the desk that may not be named. */
  const cleaned = async <Data>(asked: Promise<Outcome<Answer<Data>>>): Promise<Outcome<Answer<Data>>> => {
    const outcome = await asked
    if (!outcome.ok) return failed(accounts.cleanFailure(outcome.failure))
    const { data, provenance } = outcome.value
    return success({ data, provenance: { ...provenance, warnings: provenance.warnings.map(accounts.clean) } })
  }

  /** The same of an answer that says of some instruments why they failed. */
  const cleanedEach = async <Data extends { readonly errors: readonly InstrumentError[] }>(
    asked: Promise<Outcome<Answer<Data>>>,
  ): Promise<Outcome<Answer<Data>>> => {
    const outcome = await cleaned(asked)
    if (!outcome.ok) return outcome
    const { data, provenance } = outcome.value
    const errors = data.errors.map((one) => ({ ...one, failure: accounts.cleanFailure(one.failure) }))
    return success({ data: { ...data, errors }, provenance })
  }

  return {
    quotes: (...question) => cleanedEach(quotes.quotes(...question)),
    bars: (...question) => cleaned(bars.bars(...question)),
    fxRate: (...question) => cleaned(fx.fxRate(...question)),
    pastTicks: (...question) => cleaned(pastTicks.pastTicks(...question)),
    liveTicks: (...question) => cleaned(liveTicks.liveTicks(...question)),
    volumeAtPrice: (...question) => cleaned(volumes.volumeAtPrice(...question)),
    marketDepth: (...question) => cleaned(depth.marketDepth(...question)),
    searchContracts: (...question) => cleaned(search.searchContracts(...question)),
    contractTerms: (...question) => cleaned(terms.contractTerms(...question)),
    ...createKnownInstrumentDesk(gateway, contracts, accounts, clock),
    marketHours: (...question) => cleaned(hours.marketHours(...question)),
    optionChains: (...question) => cleaned(chains.optionChains(...question)),
    optionTable: (...question) => cleaned(tables.optionTable(...question)),
    optionVolatility: (...question) => cleaned(volatilities.optionVolatility(...question)),
    calculateOption: (...question) => cleaned(calculator.calculateOption(...question)),
    accountSummary: (...question) => cleaned(summary.accountSummary(...question)),
    accountLedgers: (...question) => cleaned(ledgers.accountLedgers(...question)),
    accountValues: (...question) => cleaned(values.accountValues(...question)),
    advisorSetup: (...question) => cleaned(advisor.advisorSetup(...question)),
    positions: (...question) => cleaned(positions.positions(...question)),
    positionPage: positions.positionPage,
    portfolioRisk: (...question) => cleaned(risk.portfolioRisk(...question)),
    trades: (...question) => cleaned(trades.trades(...question)),
    orders: (...question) => cleaned(orders.orders(...question)),
    compare: (...question) => cleanedEach(comparisons.compare(...question)),
    newsProviders: (...question) => cleaned(news.newsProviders(...question)),
    headlines: (...question) => cleaned(news.headlines(...question)),
    newsTape: (...question) => cleaned(news.newsTape(...question)),
    bulletins: (...question) => cleaned(news.bulletins(...question)),
    newsArticle: (...question) => cleaned(news.newsArticle(...question)),
    events: (...question) => cleanedEach(events.events(...question)),
    scan: (...question) => cleaned(scanner.scan(...question)),
    searchScans: (...question) => cleaned(scanner.searchScans(...question)),
    connection: connection.connection,
    ...(accounts.areOpen ? {} : { clean: accounts.clean }),
  }
}
