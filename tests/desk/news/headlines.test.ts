import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createDesk } from "../../../src/desk/desk.ts"
import type { HeadlinePage, HeadlinesQuestion } from "../../../src/desk/news/headlines.ts"
import type { Headline } from "../../../src/gateway/news/news.ts"
import {
  config,
  contract,
  details,
  failureOf,
  inMemoryGateway,
  monday,
  notConnected,
  value,
} from "../in-memory-gateway.ts"

const minute = 60_000
const apple = contract({ conId: 265598, symbol: "AAPL" })
const headline = (at: number, id: string, more: Partial<Headline> = {}): Headline => ({
  at,
  provider: "BRFG",
  articleId: `BRFG$${id}`,
  text: `Headline ${id}`,
  language: "en",
  sentiment: null,
  confidence: null,
  ...more,
})

function room(headlines: readonly Headline[] = []) {
  const gateway = inMemoryGateway()
  gateway.known.contracts = [details(apple)]
  gateway.known.news.providers = [
    { code: "BRFG", name: "Briefing.com" },
    { code: "DJ-N", name: "Dow Jones" },
  ]
  gateway.known.news.headlines.set(apple.conId, headlines)
  const clock = manualClock(monday)
  const desk = createDesk({ gateway, config, clock })
  const ask = (question: Partial<HeadlinesQuestion> = {}) =>
    desk.headlines(
      { instrument: "AAPL", providers: [], start: null, end: null, limit: 20, cursor: null, ...question },
      {},
    )
  return { gateway, clock, desk, ask }
}

/** Every page of a question, until there is no cursor. */
async function everyPage(ask: ReturnType<typeof room>["ask"], question: Partial<HeadlinesQuestion>) {
  const ids: string[] = []
  const sizes: number[] = []
  let cursor: string | null = null
  do {
    const data: HeadlinePage = value(await ask({ ...question, cursor })).data
    ids.push(...data.headlines.map(({ articleId }) => articleId))
    sizes.push(data.headlines.length)
    expect(data.hasMore).toBe(data.cursor !== null)
    cursor = data.cursor
  } while (cursor !== null)
  return { ids, sizes }
}

describe("pages of headlines", () => {
  const five = [1, 2, 3, 4, 5].map((ago) => headline(monday - ago * minute, `h${ago}`))

  test("go back in time, newest first, to the end", async () => {
    const { ask, gateway } = room(five)
    const first = value(await ask({ limit: 2 })).data
    expect(first.headlines.map(({ text }) => text)).toEqual(["Headline h1", "Headline h2"])
    expect(first).toMatchObject({ instrument: "AAPL", conId: 265598, zone: "America/New_York", hasMore: true })
    expect((await everyPage(ask, { limit: 2 })).sizes).toEqual([2, 2, 1])
    expect(gateway.asked.news.headlines[0]).toEqual({
      conId: 265598,
      providers: ["BRFG", "DJ-N"],
      until: null,
      count: 3,
    })
  })

  test("lose none and double none, however many share a second", async () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(seconds, fc.integer({ min: 1, max: 9 }), async (ago, limit) => {
        const all = ago.toSorted((a, b) => a - b).map((second, index) => headline(monday - second * 1000, `h~${index}`))
        const { ids } = await everyPage(room(all).ask, { limit })
        expect(ids).toEqual(all.map(({ articleId }) => articleId))
      }),
    )
  })

  test("go on where hundreds share a second, more than one answer holds", async () => {
    const crowd = Array.from({ length: 305 }, (_, index) => headline(monday, `c${index}`))
    const { ids } = await everyPage(room([...crowd, ...five]).ask, { limit: 100 })
    // IBKR gives 300 of a second and no way to the others; what is older is not lost with them.
    expect(ids).toEqual([...crowd.slice(0, 300), ...five].map(({ articleId }) => articleId))
  })

  test("that do not join on to each other say so", async () => {
    const { ask, gateway } = room(five)
    const { cursor } = value(await ask({ limit: 2 })).data
    gateway.known.news.headlines.set(apple.conId, five.slice(3))
    const { data, provenance } = value(await ask({ limit: 2, cursor }))
    expect(data.headlines.map(({ articleId }) => articleId)).toEqual(["BRFG$h4", "BRFG$h5"])
    expect(provenance.warnings.join()).toContain("may be missing")
  })

  test("begin and end where they are asked to, days in the exchange's time", async () => {
    const at = (iso: string) => headline(Date.parse(iso), iso)
    const midnight = "2026-11-20T05:00:00Z"
    const { ask } = room([
      at("2026-11-21T05:00:00Z"),
      at("2026-11-21T04:59:59Z"),
      at(midnight),
      at("2026-11-20T04:59:59Z"),
    ])
    const ids = async (question: Partial<HeadlinesQuestion>) =>
      value(await ask(question)).data.headlines.map(({ articleId }) => articleId.slice("BRFG$".length))
    expect(await ids({ start: "2026-11-20", end: "2026-11-20" })).toEqual(["2026-11-21T04:59:59Z", midnight])
    expect(await ids({ start: midnight, end: midnight })).toEqual([midnight])
    expect(await everyPage(ask, { start: "2026-11-20", limit: 1 })).toMatchObject({ sizes: [1, 1, 1] })
  })
})

