import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import { newsTime } from "../../../src/gateway/news/news-requests.ts"
import { code, type Rig, rig, value } from "../rig.ts"

let open: Rig
beforeEach(async () => {
  open = await rig()
})
afterEach(() => open.close())

const apple = { conId: 265598, providers: ["BRFG", "DJ-N"], until: null, count: 3 }

describe("headlines", () => {
  test("are asked for by the newest instant, and come newest first, those of one second in the Gateway's order", async () => {
    const { gateway, fake } = open
    fake.on("86", ([, id = ""], client) => {
      client.send(86, id, "2026-11-19 14:00:00.0", "BRFG", "BRFG$1", "{A:1:L:en:K:0.5:C:0.9}older")
      client.send(86, id, "2026-11-20 14:00:00.0", "DJ-N", "DJ-N$2", "{A:1:L:en}newer")
      client.send(86, id, "2026-11-20 14:00:00.0", "DJ-N", "DJ-N$1", "newer, too")
      client.send(86, id, "soon", "DJ-N", "DJ-N$3", "of no time")
      client.send(87, id, 1)
    })
    const until = Date.parse("2026-11-20T15:30:00.999Z")
    const found = value(await gateway.headlines({ ...apple, until }))
    expect(fake.sent("86")[0]?.slice(2)).toEqual(["265598", "BRFG+DJ-N", "", "2026-11-20 15:30:00.0", "3", ""])
    expect(found.headlines.map(({ text }) => text)).toEqual(["newer", "newer, too", "older"])
    expect(found.headlines[2]).toEqual({
      at: Date.parse("2026-11-19T14:00:00Z"),
      provider: "BRFG",
      articleId: "BRFG$1",
      text: "older",
      language: "en",
      sentiment: 0.5,
      confidence: 0.9,
    })
    expect([found.hasMore, found.unreadable]).toEqual([true, 1])
  })

  test("asked for twice at a time are one request, and refused ones say what the account lacks", async () => {
    const { gateway, fake } = open
    const both = [gateway.headlines(apple), gateway.headlines(apple)]
    const [, id = ""] = await fake.next("86", 0)
    fake.client.send(4, 2, id, 10276, "News feed is not allowed.", "")
    expect((await Promise.all(both)).map(code)).toEqual(["not_subscribed", "not_subscribed"])
    expect(fake.sent("86")).toHaveLength(1)
  })

  test("with a control character in a provider never leave", async () => {
    expect(code(await open.gateway.headlines({ ...apple, providers: ["BR\u0000FG"] }))).toBe("invalid_request")
    expect(open.fake.sent("86")).toEqual([])
  })

  test("that cannot be read to the end fail their request", async () => {
    const { gateway, fake } = open
    fake.on("86", ([, id = ""], client) => client.send(86, id, "2026-11-19 14:00:00.0"))
    expect(code(await gateway.headlines(apple))).toBe("gateway_error")
  })
})

describe("IBKR's bulletins", () => {
  test("are those of today, once each, and the stream is ended", async () => {
    const { gateway, fake, clock } = open
    fake.on("12", (_, client) => {
      client.send(14, 1, 7, 1, "To SGX traders:\nclosed", "SGX")
      client.send(14, 1, 8, 2, "EUREX is down", "EUREX")
      client.send(14, 1, 7, 1, "To SGX traders:\nclosed", "SGX")
      client.send(14, 1, "9223372036854775807", 3, "It is up again", "")
    })
    const asked = gateway.bulletins()
    expect(await fake.next("12", 0)).toEqual(["12", "1", "1"])
    await open.fence()
    const ended = fake.next("13")
    await clock.advance(400)
    expect(value(await asked)).toEqual([
      { id: 7, kind: "notice", exchanges: "SGX", text: "To SGX traders:\nclosed" },
      { id: 8, kind: "exchange_unavailable", exchanges: "EUREX", text: "EUREX is down" },
      { id: null, kind: "exchange_available", exchanges: null, text: "It is up again" },
    ])
    expect(await ended).toEqual(["13", "1"])
  })

  test("are none when none has come in a second and a half", async () => {
    const { gateway, fake, clock } = open
    const asked = gateway.bulletins()
    await fake.next("12", 0)
    await clock.advance(1500)
    expect(value(await asked)).toEqual([])
  })
})

