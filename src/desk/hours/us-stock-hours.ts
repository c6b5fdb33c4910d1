import { readHours } from "../../calendar/hours.ts"
import { nyseDay, nyseRange, nyseYear } from "../../calendar/nyse.ts"
import { nameSessions, type SessionName, type TradingSession } from "../../calendar/trading-sessions.ts"
import { newYork, tableSessions, type UsSessions, usStockTimetable } from "../../calendar/us-stock-sessions.ts"
import { dateInZone, isoInZone } from "../../calendar/zones.ts"
import type { ContractDetails } from "../../gateway/contracts/contract.ts"
import { anySession, type Holiday, type HoursKnown, mostHolidays, nothingKnown, onlyRegular } from "./hours-known.ts"

const nightVenues: ReadonlySet<string> = new Set(["OVERNIGHT", "IBEOS"])

export const isNightVenue = (exchange: string): boolean => nightVenues.has(exchange)

/** Whether a share trades at night, on IBKR's own venues: by its valid exchanges; null when they are not known. */
export const tradesAtNight = (details: ContractDetails | null): boolean | null =>
  details === null ? null : details.validExchanges.some(isNightVenue)

/**
 * The hours of US stocks around an instant: the embedded NYSE table for any date of 1990 to 2035, and on the dates that the
 * Gateway's own hours cover these instead, so that a closure which nobody could know beforehand (a day of mourning) is
 * seen. `details` are of a contract on SMART or a day exchange; null when there is no Gateway to ask.
 */
export function usStockHours(at: number, details: ContractDetails | null, night: boolean | null | "only"): HoursKnown {
  const said = details ? gatewayDays(details) : null
  const which: UsSessions = night === "only" ? "night" : night === false ? "day" : "day and night"
  const timetable = usStockTimetable(at, which, (date) => said?.get(date))
  if (!timetable)
    return nothingKnown(
      newYork,
      `The embedded NYSE calendar covers ${nyseRange.from} to ${nyseRange.validThrough} and says nothing of this date.`,
    )
  const within = (date: string) => Math.abs(Date.parse(date) - at) < windowMs
  const differing = [...(said ?? [])].filter(([date, sessions]) => within(date) && !agrees(date, sessions))
  const isNight = night === "only"
  const tradingDate = (instant: number) => dateInZone(isNight ? instant + eveningMs : instant, newYork)
  const holidays = holidaysAhead(tradingDate(at), new Map(differing))
  const closesEarly = (date: string): boolean | null => {
    const close = closeOf(said?.get(date) ?? tableSessions(date))
    return !isNight && close !== null && endsEarly(close)
  }
  const isDiffering = (date: string) => differing.some(([other]) => other === date)
  return {
    timetable: night === null ? { ...timetable, sessions: timetable.sessions.map(nightUnknown) } : timetable,
    zone: newYork,
    sourceAt(instant) {
      const date = dateInZone(instant, newYork)
      return isSameAsTable(date, said?.get(date)) ? "nyse_table" : "trading_hours"
    },
    countsAsOpen: isNight ? anySession : onlyRegular,
    closesEarly,
    closedBecause(instant) {
      const date = tradingDate(instant)
      const day = nyseDay(date)
      if (day === "unknown") return null
      return day.kind === "closed" ? day.name : isDiffering(date) ? "Closed by the Gateway's own hours" : null
    },
    // The night before a half day is a whole one.
    holidays: isNight ? holidays.filter(({ close }) => close === null) : holidays,
    warnings: [...differences(said ?? new Map(), differing), ...projected(at)],
  }
}

/** Sessions of each date that the Gateway's hours cover, none for a closed one; null when they cannot be read. */
function gatewayDays(details: ContractDetails): ReadonlyMap<string, readonly TradingSession[]> | null {
  const liquid = readHours(details.liquidHours, details.timeZoneId)
  const trading = readHours(details.tradingHours, details.timeZoneId)
  if (!liquid.known || !trading.known) return null
  const sessions = nameSessions(trading.intervals, liquid.intervals, newYork)
  const said = Map.groupBy(sessions, ({ start, end }) =>
    // A session that begins in the evening is of the date that it runs into.
    dateInZone(isoInZone(start, newYork).slice(11, 16) >= "20:00" ? end : start, newYork),
  )
  const days = new Map<string, readonly TradingSession[]>(said)
  for (const date of liquid.closedDates) if (!days.has(date)) days.set(date, [])
  return days
}

