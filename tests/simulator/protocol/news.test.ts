import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { type Simulator, startSimulator } from "../../../src/simulator/simulator.ts"
import { createWorld } from "../../../src/simulator/world/index.ts"
import { startedClient, type WireClient } from "./wire-client.ts"

/** The evening before Thanksgiving 2026, 17:00 in New York. */
const wednesday = Date.UTC(2026, 10, 25, 22, 0)
const apple = 265598
const spx = 416904
const world = createWorld({ seed: 1 })
const clock = manualClock(wednesday)
let simulator: Simulator

const start = (scenarios: readonly string[] = []) =>
  startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios, world, log: () => undefined })

beforeAll(async () => {
  simulator = await start()
})
afterAll(() => simulator.close())

/** What comes in answer to a request that takes its time. */
async function answer(client: WireClient, id: string, ...request: readonly (string | number)[]) {
  client.send(...request)
  const early = await client.served()
  await clock.advance(40)
  const all = [...early, ...(await client.served())]
  return all.filter(([first]) => first === id || first === "4")
}

const stock = (conId: number) => [conId, ...["", "", "", "", "", "", "SMART", "", "", "", ""]]

describe.each([157, 171, 173, 193])("at server version %d", (version) => {
  const connect = () => startedClient(simulator.port, version, version)

  test("who writes", async () => {
    const client = await connect()
    client.send(85)
    expect((await client.next("85")).slice(0, 4)).toEqual(["85", "3", "BRFG", "Briefing.com General Market Columns"])
    client.close()
  })

  test("headlines of the past, newest first, and an article by its id", async () => {
    const client = await connect()
    client.send(86, 1, apple, "BRFG+BRFUPDN", "", "", 3, "")
    await client.served()
    await clock.advance(40)
    const messages = await client.until(([id]) => id === "87")
    expect(messages.at(-1)).toEqual(["87", "1", "1"])
    const headlines = messages.slice(0, -1)
    expect(headlines.map((message) => message.length)).toEqual([6, 6, 6])
    const times = headlines.map(([, , time]) => time ?? "")
    expect(times).toEqual(times.toSorted().reverse())
    for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:00\.0$/)
    const [, , , provider = "", articleId = "", headline = ""] = headlines[0] ?? []
    const [prefix = "none"] = /^\{A:800015:L:en(:K:-?\d\.\d\d:C:0\.97)?\}!?/.exec(headline) ?? []
    const [article] = await answer(client, "83", 84, 2, provider, articleId, "")
    expect(article?.slice(0, 3)).toEqual(["83", "2", "0"])
    expect(article?.[3]).toStartWith(`${headline.slice(prefix.length)}&#10;`)
    client.close()
  })

  test("a newsletter is a PDF document", async () => {
    const client = await connect()
    const [headline] = await answer(client, "86", 86, 3, spx, "DJNL", "", "", 1, "")
    const [article] = await answer(client, "83", 84, 4, "DJNL", headline?.[4] ?? "", "")
    expect(article?.slice(0, 3)).toEqual(["83", "4", "1"])
    const file = Buffer.from(article?.[3] ?? "", "base64").toString("latin1")
    expect(file).toStartWith("%PDF-1.4\n")
    expect(file).toEndWith("%%EOF\n")
    expect(file.slice(Number(/startxref\n(\d+)/.exec(file)?.[1]), -1)).toStartWith("xref\n")
    client.close()
  })

  test("bulletins: today's with all, and none without", async () => {
    const client = await connect()
    client.send(12, 1, 1)
    const [bulletin] = await client.served()
    expect(bulletin?.slice(0, 4)).toEqual(["14", "1", `${Date.UTC(2026, 10, 25, 20) / 1000}`, "1"])
    expect(bulletin?.[4]).toEndWith("To NYSE,NASDAQ traders:\nUS stock and option markets are closed on 2026-11-26.")
    expect(bulletin?.[5]).toBe("NYSE,NASDAQ")
    client.send(13, 1)
    client.send(12, 1, 0)
    expect(await client.served()).toEqual([])
    client.close()
  })

  test("headlines among ticks, of a contract and of a whole feed", async () => {
    const client = await connect()
    client.send(1, 11, 5, ...stock(spx).with(7, "CBOE"), 0, "mdoff,292:DJNL+BRFG", 0, 0, "")
    const feed = [0, "BRFG:BRFG_ALL", "NEWS", "", 0, "", "", "BRFG", "", "", "", ""]
    client.send(9, 8, 6, ...feed, 0, "", "", ...(version >= 176 ? [""] : []))
    client.send(1, 11, 7, ...feed, 0, "mdoff,292", 0, 0, "")
    const messages = await client.served()
    expect(messages.find(([id]) => id === "10")?.some((field) => field === "BRFG:BRFG_ALL")).toBe(true)
    const news = messages.filter(([id]) => id === "84")
    for (const item of news) expect(item).toHaveLength(7)
    const ofFeed = news.filter(([, ticker]) => ticker === "7")
    expect(ofFeed.length).toBe(5)
    for (const [, , time, provider, , headline, extra] of ofFeed) {
      expect(Number(time)).toBeGreaterThan(wednesday - 86_400_000)
      expect([provider, extra]).toEqual(["BRFG", "A:800015:L:en"])
      expect(headline).not.toContain("{")
    }
    client.close()
  })

  test("the event calendar, to those who have asked for its kinds of events", async () => {
    const client = await connect()
    const filter = version >= 171 ? ["", 0, 0, 0] : []
    const dates = version >= 173 ? ["20261001", "20261130", 5] : []
    const events = [102, 8, apple, ...filter, ...dates]
    expect((await answer(client, "105", ...events))[0]?.slice(2, 5)).toEqual([
      "8",
      "10282",
      "WSH metadata not requested",
    ])
    const [metadata] = await answer(client, "104", 100, 9)
    expect(metadata?.slice(0, 2)).toEqual(["104", "9"])
    const tags = JSON.parse(metadata?.[2] ?? "").meta_data.event_types.map(({ tag }: { tag: string }) => tag)
    expect(tags).toContain("wshe_ed")
    const [answered] = await answer(client, "105", ...events)
    expect(answered?.slice(0, 2)).toEqual(["105", "8"])
    const found: readonly { event_type: string; conids: readonly string[]; index_date: string }[] = JSON.parse(
      answered?.[2] ?? "",
    )
    if (version >= 173) {
      expect(found).toHaveLength(5)
      expect(found.every(({ index_date }) => index_date >= "20261001" && index_date <= "20261130")).toBe(true)
    }
    expect(found.some(({ event_type, conids }) => event_type === "wshe_ed" && conids[0] === `${apple}`)).toBe(true)
    client.close()
  })
})

