import { describe, expect, test } from "bun:test"
import { type NyseYear, nyseYear } from "../../src/calendar/nyse.ts"

/** What NYSE printed in its yearly releases for 2018 to 2028, and the special closures announced later (marked). */
const announced: Record<number, { closures: string; earlyCloses: string }> = {
  // 12-05: mourning for George H. W. Bush
  2018: { closures: "01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25", earlyCloses: "07-03 11-23 12-24" },
  2019: { closures: "01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25", earlyCloses: "07-03 11-29 12-24" },
  2020: { closures: "01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25", earlyCloses: "11-27 12-24" },
  2021: { closures: "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24", earlyCloses: "11-26" },
  // New Year's Day fell on a Saturday: no day off for it, in 2021 or 2022.
  2022: { closures: "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26", earlyCloses: "11-25" },
  2023: { closures: "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25", earlyCloses: "07-03 11-24" },
  2024: { closures: "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25", earlyCloses: "07-03 11-29 12-24" },
  // 01-09: mourning for Jimmy Carter
  2025: {
    closures: "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
    earlyCloses: "07-03 11-28 12-24",
  },
  2026: { closures: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25", earlyCloses: "11-27 12-24" },
  2027: { closures: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24", earlyCloses: "11-26" },
  2028: { closures: "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25", earlyCloses: "07-03 11-24" },
}

/** The half days that the exchange's rules give for the years it has not announced yet. */
const projectedEarlyCloses: Record<number, string> = {
  2029: "07-03 11-23 12-24",
  2030: "07-03 11-29 12-24",
  2031: "07-03 11-28 12-24",
  2032: "11-26",
  2033: "11-25",
  2034: "07-03 11-24",
  2035: "07-03 11-23 12-24",
}

const sessionCounts: Record<number, number> = {
  2025: 250,
  2026: 251,
  2027: 251,
  2028: 251,
  2029: 251,
  2030: 251,
  2031: 251,
  2032: 252,
  2033: 251,
  2034: 250,
  2035: 251,
}

const monthDays = (entries: readonly { readonly date: string }[]): string =>
  entries.map(({ date }) => date.slice(5)).join(" ")

function yearOf(year: number): NyseYear {
  const found = nyseYear(year)
  if (found === "unknown") throw new Error(`${year} is not in the table`)
  return found
}

describe("NYSE's announcements", () => {
  test.each(Object.entries(announced))("%s", (year, { closures, earlyCloses }) => {
    const found = yearOf(Number(year))
    expect(monthDays(found.closures)).toBe(closures)
    expect(monthDays(found.early_closes)).toBe(earlyCloses)
    for (const { close } of found.early_closes) expect(close).toMatch(/T1[78]:00:00Z$/)
  })
})

test.each(Object.entries(projectedEarlyCloses))("half days projected for %s", (year, earlyCloses) => {
  expect(monthDays(yearOf(Number(year)).early_closes)).toBe(earlyCloses)
})

test.each(Object.entries(sessionCounts))("sessions of %s: %i", (year, count) => {
  expect(yearOf(Number(year)).sessions).toHaveLength(count)
})

test("holidays that fall on a weekend are made up for, except New Year's Day on a Saturday", () => {
  const names = (year: number): Record<string, string> =>
    Object.fromEntries(yearOf(year).closures.map(({ date, name }) => [date, name]))
  expect(names(2032)).toMatchObject({
    "2032-06-18": "Juneteenth",
    "2032-07-05": "Independence Day",
    "2032-12-24": "Christmas Day",
  })
  expect(names(2033)).toMatchObject({ "2033-06-20": "Juneteenth", "2033-12-26": "Christmas Day" })
  expect(names(2034)).toMatchObject({ "2034-01-02": "New Year's Day" })
  for (const year of [1994, 2000, 2005, 2011, 2022, 2028, 2033]) {
    expect(Object.values(names(year))).not.toContain("New Year's Day")
    expect(names(year - 1)).not.toHaveProperty([`${year - 1}-12-31`])
  }
})
