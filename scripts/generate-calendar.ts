import Holidays from "date-holidays"

/**
 * Makes the NYSE table from the exchange's own rules. date-holidays gives only the grammar the rules are written in: the
 * set starts empty, because its United States data is not the exchange's calendar (it has Columbus Day and lacks Good Friday).
 */
const firstYear = 1990
const lastYear = 2035
/** The last year NYSE has announced itself; later years follow from its rules. */
const announcedYear = 2028
const zone = "America/New_York"

/** A January 1 on a Saturday is not made up for: NYSE Rule 7.2 keeps the last day of the accounting year open. */
const closureRules = [
  ["01-01 if sunday then next monday", "New Year's Day"],
  ["3rd monday in January since 1998", "Martin Luther King Jr. Day"],
  ["3rd monday in February", "Washington's Birthday"],
  ["easter -2", "Good Friday"],
  ["monday before 06-01", "Memorial Day"],
  ["06-19 if sunday then next monday if saturday then previous friday since 2022", "Juneteenth"],
  ["07-04 if sunday then next monday if saturday then previous friday", "Independence Day"],
  ["1st monday in September", "Labor Day"],
  ["4th thursday in November", "Thanksgiving Day"],
  ["12-25 if sunday then next monday if saturday then previous friday", "Christmas Day"],
] as const

const specialClosures = [
  ["1994-04-27", "Mourning for Richard Nixon"],
  ["2001-09-11", "September 11 attacks"],
  ["2001-09-12", "September 11 attacks"],
  ["2001-09-13", "September 11 attacks"],
  ["2001-09-14", "September 11 attacks"],
  ["2004-06-11", "Mourning for Ronald Reagan"],
  ["2007-01-02", "Mourning for Gerald Ford"],
  ["2012-10-29", "Hurricane Sandy"],
  ["2012-10-30", "Hurricane Sandy"],
  ["2018-12-05", "Mourning for George H. W. Bush"],
  ["2025-01-09", "Mourning for Jimmy Carter"],
] as const

const earlyCloseRules = [
  ["friday after 4th thursday in November since 1992", "Day after Thanksgiving"],
  ["12-24 on monday,tuesday,wednesday,thursday", "Christmas Eve"],
  ["07-03 on monday,tuesday,thursday since 1995", "Day before Independence Day"],
  ["07-03 on wednesday since 2013", "Day before Independence Day"],
  ["07-05 on friday since 1995 and prior to 2013", "Day after Independence Day"],
] as const

const specialEarlyCloses = [
  ["1997-12-26", "Day after Christmas"],
  ["1999-12-31", "New Year's Eve"],
  ["2003-12-26", "Day after Christmas"],
] as const

type Dated = readonly [date: string, name: string]

export default async function generateCalendar(): Promise<{ path: string; content: string }> {
  const closures = [...datesOf(closureRules), ...specialClosures].filter(([date]) => isWeekday(date))
  const closed = new Set(closures.map(([date]) => date))
  const early = [...datesOf(earlyCloseRules), ...specialEarlyCloses].filter(([date]) => !closed.has(date))
  const content = `// Made by scripts/generate-calendar.ts: change the rules there and run \`bun run generate\`.

/** Dates are New York's. \`daylightTime\` is when each summer's clocks go forward and back. */
export const nyseTable = {
  from: "${firstYear}-01-01",
  announcedThrough: "${announcedYear}-12-31",
  validThrough: "${lastYear}-12-31",
  closures: [
${grouped(closures, ([, name]) => `name: ${JSON.stringify(name)}`)}
  ],
  earlyCloses: [
${grouped(early, ([date, name]) => `name: ${JSON.stringify(name)}, closesAt: "${closingTime(date)}"`)}
  ],
  daylightTime: [
${daylightTime()
  .map(([start, end]) => `    ["${start}", "${end}"],`)
  .join("\n")}
  ],
} as const
`
  return { path: "src/calendar/nyse-table.generated.ts", content }
}

function datesOf(rules: readonly Dated[]): Dated[] {
  const found: Dated[] = []
  for (const [rule, name] of rules) {
    const holidays = new Holidays()
    holidays.setTimezone(zone)
    if (!holidays.setHoliday(rule, name)) throw new Error(`date-holidays does not understand "${rule}"`)
    for (let year = firstYear; year <= lastYear; year++)
      for (const holiday of holidays.getHolidays(year)) found.push([holiday.date.slice(0, 10), name])
  }
  return found
}

function isWeekday(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** Half days ended at 14:00 until 1992. */
const closingTime = (date: string): string => (date < "1993" ? "14:00" : "13:00")

function grouped(dated: readonly Dated[], heading: (entry: Dated) => string): string {
  const byHeading = Map.groupBy(dated, heading)
  return [...byHeading]
    .map(([text, entries]) => {
      const dates = [...new Set(entries.map(([date]) => date))].sort()
      const lines = Array.from({ length: Math.ceil(dates.length / 8) }, (_, row) =>
        dates
          .slice(row * 8, row * 8 + 8)
          .map((date) => `"${date}"`)
          .join(", "),
      )
      return `    {\n      ${text},\n      dates: [\n        ${lines.join(",\n        ")},\n      ],\n    },`
    })
    .join("\n")
}

function daylightTime(): string[][] {
  const end = Temporal.ZonedDateTime.from(`${lastYear + 1}-01-01T00:00[${zone}]`)
  const changes: string[] = []
  let at = Temporal.ZonedDateTime.from(`${firstYear}-01-01T00:00[${zone}]`).getTimeZoneTransition("next")
  while (at !== null && Temporal.ZonedDateTime.compare(at, end) < 0) {
    changes.push(at.toInstant().toString())
    at = at.getTimeZoneTransition("next")
  }
  return Array.from({ length: changes.length / 2 }, (_, index) => changes.slice(index * 2, index * 2 + 2))
}
