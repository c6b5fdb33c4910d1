import type { Prompt, PromptArgument, PromptValues } from "./prompt.ts"

const account: PromptArgument = {
  name: "account",
  description: "Account number, as answers write it; every account when left out",
  required: false,
  values: "account",
}

const ofAccount = ({ account: number }: PromptValues) => (number === undefined ? {} : { account: number })

const inAccount = ({ account: number }: PromptValues): string =>
  number === undefined ? "all accounts" : `account ${number}`

/** Broad exchange-traded funds and a pair that nearly every login may see, live or delayed. */
const usualMarkets = "SPY,QQQ,IWM,TLT,GLD,FX:EURUSD"

/** What people ask of such a server most, each as the calls that answer it. */
export const prompts: readonly Prompt[] = [
  {
    name: "morning_briefing",
    title: "Morning briefing",
    description: "The day ahead: market hours, account, positions that moved, open orders, news and events.",
    arguments: [
      account,
      {
        name: "watchlist",
        description: "Instruments to quote besides the positions, comma separated: SPY,QQQ,FX:EURUSD",
        required: false,
        values: "instruments",
        tool: "ibkr_quote",
      },
    ],
    needs: ["ibkr_account_summary", "ibkr_positions"],
    task: (values) => `Brief me on the trading day ahead for ${inAccount(values)}.`,
    steps: (values) => [
      { tool: "ibkr_connection_status", args: {}, why: "whether the Gateway is connected, and NYSE open" },
      {
        tool: "ibkr_market_hours",
        args: { exchange: "NYSE" },
        why: "session, next change, half days and holidays ahead",
      },
      { tool: "ibkr_account_summary", args: ofAccount(values), why: "net liquidation, cash, margin, profit and loss" },
      { tool: "ibkr_positions", args: ofAccount(values), why: "what is held and what moved it" },
      { tool: "ibkr_quote", args: { symbols: values.watchlist ?? usualMarkets }, why: "how markets stand" },
      { tool: "ibkr_orders", args: { status: "open", ...ofAccount(values) }, why: "orders that wait" },
      {
        tool: "ibkr_news",
        args: { symbol: "<instrument of a position>" },
        why: "once for each of the three largest positions: headlines since yesterday",
      },
      {
        tool: "ibkr_event_calendar",
        args: ofAccount(values),
        why: "results and dividends ahead of what is held; needs a subscription",
      },
    ],
    answer: [
      "One line: are the markets open, and until or from when.",
      "Value and profit and loss of the day of each account, in its base currency.",
      "The three positions that moved most in money, with daily_pnl and its currency.",
      "Markets, open orders, news and events that matter for what is held.",
      "What could not be known.",
    ],
  },
  {
    name: "analyze_portfolio",
    title: "Analyze portfolio",
    description: "Exposure, concentration, margin, Greeks and performance of what is held.",
    arguments: [
      account,
      {
        name: "benchmark",
        description: "Instrument to compare the largest positions with, default SPY",
        required: false,
        values: "instrument",
        tool: "ibkr_compare",
      },
    ],
    needs: ["ibkr_account_summary", "ibkr_positions"],
    task: (values) => `Analyze the portfolio of ${inAccount(values)}.`,
    steps: (values) => [
      { tool: "ibkr_account_summary", args: ofAccount(values), why: "value, cash, margin use and cushion" },
      { tool: "ibkr_positions", args: ofAccount(values), why: "holdings with weight and profit and loss" },
      {
        tool: "ibkr_portfolio_risk",
        args: ofAccount(values),
        why: "exposure by currency, asset class, sector and underlying; concentration; Greeks summed",
      },
      {
        tool: "ibkr_compare",
        args: { symbols: `<the five largest positions>,${values.benchmark ?? "SPY"}`, duration: "1 Y" },
        why: "return, volatility, drawdown and correlation over a year",
      },
    ],
    answer: [
      "What it is worth and how it is spread: currencies, asset classes, the five largest weights.",
      "Where risk sits: concentration, margin use and cushion, correlation, option Greeks with the computation of each.",
      "How the largest positions did over the year next to the benchmark.",
      "What each sum left out.",
    ],
  },
  {
    name: "market_check",
    title: "Market check",
    description: "How markets stand now: sessions, prices, the most active names, headlines.",
    arguments: [
      {
        name: "symbols",
        description: "Instruments to quote, comma separated: SPY,QQQ,FX:EURUSD",
        required: false,
        values: "instruments",
      },
      {
        name: "scan_code",
        description: "Market scan to run, default TOP_PERC_GAIN",
        required: false,
        values: "scan_code",
        tool: "ibkr_scanner",
      },
      {
        name: "provider",
        description: "News provider whose tape to read: BRFG",
        required: false,
        values: "provider",
        tool: "ibkr_news",
      },
    ],
    needs: ["ibkr_quote"],
    task: () => "Tell me how markets stand now.",
    steps: ({ symbols, scan_code, provider }) => [
      { tool: "ibkr_market_hours", args: { exchange: "NYSE" }, why: "which session runs and when it changes" },
      {
        tool: "ibkr_quote",
        args: { symbols: symbols ?? usualMarkets },
        why: "prices and changes since the last close",
      },
      { tool: "ibkr_scanner", args: { scan_code: scan_code ?? "TOP_PERC_GAIN" }, why: "what stands out" },
      ...(provider === undefined
        ? [{ tool: "ibkr_news", args: {}, why: "which news providers may be read; then the tape of one of them" }]
        : [{ tool: "ibkr_news", args: { provider }, why: "the newest headlines" }]),
    ],
    answer: [
      "Which session runs, and what the prices therefore are.",
      "Each instrument: last, change in per cent, as of when.",
      "What the scan found, and the headlines that explain it, if any does.",
    ],
  },
  {
    name: "analyze_options",
    title: "Analyze options",
    description: "Volatility by expiry, implied move, a chain around the money with Greeks, and what is held.",
    arguments: [
      {
        name: "symbol",
        description: "The underlying: AAPL, IND:SPX@CBOE, FUT:ES:202612@CME",
        required: true,
        values: "instrument",
      },
      {
        name: "expiry",
        description: "Expiration to look at, 20261218; default those 20 to 45 days ahead",
        required: false,
        values: "expiry",
        form: { pattern: /^\d{8}$/, said: "eight digits, as 20261218" },
      },
    ],
    needs: ["ibkr_option_chain"],
    task: ({ symbol, expiry }) =>
      `Analyze the options on ${symbol}${expiry === undefined ? "" : ` that expire on ${expiry}`}.`,
    steps: ({ symbol, expiry }) => [
      { tool: "ibkr_quote", args: { symbols: [symbol] }, why: "the underlying's price" },
      {
        tool: "ibkr_option_chain",
        args: { symbol, volatility: true },
        why: "at-the-money volatility and implied move of each expiry",
      },
      {
        tool: "ibkr_option_chain",
        args: expiry === undefined ? { symbol, min_dte: 20, max_dte: 45 } : { symbol, expiry },
        why: "quotes, Greeks, volatility and open interest around the money",
      },
      { tool: "ibkr_positions", args: { symbol }, why: "what is held of it, options too" },
      {
        tool: "ibkr_event_calendar",
        args: { symbols: symbol },
        why: "results and dividends before expiry; needs a subscription",
      },
    ],
    answer: [
      "The underlying's price and the implied move by expiry.",
      "How volatility differs by expiry and by strike, and which strikes trade: spread, volume, open interest.",
      "Each Greek with its computation; one of our own (Black-Scholes) is said to be that.",
      "What the options held add up to, if any.",
    ],
  },
  {
    name: "review_activity",
    title: "Review activity",
    description: "What was traded: executions, commissions, realized profit, and orders that were not filled.",
    arguments: [
      account,
      {
        name: "since",
        description: "First day, 2026-11-20; default what the Gateway keeps, the day as a rule",
        required: false,
        values: null,
        form: { pattern: /^\d{4}-\d{2}-\d{2}$/, said: "a date, as 2026-11-20" },
      },
    ],
    needs: ["ibkr_executions"],
    task: (values) =>
      `Review the trading activity of ${inAccount(values)}${values.since === undefined ? "" : ` since ${values.since}`}.`,
    steps: (values) => [
      {
        tool: "ibkr_executions",
        args: { ...ofAccount(values), ...(values.since === undefined ? {} : { start: values.since }) },
        why: "trades with commissions and realized profit",
      },
      {
        tool: "ibkr_orders",
        args: { status: "all", ...ofAccount(values) },
        why: "what waits, was filled or cancelled",
      },
      { tool: "ibkr_positions", args: ofAccount(values), why: "what is held now" },
      { tool: "ibkr_account_summary", args: ofAccount(values), why: "profit and loss of the day" },
    ],
    answer: [
      "How far back the executions reach: reaches_back_to. Older trades are not known here.",
      "By instrument: bought and sold, average prices, commissions, realized profit, each in its currency.",
      "Orders that wait or were cancelled, and anything odd: duplicates, partial fills, commissions that stand out.",
    ],
  },
]

/** Those that go with the tools that are offered, with the arguments that do. */
export const offeredPrompts = (isOffered: (tool: string) => boolean): readonly Prompt[] =>
  prompts
    .filter(({ needs }) => needs.every(isOffered))
    .map((prompt) => ({
      ...prompt,
      arguments: prompt.arguments.filter(({ tool }) => tool === undefined || isOffered(tool)),
    }))
