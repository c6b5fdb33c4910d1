import type { Terminal } from "../terminal.ts"
import { type Row, type ToolAnswer, tableRows } from "./answer.ts"
import { figure, price, signed, sparkline } from "./figures.ts"
import { type Field, right, showError, showErrors, showRows, tinted } from "./rows.ts"

/** One question of the story, the call that answers it, and how its answer looks. */
export interface Chapter {
  readonly question: string
  readonly tool: string
  readonly args: object
  /** Whether the call is there to show an error. */
  readonly fails?: true
  show(answer: ToolAnswer, screen: Terminal): void
}

const status: Chapter = {
  question: "Is it connected, and can it trade?",
  tool: "ibkr_connection_status",
  args: { probe: true },
  show({ data }, { line, paint }) {
    const connected = data.flag("connected") === true
    const state = paint[connected ? "green" : "red"](data.text("state") ?? "unknown")
    const version = data.number("server_version") ?? "-"
    line(` ${state} as client ${data.number("client_id") ?? "-"}, server version ${version}`)
    line(` accounts ${data.texts("accounts").join(", ")}`)
    line(` it cannot trade; the Gateway's own Read-Only API setting: ${onOff(data.flag("gateway_read_only"))}`)
    line(
      ` NYSE is ${data.flag("market_open") === true ? until(data, "open", "next_close") : until(data, "closed", "next_open")}`,
    )
  },
}

const onOff = (setting: boolean | null): string => (setting === null ? "not known" : setting ? "on" : "off")

/** `open until 2026-11-20 16:00 New York time`. */
function until(data: Row, state: string, field: string): string {
  const change = data.text(field)
  return change === null ? state : `${state} until ${change.slice(0, 16).replace("T", " ")} New York time`
}

const quotes: Chapter = {
  question: "What do these cost right now: stocks, an index, a currency, a future, crypto?",
  tool: "ibkr_quote",
  args: {
    symbols: [
      "AAPL",
      "BRK.B",
      "VOD@LSE/GBP",
      "7203@TSEJ/JPY",
      "IND:SPX@CBOE",
      "FX:EURUSD",
      "CONTFUT:ES@CME",
      "CRYPTO:BTC@PAXOS",
    ],
  },
  show({ data }, screen) {
    showRows(
      data.rows("quotes"),
      [
        { title: "Instrument", cell: (row) => row.text("instrument") ?? "" },
        { title: "", cell: quotedIn },
        quoted("Bid", "bid"),
        quoted("Ask", "ask"),
        quoted("Last", "last"),
        {
          title: "Change",
          align: right,
          cell: (row) => {
            const change = row.number("change_pct")
            return tinted(change, change === null ? "-" : `${signed(change)}%`, screen)
          },
        },
        { title: "Volume", align: right, wide: true, cell: (row) => figure(row.number("volume"), 0) },
        { title: "Data", cell: (row) => row.text("data_type") ?? "-" },
        { title: "As of", wide: true, cell: (row) => row.text("as_of") ?? "-" },
      ],
      screen,
    )
    showErrors(data.rows("errors"), screen)
  },
}

/** The currency, or its hundredth where prices are in pence. */
function quotedIn(row: Row): string {
  const parts = row.number("price_magnifier") ?? 1
  return (row.text("currency") ?? "") + (parts === 1 ? "" : `/${parts}`)
}

const quoted = (title: string, field: string): Field => ({
  title,
  align: right,
  cell: (row) => price(row.number(field), row.number("bid"), row.number("ask"), row.number("last")),
})

const shownPositions = 8

const positions: Chapter = {
  question: "What do I own, and how is it doing?",
  tool: "ibkr_positions",
  args: {},
  show({ data }, screen) {
    const all = data.rows("positions")
    showRows(
      all.slice(0, shownPositions),
      [
        { title: "Instrument", cell: (row) => row.text("instrument") ?? "" },
        { title: "Account", wide: true, cell: (row) => row.text("account") ?? "" },
        { title: "Quantity", align: right, cell: (row) => figure(row.number("quantity"), 4, 0) },
        { title: "Avg cost", align: right, wide: true, cell: (row) => price(row.number("avg_cost")) },
        { title: "Price", align: right, wide: true, cell: (row) => figure(row.number("market_price")) },
        { title: "Value", align: right, cell: (row) => figure(row.number("market_value"), 0) },
        { title: "", cell: (row) => row.text("currency") ?? "" },
        { title: "Unrealized", align: right, cell: (row) => gain(row, "unrealized_pnl", screen) },
        { title: "Today", align: right, cell: (row) => gain(row, "daily_pnl", screen) },
        {
          title: "Weight",
          align: right,
          cell: (row) => (row.number("weight_pct") === null ? "-" : `${figure(row.number("weight_pct"), 1)}%`),
        },
      ],
      screen,
    )
    if (all.length > shownPositions) screen.line(screen.paint.dim(` and ${all.length - shownPositions} more`))
  },
}

function gain(row: Row, field: string, screen: Terminal): string {
  const value = row.number(field)
  return tinted(value, signed(value, 0), screen)
}