/** A night begins at 20:00, and is of the day that it runs into. */
const eveningMs = 4 * 3_600_000

/** What the Gateway says of days that are further away does not matter to an answer. */
const windowMs = 12 * 86_400_000

const endsEarly = (close: number): boolean => isoInZone(close, newYork).slice(11, 16) < "16:00"

const closeOf = (sessions: readonly TradingSession[]): number | null =>
  sessions.findLast(({ session }) => session === "regular")?.end ?? null

/** Whether the Gateway says nothing of a date but what the table says, sessions before and after included. */
function isSameAsTable(date: string, said: readonly TradingSession[] | undefined): boolean {
  if (said === undefined) return true
  const table = tableSessions(date)
  return (
    said.length === table.length &&
    said.every(({ start, end }, index) => start === table[index]?.start && end === table[index]?.end)
  )
}

/** Whether the table has the same regular session on a date. */
function agrees(date: string, sessions: readonly TradingSession[]): boolean {
  const day = nyseDay(date)
  if (day === "unknown") return true
  const regular = sessions.filter(({ session }) => session === "regular")
  if (day.kind === "closed") return regular.length === 0
  return regular[0]?.start === day.open && closeOf(sessions) === day.close
}

type Day = readonly [date: string, sessions: readonly TradingSession[]]

/** What the table did not know. A share all of whose days differ keeps hours of its own, which is no news of the market. */
function differences(
  said: ReadonlyMap<string, readonly TradingSession[]>,
  differing: readonly Day[],
): readonly string[] {
  const days = [...said].filter(([, sessions]) => closeOf(sessions) !== null)
  const isOwn = days.length > 1 && days.every(([date]) => differing.some(([other]) => other === date))
  const news = isOwn ? differing.filter(([, sessions]) => closeOf(sessions) === null) : differing
  const last = days.at(-1)?.[0] ?? ""
  return [
    ...news.map(([date, sessions]) => difference(date, sessions)),
    ...(isOwn
      ? [`It keeps regular hours of its own, shown as far as the Gateway lists them (${last}); later ones are NYSE's.`]
      : []),
  ]
}

function difference(date: string, sessions: readonly TradingSession[]): string {
  const close = closeOf(sessions)
  const says = close === null ? "closed" : `a regular session until ${isoInZone(close, newYork)}`
  const day = nyseDay(date)
  const table =
    day === "unknown" || day.kind === "closed" ? "closed" : `a session until ${isoInZone(day.close, newYork)}`
  return `${date}: the Gateway's own hours say ${says}, the NYSE calendar says ${table}. The Gateway's hours are used.`
}

function projected(at: number): readonly string[] {
  if (dateInZone(at, newYork) <= nyseRange.announcedThrough) return []
  return [
    `NYSE has announced its calendar through ${nyseRange.announcedThrough}: later dates follow from its rules, and hours before and after the regular session are those of today.`,
  ]
}

/** Whether the share trades at night is not known. */
const nightUnknown = (one: TradingSession): TradingSession => {
  const session: SessionName = one.session === "overnight" ? "unknown" : one.session
  return { ...one, session }
}

/** The next closed weekdays and half days from a date on, that date included. */
function holidaysAhead(from: string, differing: ReadonlyMap<string, readonly TradingSession[]>): readonly Holiday[] {
  const year = Number(from.slice(0, 4))
  const ofTable = [year, year + 1].flatMap((one): Holiday[] => {
    const found = nyseYear(one)
    if (found === "unknown") return []
    return [
      ...found.closures.map(({ date, name }) => ({ date, name, close: null })),
      ...found.early_closes.map(({ date, name, close }) => ({ date, name, close: Date.parse(close) })),
    ]
  })
  const ofGateway = [...differing]
    .map(([date, sessions]) => ({ date, name: null, close: closeOf(sessions) }))
    .filter(({ close }) => close === null || endsEarly(close))
  return [...ofTable.filter(({ date }) => !differing.has(date)), ...ofGateway]
    .filter(({ date }) => date >= from)
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .slice(0, mostHolidays)
}
