import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import { code, type Rig, rig, value } from "../rig.ts"

let open: Rig
beforeEach(async () => {
  open = await rig()
})
afterEach(() => open.close())

const apple = { conId: 265598, from: "20261120", to: "20270220" }
const catalogue = JSON.stringify({ meta_data: { event_types: [{ tag: "wshe_ed", name: "Earnings Date" }] } })
const event = JSON.stringify([{ event_type: "wshe_ed", index_date: "20270128", conids: ["265598"], data: {} }])

/** A Gateway that knows the calendar, and events of whoever has asked for the catalogue. */
function knowing() {
  open.fake.on("100", ([, id = ""], client) => client.send(104, id, catalogue))
  open.fake.on("102", ([, id = ""], client) => client.send(105, id, event))
}

describe("events of a company", () => {
  test("are asked for behind the catalogue, by contract and days, without a limit that would cut them", async () => {
    knowing()
    const found = value(await open.gateway.events(apple))
    expect(found).toEqual([{ tag: "wshe_ed", date: "20270128", conIds: [265598], fields: [] }])
    const [request = []] = open.fake.sent("102")
    expect(request.slice(2)).toEqual(["265598", "", "0", "0", "0", "20261120", "20270220", ""])
    const order = open.fake.seen.map(([id]) => id).filter((id) => id === "100" || id === "102")
    expect(order).toEqual(["100", "102"])
  })

  test("need the catalogue once a session and day", async () => {
    knowing()
    const { gateway, fake, clock } = open
    await gateway.eventTypes()
    await gateway.events(apple)
    await gateway.events({ ...apple, conId: 272093 })
    expect(fake.sent("100")).toHaveLength(1)
    fake.on("49", (_, client) => client.send(49, 1, Math.floor(clock.now() / 1000)))
    fake.client.close()
    while (gateway.status().state === "connected") await new Promise(setImmediate)
    while (gateway.status().state !== "connected") {
      await clock.advance(100)
      await new Promise(setImmediate)
    }
    await gateway.events(apple)
    expect(fake.sent("100")).toHaveLength(2)
  })

  test("are asked for once more behind a fresh catalogue when the Gateway has forgotten that it was asked", async () => {
    knowing()
    let refusals = 1
    open.fake.on("102", ([, id = ""], client) => {
      if (refusals-- > 0) client.send(4, 2, id, 10282, "WSH metadata not requested", "")
      else client.send(105, id, event)
    })
    expect(value(await open.gateway.events(apple))).toHaveLength(1)
    expect([open.fake.sent("100").length, open.fake.sent("102").length]).toEqual([2, 2])
    open.fake.on("102", ([, id = ""], client) => client.send(4, 2, id, 10282, "WSH metadata not requested", ""))
    expect(code(await open.gateway.events({ ...apple, conId: 1 }))).toBe("internal")
  })

  test("are asked for one company at a time", async () => {
    const { gateway, fake, fence } = open
    fake.on("100", ([, id = ""], client) => client.send(104, id, catalogue))
    await gateway.eventTypes()
    const both = Promise.all([gateway.events(apple), gateway.events({ ...apple, conId: 272093 })])
    const [, first = ""] = await fake.next("102", 0)
    await fence()
    expect(fake.sent("102")).toHaveLength(1)
    const next = fake.next("102")
    fake.client.send(105, first, event)
    const [, second = ""] = await next
    fake.client.send(105, second, "[]")
    expect((await both).map((outcome) => value(outcome).length)).toEqual([1, 0])
  })

  test("that nobody waits for any more are cancelled, and the next question has its turn", async () => {
    const { gateway, fake } = open
    fake.on("100", ([, id = ""], client) => client.send(104, id, catalogue))
    const abort = new AbortController()
    const asked = gateway.events(apple, { signal: abort.signal })
    const [, id = ""] = await fake.next("102", 0)
    abort.abort()
    expect(code(await asked)).toBe("request_timeout")
    expect((await fake.next("103", 0)).slice(1)).toEqual([id])
    knowing()
    expect(value(await gateway.events(apple))).toHaveLength(1)
  })
})

test.each([10276, 10277])(
  "without the subscription (%d) the failure names it, and what to use instead",
  async (ibCode) => {
    open.fake.on("100", ([, id = ""], client) => client.send(4, 2, id, ibCode, "News feed is not allowed.", ""))
    for (const asked of [open.gateway.eventTypes(), open.gateway.events(apple)])
      expect(await asked).toMatchObject({
        ok: false,
        failure: {
          code: "not_subscribed",
          ibCode,
          hint: expect.stringMatching(/Wall Street Horizon Corporate Event Data.*ibkr_news/),
        },
      })
  },
)

test("an answer that is no JSON is an error, not an empty calendar", async () => {
  open.fake.on("100", ([, id = ""], client) => client.send(104, id, catalogue))
  open.fake.on("102", ([, id = ""], client) => client.send(105, id, "<html>"))
  expect(code(await open.gateway.events(apple))).toBe("gateway_error")
})

test("a day later the catalogue is asked for again", async () => {
  knowing()
  const { gateway, fake, clock } = open
  fake.on("49", (_, client) => client.send(49, 1, Math.floor(clock.now() / 1000)))
  await gateway.eventTypes()
  const { connectedSince } = gateway.status()
  for (let minute = 0; minute <= 24 * 60; minute++) {
    await clock.advance(60_000)
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
  }
  expect(gateway.status()).toMatchObject({ state: "connected", connectedSince })
  const before = fake.sent("100").length
  expect(value(await gateway.eventTypes())).toHaveLength(1)
  expect(fake.sent("100").length).toBe(before + 1)
})
