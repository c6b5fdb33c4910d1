import type { Outcome } from "../outcome/outcome.ts"
import type { AccountPnl, AccountUpdates, AccountValue, Position, PositionPnl } from "./accounts/account.ts"
import type { AccountAlias, AccountGroup, FamilyMember } from "./advisor/advisor.ts"
import type { Contract, ContractDetails, ContractQuery, OptionParameters, SymbolMatch } from "./contracts/contract.ts"
import type { PriceStep } from "./contracts/market-rule.ts"
import type { DepthExchange, DepthLook, DepthRequest } from "./depth/depth.ts"
import type { CompanyEvent, EventsRequest, EventType } from "./events/events.ts"
import type { Bar, BarsRequest, Schedule } from "./history/history.ts"
import type { Article, Bulletin, Headline, Headlines, HeadlinesRequest, NewsProvider } from "./news/news.ts"
import type { SupposedOption } from "./options/supposed-option.ts"
import type { Fill } from "./orders/execution.ts"
import type { CompletedOrder, OpenOrder, Orders } from "./orders/order.ts"
import type { DataType, OptionComputation, QuoteOutcome, QuoteWish } from "./quotes/market-data.ts"
import type { ScannerCatalogue, ScanRequest, ScanRow } from "./scanner/scan.ts"
import type { ConnectionStatus, Probe } from "./status.ts"
import type {
  LiveTicksEnd,
  LiveTicksRequest,
  PastTicks,
  PastTicksRequest,
  PriceVolume,
  TickListener,
  TradingSpan,
} from "./ticks/tick.ts"

/** What any request may be told. Aborting cancels it towards the Gateway too. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined
}

export interface ScheduleOptions extends RequestOptions {
  readonly until?: number
}

/**
 * The person's IB Gateway or TWS, read-only. One object for the life of the process: it connects in the background,
 * reconnects by itself, and every request says plainly why it cannot be served (`not_connected`, `connecting`, …).
 *
 * While the first connection attempt is still under way a request waits for it, within its own deadline.
 */
export interface Gateway {
  /** Begins to connect. Returns at once. */
  start(): void
  /** Closes the connection and stops every timer. */
  stop(): Promise<void>
  status(): ConnectionStatus
  /** Resolves when connected, or when the current attempt has failed, or after `ms`. Never rejects. */
  settled(ms: number): Promise<ConnectionStatus>
  /** Asks the Gateway for its time, unless it was asked less than 4.25 s ago (then the last answer is given). */
  probe(options?: RequestOptions): Promise<Outcome<Probe>>

  /** Every contract that fits; `not_found` when none does. Not cached here. */
  contractDetails(query: ContractQuery, options?: RequestOptions): Promise<Outcome<readonly ContractDetails[]>>
  /** The price steps of a market rule, ascending; `no_data` for a number that the Gateway does not know. */
  marketRule(ruleId: number, options?: RequestOptions): Promise<Outcome<readonly PriceStep[]>>
  /** Symbols that fit a pattern; empty when none does. */
  matchingSymbols(pattern: string, options?: RequestOptions): Promise<Outcome<readonly SymbolMatch[]>>
  optionParameters(underlying: Contract, options?: RequestOptions): Promise<Outcome<readonly OptionParameters[]>>

  /**
   * The newest look at an instrument's stream, which is opened when it is not open yet, shared by everyone who asks, and
   * kept warm for a minute. Answers when complete or settled: 200 ms without news once the main fields are in, 4 s at
   * most (8 s with Greeks).
   */
  quote(contract: Contract, wish: QuoteWish): Promise<QuoteOutcome>
  /** What the Gateway has last said, in this session, of the data that it sends for an instrument's quotes; null for nothing. */
  quoteDataType(contract: Contract): DataType | null
  /** Ends an instrument's stream now, unless somebody waits on it: for who knows that it will not be asked for again. */
  releaseQuote(contract: Contract): void
  /**
   * What the Gateway's own model makes of an option's supposed price or volatility, its Greeks included. `no_data` when the
   * model has no answer, as for a price below what exercise pays.
   */
  calculateOption(
    contract: Contract,
    supposed: SupposedOption,
    options?: RequestOptions,
  ): Promise<Outcome<OptionComputation>>

  /** Bars in ascending order. `no_data` when there are none. */
  bars(request: BarsRequest, options?: RequestOptions): Promise<Outcome<readonly Bar[]>>
  /** Earliest data, ms since the epoch. */
  headTimestamp(contract: Contract, source: BarsRequest["source"], options?: RequestOptions): Promise<Outcome<number>>
  /** Past sessions of the contract's exchange, looking back `days` from now, or from `until` (ms since the epoch). */
  schedule(contract: Contract, days: number, regular: boolean, options?: ScheduleOptions): Promise<Outcome<Schedule>>

