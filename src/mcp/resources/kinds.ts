import type { ListedTool } from "../listing.ts"

/** What a URI's variable stands for; completions know the values of each. */
export type ResourceVariable = "instrument" | "account" | "year"

/** A resource, or a family of them when its URI has a variable. Plain data: listing it needs nothing loaded. */
export interface ResourceKind {
  /** RFC 6570, with one variable at most: `quote://{instrument}`. */
  readonly uriTemplate: string
  readonly variable: ResourceVariable | null
  readonly name: string
  readonly title: string
  readonly description: string
  /** The tool whose answer it is; null for the NYSE calendar, which needs none. */
  readonly tool: string | null
  /** The tool's arguments, of the variable's value and the date in New York. */
  readonly args: (value: string, today: string) => Readonly<Record<string, unknown>>
  /** How often a subscription looks for news, at most; null when there never is any. */
  readonly everyMs: number | null
}

/** Quotes are streams that are there already: looking costs the Gateway nothing. */
const quoteMs = 1000

/** What an account holds, owes and does; some of it the Gateway has to be asked for each time. */
const accountMs = 2000

/** A resource has no pages: it holds as much as its tool may answer at once. */
const all = { limit: 500 }

export const resourceKinds: readonly ResourceKind[] = [
  {
    uriTemplate: "portfolio://positions",
    variable: null,
    name: "positions",
    title: "Positions",
    description: "Every position of every account, largest first, as ibkr_positions answers it.",
    tool: "ibkr_positions",
    args: () => all,
    everyMs: accountMs,
  },
  {
    uriTemplate: "account://summary",
    variable: null,
    name: "account-summary",
    title: "Account summary",
    description: "Net liquidation, cash, margin and P&L of every account, as ibkr_account_summary answers it.",
    tool: "ibkr_account_summary",
    args: () => all,
    everyMs: accountMs,
  },
  {
    uriTemplate: "orders://open",
    variable: null,
    name: "open-orders",
    title: "Open orders",
    description: "Open orders of all clients, as ibkr_orders answers them.",
    tool: "ibkr_orders",
    args: () => all,
    everyMs: accountMs,
  },
  {
    uriTemplate: "executions://today",
    variable: null,
    name: "executions-today",
    title: "Executions of today",
    description: "Trades of the day with commissions, newest first, as ibkr_executions answers them.",
    tool: "ibkr_executions",
    args: (_, today) => ({ start: today, ...all }),
    everyMs: accountMs,
  },
  {
    uriTemplate: "quote://{instrument}",
    variable: "instrument",
    name: "quote",
    title: "Quote",
    description: "Current prices of one instrument, as ibkr_quote answers them: quote://AAPL, quote://VOD%40LSE%2FGBP.",
    tool: "ibkr_quote",
    args: (instrument) => ({ symbols: [instrument] }),
    everyMs: quoteMs,
  },
  {
    uriTemplate: "portfolio://{account}/positions",
    variable: "account",
    name: "positions-of",
    title: "Positions",
    description: "Every position of one account, largest first, as ibkr_positions answers it.",
    tool: "ibkr_positions",
    args: (account) => ({ account, ...all }),
    everyMs: accountMs,
  },
  {
    uriTemplate: "account://{account}/summary",
    variable: "account",
    name: "summary-of",
    title: "Account summary",
    description: "Net liquidation, cash, margin and P&L of one account, as ibkr_account_summary answers it.",
    tool: "ibkr_account_summary",
    args: (account) => ({ account }),
    everyMs: accountMs,
  },
  {
    uriTemplate: "calendar://nyse/{year}",
    variable: "year",
    name: "nyse-calendar",
    title: "NYSE calendar",
    description: "Sessions, closures and half days of the New York Stock Exchange in one year, 1990 to 2035.",
    tool: null,
    args: () => ({}),
    everyMs: null,
  },
]

/** Those that go with the tools that are offered; the calendar goes with market data and with the status. */
export const offeredKinds = (listed: readonly ListedTool[]): readonly ResourceKind[] =>
  resourceKinds.filter(({ tool }) =>
    tool === null
      ? listed.some(({ toolset }) => toolset === "market" || toolset === "status")
      : listed.some(({ name }) => name === tool),
  )

/** The URI of a kind for one value of its variable, percent-encoded. */
export const uriOf = ({ uriTemplate }: ResourceKind, value: string): string =>
  uriTemplate.replace(/\{\w+\}/, () => encodeURIComponent(value))