describe("what is refused", () => {
  test.each([
    [[86, 1, apple, "BRFG+NOPE", "", "", 3, ""], "10276 News feed is not allowed."],
    [[86, 1, 4711, "BRFG", "", "", 3, ""], "200 No security definition has been found for the request"],
    [
      [86, 1, apple, "BRFG", "last week", "", 3, ""],
      "321 Error validating request.-'bQ' : cause - Invalid date/time. ",
    ],
    [[84, 1, "BRFG", "BRFG$nothing", ""], "10172 Failed to request news article:No data available"],
    [[84, 1, "NOPE", "NOPE$1", ""], "10276 News feed is not allowed."],
  ] as const)("%p", async (request, text) => {
    const client = await startedClient(simulator.port)
    const [refusal] = await answer(client, "87", ...request)
    expect(refusal?.slice(2, 5).join(" ")).toStartWith(`1 ${text}`)
    client.close()
  })

  test("the event calendar without a live subscription, and twice at a time with one", async () => {
    const delayed = await start(["delayed-only"])
    const without = await startedClient(delayed.port)
    without.send(100, 1)
    expect((await without.next("4")).slice(2, 5)).toEqual(["1", "10276", "News feed is not allowed."])
    await delayed.close()
    const client = await startedClient(simulator.port)
    client.send(100, 2)
    client.send(100, 3)
    expect((await client.next("4")).slice(2, 4)).toEqual(["3", "10278"])
    client.close()
  })
})