  /**
   * Ticks of the past next to an instant, ascending: the first from it on, or the last before it. Empty when there are none
   * near. Whole seconds, so that more can come than were asked for. Never delayed: `not_subscribed` without live data.
   */
  pastTicks(request: PastTicksRequest, options?: RequestOptions): Promise<Outcome<PastTicks>>
  /**
   * Every tick for a while, as it happens. Fails when none came and the request ended before its time; with some, says why
   * it was cut short. IBKR's pace (one request for an instrument in 15 s, three at once) is waited for.
   */
  liveTicks(request: LiveTicksRequest, listener: TickListener, options?: RequestOptions): Promise<Outcome<LiveTicksEnd>>
  /** What was traded at each price over so much trading up to now, by price ascending; empty when nothing was. */
  volumeAtPrice(
    contract: Contract,
    span: TradingSpan,
    regularHoursOnly: boolean,
    options?: RequestOptions,
  ): Promise<Outcome<readonly PriceVolume[]>>
  /**
   * One look at the book, when it has come to rest: 200 ms without a new row once both sides are full, 600 ms when they are
   * not, 4 s at most. Both sides can be empty. Never delayed.
   */
  depth(request: DepthRequest, options?: RequestOptions): Promise<Outcome<DepthLook>>
  /** Which exchanges have books, by security type. */
  depthExchanges(options?: RequestOptions): Promise<Outcome<readonly DepthExchange[]>>

  /** Whose news the login may read. */
  newsProviders(options?: RequestOptions): Promise<Outcome<readonly NewsProvider[]>>
  /** The newest headlines of one contract up to an instant; none is an empty answer. `not_subscribed` for other providers. */
  headlines(request: HeadlinesRequest, options?: RequestOptions): Promise<Outcome<Headlines>>
  /**
   * What a provider writes about anything, newest first: the Gateway's look back, and what comes in a few seconds. It can be
   * empty, as the past of a tape is not to be had. Takes a market data line meanwhile.
   */
  newsTape(provider: string, options?: RequestOptions): Promise<Outcome<readonly Headline[]>>
  /** What IBKR itself tells everybody today, in the order in which it came; most days have nothing. Takes 0.4 to 1.5 s. */
  bulletins(options?: RequestOptions): Promise<Outcome<readonly Bulletin[]>>
  /** `no_data` when the Gateway has no such article. */
  newsArticle(provider: string, articleId: string, options?: RequestOptions): Promise<Outcome<Article>>

  /** The kinds of events in Wall Street Horizon's calendar. `not_subscribed` without that subscription. */
  eventTypes(options?: RequestOptions): Promise<Outcome<readonly EventType[]>>
  /** One company's events between two days; none is an empty answer. The Gateway serves one such request at a time: calls queue. */
  events(request: EventsRequest, options?: RequestOptions): Promise<Outcome<readonly CompanyEvent[]>>

  /** Account summary rows of every account of the login, in the Gateway's tags. */
  accountSummary(tags: readonly string[], options?: RequestOptions): Promise<Outcome<readonly AccountValue[]>>
  /** Every position of every account, zero ones included. Kept up to date by its stream once asked for. */
  positions(options?: RequestOptions): Promise<Outcome<readonly Position[]>>
  /** One account's values and valued positions. The Gateway serves one account at a time: calls queue. */
  accountUpdates(account: string, options?: RequestOptions): Promise<Outcome<AccountUpdates>>
  accountPnl(account: string, options?: RequestOptions): Promise<Outcome<AccountPnl>>
  positionPnl(account: string, conId: number, options?: RequestOptions): Promise<Outcome<PositionPnl>>
  /** An advisor's groups of accounts; null when the login is none of an advisor. */
  accountGroups(options?: RequestOptions): Promise<Outcome<readonly AccountGroup[] | null>>
  /** An advisor's names for accounts; null when the login is none of an advisor. */
  accountAliases(options?: RequestOptions): Promise<Outcome<readonly AccountAlias[] | null>>
  /** Accounts that are in a family, with its code. */
  accountFamilies(options?: RequestOptions): Promise<Outcome<readonly FamilyMember[]>>

  /**
   * Fills of every account and client, as far back as the Gateway keeps them, in its order; empty when there are none.
   * Corrected ones stand beside their corrections. Commissions are waited for a second: null when they have not come by then.
   */
  executions(options?: RequestOptions): Promise<Outcome<readonly Fill[]>>
  /** Orders that rest or work now, of every account and client. `read_only` from a Gateway that hides them in that mode. */
  openOrders(options?: RequestOptions): Promise<Outcome<Orders<OpenOrder>>>
  /** Orders of the day that were filled or cancelled. `read_only` as above, which is common for these. */
  completedOrders(options?: RequestOptions): Promise<Outcome<Orders<CompletedOrder>>>

  /** Runs a scan once; what it finds is ranked, and can be nothing. `invalid_request` for what the scanner does not know. */
  scan(request: ScanRequest, options?: RequestOptions): Promise<Outcome<readonly ScanRow[]>>
  /** Everything that can be scanned, where, for what and by which filters. Not cached here, though it is 2 MB. */
  scannerCatalogue(options?: RequestOptions): Promise<Outcome<ScannerCatalogue>>
}
