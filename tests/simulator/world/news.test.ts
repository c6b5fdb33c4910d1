import { describe, expect, test } from "bun:test"
import { createWorld } from "../../../src/simulator/world/index.ts"
import { eventsOf } from "../../../src/simulator/world/news/calendar-events.ts"
import { earningsIn } from "../../../src/simulator/world/news/earnings.ts"
import { headlinesOf } from "../../../src/simulator/world/news/headlines.ts"
import { movesIn } from "../../../src/simulator/world/news/moves.ts"
import { article } from "../../../src/simulator/world/news/newsroom.ts"
import type { Listing } from "../../../src/simulator/world/world.ts"

const world = createWorld({ seed: 1 })
const { market } = world
const from = Date.UTC(2026, 9, 1)
const now = Date.UTC(2026, 10, 22)

function listed(conId: number): Listing {
  const listing = world.contracts.byConId(conId)
  if (!listing) throw new Error(`no contract ${conId}`)
  return listing
}

const companies = [265598, 272093, 76792991].map(listed)

describe.each(companies.map((listing) => [listing.symbol, listing] as const))("%s", (_, listing) => {
  const news = headlinesOf(market, listing, from, now)

  test("a day with a move twice as large as usual has a headline that says by how much", () => {
    const start = Date.UTC(2026, 3, 1)
    const moves = movesIn(market, listing, start, now).filter(({ change, usual }) => Math.abs(change) >= 2 * usual)
    expect(moves.length).toBeGreaterThan(0)
    const news = headlinesOf(market, listing, start, now)
    for (const { close, change } of moves) {
      const percent = `${Math.abs(change * 100).toFixed(1)}%`
      const verb = change > 0 ? "jumps" : "plunges"
      const told = news.filter(({ at, headline }) => at > close && at < close + 3_600_000 && headline.includes(verb))
      expect(told.map(({ headline }) => headline)).toEqual([expect.stringContaining(percent)])
    }
  })

  test("what is said of midday is what the market showed at midday", () => {
    const middays = news.filter(({ headline }) => headline.endsWith("by midday"))
    for (const { at, headline } of middays) {
      const { last, close } = market.snapshot(listing.conId, at)
      const change = (last ?? 0) / (close ?? 1) - 1
      expect(headline).toContain(`${change > 0 ? "gains" : "loses"} ${Math.abs(change * 100).toFixed(1)}%`)
    }
  })

  test("results come out before the largest move of the season, and are good when the price rises", () => {
    const results = earningsIn(market, listing, Date.UTC(2025, 6, 1), now)
    expect(results.length).toBeGreaterThanOrEqual(5)
    for (const { at, actual, expected, reaction, quarterEnd } of results) {
      const end = Date.UTC(+quarterEnd.slice(0, 4), +quarterEnd.slice(4, 6) - 1, +quarterEnd.slice(6))
      const season = movesIn(market, listing, end + 13 * 86_400_000, end + 48 * 86_400_000).slice(1)
      expect(Math.max(...season.map(({ change }) => Math.abs(change)))).toBe(Math.abs(reaction.change))
      expect(at).toBeLessThan(reaction.open)
      expect(Math.sign(Math.round((actual - expected) * 100))).toBe(Math.sign(reaction.change))
    }
  })

  test("asked for in parts or in one piece, it is the same, and each is found by its id", () => {
    const middle = Date.UTC(2026, 9, 31, 17)
    const parts = [...headlinesOf(market, listing, from, middle), ...headlinesOf(market, listing, middle, now)]
    expect(parts).toEqual([...news])
    for (const item of news.slice(0, 10)) {
      expect(article(world, item.id, now)).toEqual(item)
      expect(article(world, item.id, item.at - 1)).toBeUndefined()
    }
  })

  test("the calendar knows what was reported, and of what comes the date alone", () => {
    const events = eventsOf(world, listing, now - 120 * 86_400_000, now + 120 * 86_400_000, now)
    const [past, future] = [
      events.filter(({ date }) => date < "20261122"),
      events.filter(({ date }) => date > "20261122"),
    ]
    expect(past.some(({ tag }) => tag === "wshe_eps")).toBe(true)
    expect(future.some(({ tag }) => tag === "wshe_eps")).toBe(false)
    expect(future.find(({ tag }) => tag === "wshe_ed")?.data.wshe_earnings_date_status).toBe("UNCONFIRMED")
  })
})

test("the calendar has meetings, reports that are due and dates that are inferred, each on the day that it says", () => {
  const [apple] = companies
  if (!apple) throw new Error("no company")
  const year = 365 * 86_400_000
  const events = eventsOf(world, apple, now - year, now + year, now)
  const kinds = new Set(events.map(({ tag }) => tag))
  for (const tag of ["wshe_bod", "wshe_sec", "wshe_sh", "wshe_ic", "wshe_fq"] as const) expect(kinds).toContain(tag)
  for (const { tag, date, data } of events) {
    const day = data.start_date ?? data.filing_due_date ?? data.earnings_date ?? data.call_date ?? data.expiration_date
    if (day !== undefined) expect([tag, date]).toEqual([tag, String(day)])
  }
  const inferred = events.filter(({ data }) => data.wshe_earnings_date_status === "INFERRED")
  expect(inferred.every(({ tag, date }) => tag === "wshe_fq" && date > "20270322")).toBe(true)
  const splits = eventsOf(world, apple, Date.UTC(2020, 0, 1), now, now).filter(({ tag }) => tag === "wshe_splits")
  expect(splits.map(({ date, data }) => [date, data.ratio])).toEqual([["20200831", "4:1"]])
})

test("another seed writes other news", () => {
  const other = createWorld({ seed: 2 })
  const [apple] = companies
  if (!apple) throw new Error("no company")
  const titles = (one: typeof world) => headlinesOf(one.market, apple, from, now).map(({ headline }) => headline)
  expect(titles(other)).not.toEqual(titles(world))
  expect(titles(createWorld({ seed: 1 }))).toEqual(titles(world))
})
