import { afterEach, describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import type { BarsRequest } from "../../../src/gateway/history/history.ts"
import { createHistoryPace } from "../../../src/gateway/history/history-pace.ts"
import { apple, code, fridayMorning, type Rig, rig, value } from "../rig.ts"

let r: Rig | undefined
afterEach(async () => {
  await r?.close()
  r = undefined
})

const daily: BarsRequest = {
  contract: apple,
  end: null,
  duration: "1 M",
  barSize: "1 day",
  source: "TRADES",
  regularHoursOnly: true,
}

const violation = "Historical Market Data Service error message:Historical data request pacing violation"

describe("a pacing violation that the Gateway reports", () => {
  test("of a minute's bars or longer is asked again once, two seconds later", async () => {
    r = await rig()
    const asked = r.gateway.bars(daily)
    const [, first = ""] = await r.fake.next("20", 0)
    r.fake.client.send(4, 2, first, 162, violation, "")
    await r.fence()
    await r.clock.advance(2099)
    expect(r.fake.sent("20")).toHaveLength(1)
    const again = r.fake.next("20")
    await r.clock.advance(1)
    const frame = await again
    expect(frame.slice(2)).toEqual(r.fake.sent("20")[0]?.slice(2) ?? [])
    r.fake.client.send(17, frame[1] ?? "", "", "", 1, "20261119", 1, 2, 0.5, 1.5, 10, 1.2, 3)
    expect(value(await asked)).toHaveLength(1)
  })

  test("a second time is the answer", async () => {
    r = await rig()
    r.fake.on("20", ([, id = ""], client) => client.send(4, 2, id, 162, violation, ""))
    const asked = r.gateway.bars(daily)
    await r.fake.next("20", 0)
    await r.fence()
    await r.clock.advance(2100)
    expect(await asked).toMatchObject({ failure: { code: "pacing", ibCode: 162, retryAfterS: 15 } })
    expect(r.fake.sent("20")).toHaveLength(2)
  })

  test("of small bars is told at once when the same may be asked only after the deadline", async () => {
    r = await rig()
    r.fake.on("20", ([, id = ""], client) => client.send(4, 2, id, 162, violation, ""))
    const asked = await r.gateway.bars({ ...daily, barSize: "5 secs", duration: "1800 S" })
    expect(asked).toMatchObject({ failure: { code: "pacing", ibCode: 162, retryAfterS: 15 } })
    expect(r.fake.sent("20")).toHaveLength(1)
  })

  test("of small bars is asked again after 15 s when the deadline allows it", async () => {
    r = await rig({ config: { requestTimeoutS: 40 } })
    const asked = r.gateway.bars({ ...daily, barSize: "5 secs", duration: "1800 S" })
    const [, first = ""] = await r.fake.next("20", 0)
    r.fake.client.send(4, 2, first, 162, violation, "")
    await r.fence()
    await r.clock.advance(14_999)
    expect(r.fake.sent("20")).toHaveLength(1)
    const again = r.fake.next("20")
    await r.clock.advance(1)
    const [, id = ""] = await again
    r.fake.client.send(17, id, "", "", 1, "1795188600", 1, 2, 0.5, 1.5, 10, 1.2, 3)
    expect(value(await asked)).toHaveLength(1)
  })

  test("is given up with whoever asked", async () => {
    r = await rig()
    const abort = new AbortController()
    const asked = r.gateway.bars(daily, { signal: abort.signal })
    const [, id = ""] = await r.fake.next("20", 0)
    r.fake.client.send(4, 2, id, 162, violation, "")
    await r.fence()
    abort.abort()
    expect(code(await asked)).toBe("request_timeout")
    await r.clock.advance(5000)
    await r.fence()
    expect(r.fake.sent("20")).toHaveLength(1)
  })
})

describe("pitfall 17: IBKR's pacing of historical requests", () => {
  const never = new AbortController().signal
  const small = (more: Partial<BarsRequest> = {}): BarsRequest => ({ ...daily, barSize: "5 secs", ...more })
  const within = 15_000

  test("bars of a minute and more: 50 at once, the next when one has ended", async () => {
    const clock = manualClock(0)
    const pace = createHistoryPace(clock)
    const enter = () => pace.lane(daily, "x").enter(within, never)
    const places = await Promise.all(Array.from({ length: 50 }, enter))
    expect(places.every((place) => place.ok)).toBe(true)
    const next = enter()
    let entered = false
    next.then(() => {
      entered = true
    })
    await Promise.resolve()
    expect(entered).toBe(false)
    value(places[0] ?? (await next))()
    expect((await next).ok).toBe(true)
    const late = enter()
    await clock.advance(within)
    expect(code(await late)).toBe("pacing")
  })

  test("twenty requests for daily bars of different symbols leave side by side", async () => {
    r = await rig()
    r.fake.on("20", ([, id = ""], client) => client.send(17, id, "", "", 1, "20261119", 1, 2, 0.5, 1.5, 10, 1.2, 3))
    const ask = (conId: number) => r?.gateway.bars({ ...daily, contract: { ...apple, conId } })
    const asked = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n + 1)))
    expect(asked.every((outcome) => outcome?.ok)).toBe(true)
    expect(r.clock.now()).toBe(fridayMorning)
  })

  test("small bars: the same request not within 15 s", async () => {
    const clock = manualClock(0)
    const pace = createHistoryPace(clock)
    value(await pace.lane(small(), "same").enter(within, never))
    expect(await pace.lane(small(), "same").enter(within, never)).toMatchObject({
      failure: { code: "pacing", retryAfterS: 15 },
    })
    const patient = pace.lane(small(), "same").enter(60_000, never)
    await clock.advance(15_000)
    expect((await patient).ok).toBe(true)
  })

  for (const [source, most] of [
    ["TRADES", 5],
    ["BID_ASK", 2],
  ] as const)
    test(`small bars of ${source}: ${most} of a series in two seconds`, async () => {
      const clock = manualClock(0)
      const pace = createHistoryPace(clock)
      const enter = (n: number) => pace.lane(small({ source }), `${n}`).enter(within, never)
      for (let n = 0; n < most; n++) expect((await enter(n)).ok).toBe(true)
      const next = enter(99)
      let entered = false
      next.then(() => {
        entered = true
      })
      await clock.advance(2099)
      expect(entered).toBe(false)
      await clock.advance(1)
      expect((await next).ok).toBe(true)
    })

  test("small bars: setting the machine's clock changes no waiting time", async () => {
    const clock = manualClock(0)
    let set = 0
    const pace = createHistoryPace({ ...clock, now: () => clock.now() + set })
    value(await pace.lane(small(), "same").enter(within, never))
    set = -3_600_000
    await clock.advance(14_999)
    expect(code(await pace.lane(small(), "same").enter(clock.elapsed(), never))).toBe("pacing")
    await clock.advance(1)
    expect((await pace.lane(small(), "same").enter(clock.elapsed() + within, never)).ok).toBe(true)
  })

  test("small bars: 60 in ten minutes", async () => {
    const clock = manualClock(0)
    const pace = createHistoryPace(clock)
    const of = (conId: number) => pace.lane(small({ contract: { ...apple, conId } }), `${conId}`)
    for (let conId = 0; conId < 60; conId++) value(await of(conId).enter(within, never))()
    expect(await of(61).enter(clock.now() + within, never)).toMatchObject({
      failure: { code: "pacing", retryAfterS: 600 },
    })
    await clock.advance(600_000)
    expect((await of(61).enter(clock.now() + within, never)).ok).toBe(true)
  })

  test("small bars: what had to wait for one of the 50 places counts from when it was sent", async () => {
    const clock = manualClock(0)
    const pace = createHistoryPace(clock)
    const plain = await Promise.all(Array.from({ length: 50 }, () => pace.plain.enter(within, never)))
    const waiting = pace.lane(small(), "same").enter(within, never)
    await clock.advance(10_000)
    value(plain[0] ?? (await waiting))()
    value(await waiting)
    await clock.advance(10_000)
    expect(await pace.lane(small(), "same").enter(clock.now() + 4000, never)).toMatchObject({
      failure: { code: "pacing", retryAfterS: 5 },
    })
  })
})