const summary: Chapter = {
  question: "How much is there, and how much margin is left?",
  tool: "ibkr_account_summary",
  args: {},
  show({ data }, screen) {
    const money = (title: string, field: string, wide?: true): Field => ({
      title,
      align: right,
      ...(wide ? { wide } : {}),
      cell: (row) => figure(row.number(field), 0),
    })
    showRows(
      data.rows("accounts"),
      [
        { title: "Account", cell: (row) => row.text("account") ?? "" },
        { title: "In", cell: (row) => row.text("base_currency") ?? "" },
        money("Net liquidation", "net_liquidation"),
        money("Cash", "total_cash_value"),
        money("Margin", "maintenance_margin", true),
        money("Available", "available_funds"),
        money("Buying power", "buying_power", true),
        { title: "Unrealized", align: right, cell: (row) => gain(row, "unrealized_pnl", screen) },
        { title: "Today", align: right, cell: (row) => gain(row, "daily_pnl", screen) },
      ],
      screen,
    )
  },
}

const bars: Chapter = {
  question: "How did the S&P 500 do over the last three months?",
  tool: "ibkr_historical_bars",
  args: { symbol: "SPY", duration: "3 M", bar_size: "1 day" },
  show({ data }, screen) {
    const rows = tableRows(data)
    const series = (name: string) => rows.flatMap((bar) => bar.number(name) ?? [])
    const closes = series("close")
    const first = closes[0]
    const last = closes.at(-1)
    if (first === undefined || last === undefined) return
    const change = (last / first - 1) * 100
    const from = (rows[0]?.text("date") ?? "").slice(0, 10)
    const to = (rows.at(-1)?.text("date") ?? "").slice(0, 10)
    screen.line(` ${screen.paint.cyan(sparkline(closes))}`)
    screen.line(` ${from} ${price(first)}  to  ${to} ${price(last)}  ${tinted(change, `${signed(change)}%`, screen)}`)
    screen.line(
      ` lowest ${price(Math.min(...series("low")))}, highest ${price(Math.max(...series("high")))}, ${rows.length} bars`,
    )
  },
}

const fx: Chapter = {
  question: "What is 10,000 euro in dollars?",
  tool: "ibkr_fx_rate",
  args: { pair: "EUR/USD", amount: 10_000 },
  show({ data }, { line, paint }) {
    const bid = data.number("bid")
    const ask = data.number("ask")
    line(` 10,000 EUR = ${paint.bold(`${figure(data.number("converted"))} USD`)}`)
    line(` bid ${price(bid, ask)}, ask ${price(ask, bid)}; one dollar is ${price(data.number("inverse"))} euro`)
  },
}

/** `20261218` as `2026-12-18`. */
const dashed = (expiry: string): string => expiry.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3")

/** A slice of a chain around the money, once its expiries are known. */
export const optionSlice = (symbol: string, expiry: string): Chapter => ({
  question: `What do ${symbol} calls of ${dashed(expiry)} cost, around the money?`,
  tool: "ibkr_option_chain",
  args: { symbol, expiry, right: "C", limit: 7 },
  show({ data }, screen) {
    const number = (title: string, field: string, digits: number): Field => ({
      title,
      align: right,
      cell: (row) => figure(row.number(field), digits),
    })
    showRows(
      tableRows(data),
      [
        number("Strike", "strike", 2),
        number("Bid", "bid", 2),
        number("Ask", "ask", 2),
        number("IV", "iv", 3),
        number("Delta", "delta", 3),
        number("Gamma", "gamma", 4),
        number("Theta", "theta", 3),
        number("Vega", "vega", 3),
        number("Open int.", "open_interest", 0),
      ],
      screen,
    )
  },
})

const unknownSymbol: Chapter = {
  question: "What if one of several symbols does not exist?",
  tool: "ibkr_quote",
  args: { symbols: "MSFT, NOSUCHTHING" },
  show({ data }, screen) {
    for (const quote of data.rows("quotes")) {
      screen.line(` ${screen.paint.green("✔")} ${quote.text("instrument") ?? ""}  last ${price(quote.number("last"))}`)
    }
    showErrors(data.rows("errors"), screen)
  },
}

const ambiguous: Chapter = {
  question: "And when a name could mean several things?",
  tool: "ibkr_historical_bars",
  args: { symbol: "FUT:ES@CME" },
  fails: true,
  show({ data }, screen) {
    const error = data.row("error")
    showError(error, "", screen)
    for (const candidate of error.rows("candidates").slice(0, 3)) {
      screen.line(
        `     ${candidate.text("instrument") ?? ""}  ${screen.paint.dim(candidate.text("description") ?? "")}`,
      )
    }
  },
}

/** Before the option chain, whose expiries have to be asked for first. */
export const firstChapters: readonly Chapter[] = [quotes, positions, summary, bars, fx]

/** What errors look like, and how to ask whether all is well. */
export const lastChapters: readonly Chapter[] = [unknownSymbol, ambiguous, status]