describe("a headline", () => {
  test("is one readable line, whatever its provider wrote", async () => {
    const wild = headline(monday, "x", { text: "AT&amp;T <b>up</b>\n\u001b[2J\u202e now", sentiment: -0.5 })
    const [line] = value(await room([wild]).ask()).data.headlines
    expect(line).toMatchObject({ text: "AT&T up [2J now", sentiment: -0.5 })
  })

  test("of a provider that is named in any case is found, one of another that may not be read is refused", async () => {
    const { ask, gateway } = room([headline(monday, "x", { provider: "DJ-N" })])
    expect(value(await ask({ providers: ["dj-n"] })).data.headlines).toHaveLength(1)
    const failure = failureOf(await ask({ providers: ["DJ-N", "BZ"] }))
    expect(failure).toMatchObject({ code: "not_subscribed", message: 'This login may not read "BZ".' })
    expect(failure.hint).toContain("BRFG, DJ-N")
    gateway.known.news.providers = []
    expect(failureOf(await ask()).code).toBe("not_subscribed")
  })

  test("of an option is its underlying's, and says so", async () => {
    const { ask, gateway } = room([headline(monday, "x")])
    const call = contract({ conId: 7, symbol: "AAPL", secType: "OPT", expiry: "20261218", strike: 200, right: "C" })
    const underlying = { underConId: apple.conId, underSecType: "STK", underSymbol: "AAPL" }
    gateway.known.contracts.push(details(call, underlying))
    const { data, provenance } = value(await ask({ instrument: "CONID:7" }))
    expect([data.conId, data.headlines.length]).toEqual([7, 1])
    expect(provenance.warnings).toEqual(["These are headlines of its underlying, AAPL."])
  })

  test("of before is given when the Gateway is gone", async () => {
    const { ask, gateway, clock } = room([headline(monday, "x")])
    await ask()
    gateway.known.down = notConnected
    await clock.advance(60_000)
    const { data, provenance } = value(await ask({ instrument: " aapl " }))
    expect([data.headlines.length, provenance.staleS, provenance.source]).toEqual([1, 60, "cache"])
    expect(failureOf(await ask({ limit: 3 })).code).toBe("not_connected")
  })
})

describe("a question that cannot be", () => {
  test.each([
    [{ limit: 0 }],
    [{ limit: 101 }],
    [{ limit: 1.5 }],
    [{ cursor: "tomorrow" }],
    [{ cursor: "2026-11-20T00:00:00Z~" }],
    [{ cursor: "2026-11-20T00:00:00Z~%E0%A4%A" }],
    [{ start: "soon" }],
    [{ start: "2026-11-21", end: "2026-11-20" }],
    [{ providers: ["BR\u0000FG"] }],
    [{ providers: ["x".repeat(21)] }],
    [{ providers: Array.from({ length: 51 }, () => "BRFG") }],
    [{ instrument: "AAPL\n" }],
  ])("%p is refused", async (question) => {
    const { ask, gateway } = room()
    const { code, hint } = failureOf(await ask(question))
    expect([code, gateway.asked.news.headlines]).toEqual(["invalid_request", []])
    if ("start" in question && question.start === "soon") expect(hint).toStartWith("Write start")
  })
})

describe("a tape", () => {
  test("is of one provider, and says that it has no past", async () => {
    const { desk, gateway } = room()
    gateway.known.news.tapes.set("BRFG", [headline(monday, "t1"), headline(monday - 1, "t2")])
    const { data, provenance } = value(await desk.newsTape("brfg", 1, {}, () => {}))
    expect([data.headlines.length, data.cursor, data.instrument]).toEqual([1, null, null])
    expect(provenance.warnings.join()).toContain("ask with symbol")
    expect(value(await desk.newsTape("DJ-N", 5, {}, () => {})).provenance.warnings.join()).toContain("Nothing came")
  })
})
