import { newYorkOffsetMinutes, nyseDay, nyseRange, nyseYear } from "../calendar/nyse.ts"
import { systemClock } from "../clock/clock.ts"
import type { CommandArguments } from "./command.ts"
import { table, terminal } from "./terminal.ts"

const timezone = "America/New_York"

/** `calendar [YEAR or DATE]`: what NYSE does in a year (this one when not given) or on a date. 1 outside the table's range. */
export async function run(args: CommandArguments): Promise<number> {
  const wanted = args.positionals[0] ?? thisYear()
  const json = args.flags.json === true
  if (/^\d{4}$/.test(wanted)) return year(Number(wanted), json, args)
  if (/^\d{4}-\d{2}-\d{2}$/.test(wanted) && isDate(wanted)) return date(wanted, json, args)
  args.complain(`ibkr-mcp: ${JSON.stringify(wanted.slice(0, 60))} is neither a year (2026) nor a date (2026-11-27)\n`)
  return 2
}

function thisYear(): string {
  const now = systemClock.now()
  const offset = newYorkOffsetMinutes(now)
  return String(new Date(now + (offset === "unknown" ? 0 : offset * 60_000)).getUTCFullYear())
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

function outside(what: string, { complain }: CommandArguments): number {
  complain(`ibkr-mcp: ${what} is outside the calendar, which holds ${nyseRange.from} to ${nyseRange.validThrough}\n`)
  return 1
}

function year(wanted: number, json: boolean, args: CommandArguments): number {
  const found = nyseYear(wanted)
  if (found === "unknown") return outside(String(wanted), args)
  if (json) {
    args.print(`${JSON.stringify(found)}\n`)
    return 0
  }
  const screen = terminal(args)
  const { paint, line } = screen
  const rows = [
    ...found.closures.map(({ date, name }) => ({ date, what: paint.red("closed"), name })),
    ...found.early_closes.map(({ date, close, name }) => ({
      date,
      what: paint.yellow(`closes ${newYorkTime(Date.parse(close))}`),
      name,
    })),
  ].sort((a, b) => a.date.localeCompare(b.date))
  line(paint.bold(`New York Stock Exchange ${wanted}`))
  line(
    `${found.sessions.length} sessions, ${found.closures.length} weekdays closed, ${found.early_closes.length} half days;` +
      " regular hours 09:30 to 16:00 New York time",
  )
  line()
  line(
    table(
      [{ title: "Date" }, { title: "Day" }, { title: "NYSE" }, { title: "Why" }],
      rows.map(({ date, what, name }) => [date, weekday(date), what, name]),
      screen,
    ),
  )
  line()
  line(paint.dim(standing(`${wanted}-12-31`)))
  return 0
}

function date(wanted: string, json: boolean, args: CommandArguments): number {
  const found = nyseDay(wanted)
  if (found === "unknown") return outside(wanted, args)
  if (json) {
    const { kind, name } = found
    const times =
      found.kind === "session"
        ? { open: utc(found.open), close: utc(found.close), early: found.early }
        : { open: null, close: null, early: false }
    args.print(
      `${JSON.stringify({ date: wanted, timezone, kind, ...times, name, announced_through: nyseRange.announcedThrough, valid_through: nyseRange.validThrough })}\n`,
    )
    return 0
  }
  const screen = terminal(args)
  const { paint, line } = screen
  const day = paint.bold(`${weekday(wanted)} ${wanted}`)
  if (found.kind === "closed") line(`${day}: NYSE is ${paint.red("closed")} (${found.name})`)
  else {
    const half = found.early ? paint.yellow("closes early") : paint.green("open")
    line(`${day}: NYSE ${found.early ? "" : "is "}${half}${found.name === null ? "" : ` (${found.name})`}`)
    line()
    line(
      table(
        [{ title: "Regular session" }, { title: "New York" }, { title: "UTC" }],
        [
          ["opens", newYorkTime(found.open), utc(found.open).slice(11, 16)],
          ["closes", newYorkTime(found.close), utc(found.close).slice(11, 16)],
        ],
        screen,
      ),
    )
  }
  line()
  line(paint.dim(standing(wanted)))
  return 0
}

/** Whether NYSE itself has announced a date, or it follows from the exchange's rules. */
const standing = (date: string): string =>
  date <= nyseRange.announcedThrough
    ? `Announced by NYSE. The calendar holds ${nyseRange.from} to ${nyseRange.validThrough}.`
    : `Not announced by NYSE yet: it follows from the exchange's rules. NYSE has announced through ${nyseRange.announcedThrough}.`

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const

const weekday = (date: string): string => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ""

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** New York's wall time of an instant inside the table's range, `09:30`. */
function newYorkTime(at: number): string {
  const offset = newYorkOffsetMinutes(at)
  return offset === "unknown" ? "" : new Date(at + offset * 60_000).toISOString().slice(11, 16)
}