test("instants are asked for in UTC, to the second", () => {
  expect(newsTime(Date.parse("2026-04-14T16:58:42.9+02:00"))).toBe("2026-04-14 14:58:42.0")
})

test("providers are heard although their answer belongs to no request", async () => {
  const { gateway, fake } = open
  fake.on("85", (_, client) => client.send(85, 3, "BRFG", "Briefing.com", "DJ-N", "", "", "nobody"))
  expect(value(await gateway.newsProviders())).toEqual([
    { code: "BRFG", name: "Briefing.com" },
    { code: "DJ-N", name: "DJ-N" },
  ])
})

test("an article is text as it stands, or a document of so many bytes", async () => {
  const { gateway, fake } = open
  const pdf = Buffer.from("%PDF-1.4\nand so on").toString("base64")
  fake.on("84", ([, id = "", , article = ""], client) => {
    if (article === "BRFG$1") client.send(83, id, 0, "<p>caf\\u00e9</p>&#10;")
    else client.send(83, id, 1, article === "BRFG$2" ? pdf : "AAAA")
  })
  const read = async (id: string) => value(await gateway.newsArticle("BRFG", id))
  expect(await read("BRFG$1")).toEqual({ kind: "text", body: "<p>café</p>&#10;" })
  expect(await read("BRFG$2")).toEqual({ kind: "document", isPdf: true, bytes: 18 })
  expect(await read("BRFG$3")).toEqual({ kind: "document", isPdf: false, bytes: 3 })
  expect(fake.sent("84")[0]?.slice(2)).toEqual(["BRFG", "BRFG$1", ""])
})

describe("a tape", () => {
  const tick = (id: string, at: number, text: string) =>
    open.fake.client.send(84, id, at, "BRFG", `BRFG$${at}`, text, "A:1:L:en:K:n/a:C:0.5")
  const { now } = Date

  test("is listened to until nothing comes for a moment, and its line is given back", async () => {
    const { gateway, fake, clock } = open
    const asked = gateway.newsTape("BRFG")
    const [, , id = "", conId, symbol, secType, , , , , exchange] = await fake.next("1", 0)
    expect([conId, symbol, secType, exchange]).toEqual(["", "BRFG:BRFG_ALL", "NEWS", "BRFG"])
    expect(fake.sent("1")[0]?.slice(16, 19)).toEqual(["mdoff,292", "0", "0"])
    tick(id, 1_795_188_600_000, "first")
    await open.fence()
    await clock.advance(399)
    tick(id, 1_795_188_660_000, "second")
    await open.fence()
    await clock.advance(400)
    expect(value(await asked).map(({ text, confidence }) => [text, confidence])).toEqual([
      ["second", 0.5],
      ["first", 0.5],
    ])
    expect((await fake.next("2", 0)).slice(2)).toEqual([id])
  })

  test("on which nothing comes is empty after four seconds; one that never rests ends then, too", async () => {
    const { gateway, fake, clock } = open
    const silent = gateway.newsTape("BRFG")
    await fake.next("1", 0)
    await clock.advance(4000)
    expect(value(await silent)).toEqual([])
    const again = fake.next("1")
    const busy = gateway.newsTape("BRFG")
    const [, , id = ""] = await again
    for (let turn = 0; turn < 13; turn++) {
      tick(id, now() + turn, "again")
      await open.fence()
      await clock.advance(300)
    }
    await clock.advance(100)
    expect(value(await busy)).toHaveLength(13)
  })

  test("that is cancelled gives its line back at once", async () => {
    const { gateway, fake } = open
    const abort = new AbortController()
    const asked = gateway.newsTape("BRFG", { signal: abort.signal })
    const [, , id = ""] = await fake.next("1", 0)
    abort.abort()
    expect(code(await asked)).toBe("request_timeout")
    expect((await fake.next("2", 0)).slice(2)).toEqual([id])
  })

  test("that there is none of says what to ask instead", async () => {
    const { gateway, fake } = open
    fake.on("1", ([, , id = ""], client) => client.send(4, 2, id, 200, "No security definition has been found", ""))
    const outcome = await gateway.newsTape("DJ-N")
    expect(outcome).toMatchObject({ failure: { code: "unsupported", hint: expect.stringContaining("symbol") } })
  })

  test("takes no line beyond those that this program may hold", async () => {
    const full = await rig({ config: { maxLines: 0 } })
    expect(code(await full.gateway.newsTape("BRFG"))).toBe("line_limit")
    await full.close()
  })
})
