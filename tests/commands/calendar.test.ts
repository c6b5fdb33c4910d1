import { expect, test } from "bun:test"
import { run } from "../../src/commands/calendar.ts"
import { runCommand } from "./run-command.ts"

const calendar = (...positionals: string[]) => runCommand(run, { positionals })
const calendarJson = async (text: string) => {
  const { code, stdout } = await runCommand(run, { positionals: [text], flags: { json: true } })
  expect(code).toBe(0)
  expect(stdout.endsWith("}\n")).toBe(true)
  const value: unknown = JSON.parse(stdout)
  return value
}

test("a year as JSON is the form of the outside contract", async () => {
  // As NYSE announced 2026: ten closed weekdays, half days on 11-27 and 12-24; 261 weekdays less ten are 251 sessions.
  const year = await calendarJson("2026")
  expect(year).toMatchObject({
    year: 2026,
    timezone: "America/New_York",
    closures: [
      { date: "2026-01-01" },
      { date: "2026-01-19" },
      { date: "2026-02-16" },
      { date: "2026-04-03" },
      { date: "2026-05-25" },
      { date: "2026-06-19" },
      { date: "2026-07-03" },
      { date: "2026-09-07" },
      { date: "2026-11-26" },
      { date: "2026-12-25" },
    ],
    early_closes: [
      { date: "2026-11-27", close: "2026-11-27T18:00:00Z", name: "Day after Thanksgiving" },
      { date: "2026-12-24", close: "2026-12-24T18:00:00Z", name: "Christmas Eve" },
    ],
    announced_through: "2028-12-31",
    valid_through: "2035-12-31",
  })
  expect(year).toHaveProperty("sessions.length", 251)
  expect(year).toHaveProperty("sessions.0", {
    date: "2026-01-02",
    open: "2026-01-02T14:30:00Z",
    close: "2026-01-02T21:00:00Z",
    early: false,
  })
})

test("a year for a person lists what is out of the ordinary", async () => {
  const { code, stdout } = await calendar("2026")
  expect(code).toBe(0)
  expect(stdout).toContain("251 sessions, 10 weekdays closed, 2 half days")
  expect(stdout).toContain("2026-11-26  Thursday  closed        Thanksgiving Day")
  expect(stdout).toContain("2026-11-27  Friday    closes 13:00  Day after Thanksgiving")
  expect(stdout).not.toContain("\u001b")
})

test("without a year it is this one", async () => {
  const { code, stdout } = await calendar()
  expect(code).toBe(0)
  expect(stdout).toMatch(/^New York Stock Exchange 20\d\d\n/)
})

test("a half day: New York's times and UTC", async () => {
  const { code, stdout } = await calendar("2026-11-27")
  expect(code).toBe(0)
  expect(stdout).toContain("Friday 2026-11-27: NYSE closes early (Day after Thanksgiving)")
  expect(stdout).toContain("opens            09:30     14:30")
  expect(stdout).toContain("closes           13:00     18:00")
})

test("a summer day has New York's summer offset", async () => {
  expect(await calendarJson("2026-07-02")).toMatchObject({
    kind: "session",
    open: "2026-07-02T13:30:00Z",
    close: "2026-07-02T20:00:00Z",
    early: false,
    name: null,
  })
})

test("a closed day says why", async () => {
  expect(await calendarJson("2026-11-26")).toMatchObject({ kind: "closed", open: null, name: "Thanksgiving Day" })
  expect((await calendar("2026-11-22")).stdout).toContain("Sunday 2026-11-22: NYSE is closed (Weekend)")
})

test("a projected date says that NYSE has not announced it", async () => {
  expect((await calendar("2031-11-26")).stdout).toContain("Not announced by NYSE yet")
})

test.each(["1989", "2036", "1989-12-31", "2036-01-01"])(
  "%s is outside the table: an error, never a guess",
  async (text) => {
    for (const flags of [{}, { json: true as const }]) {
      const { code, stdout, stderr } = await runCommand(run, { positionals: [text], flags })
      expect(code).toBe(1)
      expect(stdout).toBe("")
      expect(stderr).toBe(`ibkr-mcp: ${text} is outside the calendar, which holds 1990-01-01 to 2035-12-31\n`)
    }
  },
)

test.each(["x", "26", "2026-02-30", "2026-13-01", "2026-1-1", "", "2026 "])(
  "%p is neither a year nor a date",
  async (text) => {
    const { code, stdout, stderr } = await calendar(text)
    expect(code).toBe(2)
    expect(stdout).toBe("")
    expect(stderr).toContain("neither a year (2026) nor a date (2026-11-27)")
  },
)
