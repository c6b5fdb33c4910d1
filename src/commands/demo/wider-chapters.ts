import type { Terminal } from "../terminal.ts"
import { type Row, tableRows } from "./answer.ts"
import type { Chapter } from "./chapters.ts"
import { figure, price, signed } from "./figures.ts"
import { right, showRows, tinted } from "./rows.ts"

const named = (title: string, field: string) => ({ title, cell: (one: Row) => one.text(field) ?? "-" })
const number = (title: string, field: string, digits: number) => ({
  title,
  align: right,
  cell: (one: Row) => figure(one.number(field), digits),
})
const share = (title: string, field: string, screen: Terminal) => ({
  title,
  align: right,
  cell: (one: Row) => {
    const value = one.number(field)
    return tinted(value, value === null ? "-" : `${signed(value)}%`, screen)
  },
})

const hours: Chapter = {
  question: "Is Tokyo open?",
  tool: "ibkr_market_hours",
  args: { exchange: "TSEJ" },
  show({ data }, { line, paint }) {
    const session = data.text("session") ?? "unknown"
    const at = (field: string) => (data.text(field) ?? "-").slice(0, 16).replace("T", " ")
    line(
      ` ${paint[data.flag("is_open") === true ? "green" : "yellow"](session)}, it is ${at("at")} there; opens ${at("next_open")}`,
    )
    for (const day of data.rows("holidays").slice(0, 2))
      line(` closed on ${day.text("date") ?? ""}${day.text("name") === null ? "" : `, ${day.text("name")}`}`)
  },
}

const comparison: Chapter = {
  question: "How did NVDA and AMD do over a year, next to the S&P 500?",
  tool: "ibkr_compare",
  args: { symbols: "NVDA, AMD, SPY", duration: "1 Y" },
  show({ data }, screen) {
    showRows(
      tableRows(data),
      [
        named("Instrument", "instrument"),
        share("Return", "return_pct", screen),
        { title: "Volatility", align: right, cell: (one) => `${figure(one.number("volatility_pct"))}%` },
        share("Drawdown", "max_drawdown_pct", screen),
      ],
      screen,
    )
    const [first, second] = tableRows(data.row("correlation"))
    const together = first?.number(second?.text("instrument") ?? "") ?? null
    screen.line(` correlation of the first two ${figure(together)}, over ${figure(data.number("returns"), 0)} days`)
  },
}

const risk: Chapter = {
  question: "Where is the risk in what I own?",
  tool: "ibkr_portfolio_risk",
  args: {},
  show({ data }, screen) {
    showRows(
      tableRows(data.row("by_underlying")).slice(0, 5),
      [
        named("Underlying", "instrument"),
        number(`Net ${data.text("currency") ?? ""}`, "net", 0),
        share("Weight", "weight_pct", screen),
        number("Delta in units", "delta_shares", 0),
      ],
      screen,
    )
    const exposure = data.row("exposure")
    screen.line(
      ` long ${figure(exposure.number("long"), 0)}, short ${figure(exposure.number("short"), 0)}, gross ${figure(exposure.number("gross_pct"), 0)}% of net liquidation`,
    )
  },
}

const gainers: Chapter = {
  question: "What rises most in the US today?",
  tool: "ibkr_scanner",
  args: { scan_code: "TOP_PERC_GAIN", limit: 5, quotes: true },
  show({ data }, screen) {
    showRows(
      tableRows(data),
      [
        named("Instrument", "instrument"),
        named("Name", "name"),
        { title: "Last", align: right, cell: (one) => price(one.number("last")) },
        share("Change", "change_pct", screen),
      ],
      screen,
    )
  },
}

const headlines: Chapter = {
  question: "What is new about Apple?",
  tool: "ibkr_news",
  args: { symbol: "AAPL", limit: 3 },
  show({ data }, screen) {
    for (const one of tableRows(data)) {
      const when = (one.text("time") ?? "").slice(0, 16).replace("T", " ")
      screen.line(` ${screen.paint.dim(when)}  ${one.text("headline") ?? ""}`.slice(0, screen.width))
    }
  },
}

/** What goes beyond prices and positions. */
export const widerChapters: readonly Chapter[] = [hours, comparison, risk, gainers, headlines]
