import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import {
  readPlace,
  readTickPage,
  type TickPage,
  type TickPlace,
  writePlace,
} from "../../../src/desk/ticks/tick-pages.ts"
import type { PastTicks, Tick } from "../../../src/gateway/ticks/tick.ts"
import { type Outcome, success } from "../../../src/outcome/outcome.ts"
import "../../property-seed.ts"
import { apple } from "../../gateway/rig.ts"
import { failureOf, inMemoryGateway, value } from "../in-memory-gateway.ts"

const start = Date.parse("2026-11-20T14:30:00Z")

/** So many ticks in each second, each with a price of its own to know it by. */
function ticksOf(perSecond: readonly number[]): readonly Tick[] {
  let price = 0
  return perSecond.flatMap((count, second) =>
    Array.from({ length: count }, (): Tick => ({ kind: "midpoint", at: start + second * 1000, price: ++price })),
  )
}

function gatewayWith(past: readonly Tick[], includesEnd: boolean, priceless: ReadonlySet<Tick> = new Set()) {
  const gateway = inMemoryGateway()
  gateway.known.ticks.past = [...past]
  gateway.known.ticks.includesEnd = includesEnd
  gateway.known.ticks.priceless = priceless
  const ask = (wanted: { direction: "from" | "before"; at: number; count: number }) =>
    gateway.pastTicks({ contract: apple, kind: "midpoint", regularHoursOnly: false, ...wanted })
  return { ask, asked: gateway.asked.ticks.past }
}

async function everyPage(
  first: TickPlace,
  limit: number,
  until: number | null,
  ask: Parameters<typeof readTickPage>[3],
): Promise<readonly (readonly Tick[])[]> {
  const pages: (readonly Tick[])[] = []
  for (let place: TickPlace | null = first; place; ) {
    const page: TickPage = value(await readTickPage(place, limit, until, ask))
    if (page.ticks.length > 0 || page.next !== null) pages.push(page.ticks)
    expect(page.ticks.length).toBeLessThanOrEqual(limit)
    // What is in a cursor is all that the next page needs.
    place = page.next === null ? null : value(readPlace(writePlace(page.next)))
  }
  return pages
}

const crowdedSeconds = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 })), { maxLength: 25 })
const limit = fc.integer({ min: 1, max: 15 })

describe("pages of ticks, many of which share a second,", () => {
  test("forward lose none and double none, whatever the border cuts", async () => {
    await fc.assert(
      fc.asyncProperty(crowdedSeconds, limit, fc.integer({ min: 0, max: 25 }), async (perSecond, most, from) => {
        const all = ticksOf(perSecond)
        const at = start + from * 1000
        const { ask } = gatewayWith(all, false)
        const pages = await everyPage({ direction: "from", at, skip: 0 }, most, null, ask)
        expect(pages.flat()).toEqual(all.filter((tick) => tick.at >= at))
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(most)
      }),
    )
  })

  test("forward end where they are told to", async () => {
    await fc.assert(
      fc.asyncProperty(crowdedSeconds, limit, fc.integer({ min: 0, max: 25 }), async (perSecond, most, to) => {
        const all = ticksOf(perSecond)
        const until = start + to * 1000
        const { ask } = gatewayWith(all, false)
        const pages = await everyPage({ direction: "from", at: start, skip: 0 }, most, until, ask)
        expect(pages.flat()).toEqual(all.filter((tick) => tick.at < until))
      }),
    )
  })

  test("back in time likewise, whether or not the Gateway counts the instant itself among the ticks before it", async () => {
    await fc.assert(
      fc.asyncProperty(
        crowdedSeconds,
        limit,
        fc.integer({ min: 0, max: 26 }),
        fc.boolean(),
        async (perSecond, most, to, includesEnd) => {
          const all = ticksOf(perSecond)
          const at = start + to * 1000
          const { ask } = gatewayWith(all, includesEnd)
          const pages = await everyPage({ direction: "before", at, skip: 0 }, most, null, ask)
          expect(pages.toReversed().flat()).toEqual(all.filter((tick) => tick.at < at))
          for (const page of pages.slice(0, -1)) expect(page).toHaveLength(most)
        },
      ),
    )
  })

  test("lose none either where some of the Gateway's ticks have no price and are left out", async () => {
    await fc.assert(
      fc.asyncProperty(crowdedSeconds, limit, fc.infiniteStream(fc.boolean()), async (perSecond, most, without) => {
        const all = ticksOf(perSecond)
        const priceless = new Set(all.filter(() => without.next().value))
        const { ask } = gatewayWith(all, false, priceless)
        const whole = all.filter((tick) => !priceless.has(tick))
        const forward = await everyPage({ direction: "from", at: start, skip: 0 }, most, null, ask)
        expect(forward.flat()).toEqual(whole)
        const end = start + perSecond.length * 1000
        const back = await everyPage({ direction: "before", at: end, skip: 0 }, most, null, ask)
        expect(back.toReversed().flat()).toEqual(whole)
      }),
    )
  })

  test("of a full page need one request, and never ask for more than IBKR's thousand", async () => {
    const { ask, asked } = gatewayWith(ticksOf(Array.from({ length: 60 }, () => 40)), false)
    await readTickPage({ direction: "before", at: start + 60_000, skip: 0 }, 100, null, ask)
    expect(asked.map(({ count }) => count)).toEqual([101])
    await readTickPage({ direction: "from", at: start, skip: 39 }, 1000, null, ask)
    expect(asked.slice(1).every(({ count }) => count <= 1000)).toBe(true)
  })

  test("of a second fuller than any answer may be asked for go on through it", async () => {
    const all = ticksOf([3, 2500, 4])
    const { ask } = gatewayWith(all, false)
    expect((await everyPage({ direction: "from", at: start, skip: 0 }, 1000, null, ask)).flat()).toEqual([...all])
    const back = await everyPage({ direction: "before", at: start + 3000, skip: 0 }, 1000, null, ask)
    expect(back.toReversed().flat()).toEqual([...all])
  })

  test("that the Gateway refuses are refused", async () => {
    const { ask } = gatewayWith([], false)
    const refusal: Outcome<PastTicks> = {
      ok: false,
      failure: { code: "pacing", message: "", hint: "", ibCode: 162, retryAfterS: 15, candidates: [] },
    }
    const refused = await readTickPage({ direction: "from", at: start, skip: 0 }, 5, null, () =>
      Promise.resolve(refusal),
    )
    expect(failureOf(refused).code).toBe("pacing")
    expect(value(await readTickPage({ direction: "before", at: start, skip: 0 }, 5, null, ask))).toEqual({
      ticks: [],
      next: null,
    })
  })

  test("after which there is no data any more are given as far as they go", async () => {
    const [one] = ticksOf([1])
    const none: PastTicks = { ticks: [], times: [] }
    const answers: Outcome<PastTicks>[] = [
      success(one ? { ticks: [one], times: [one.at] } : none),
      {
        ok: false,
        failure: { code: "no_data", message: "", hint: "", ibCode: 162, retryAfterS: null, candidates: [] },
      },
    ]
    const ask = () => Promise.resolve(answers.shift() ?? success(none))
    expect(value(await readTickPage({ direction: "from", at: start, skip: 0 }, 5, null, ask)).ticks).toHaveLength(1)
  })
})

describe("a cursor", () => {
  test.each(["", "from", "from~1~2", "after~1763649000~0", "from~1763649000~-1", "before~1763649000~1~2"])(
    "%p is none",
    (text) => {
      expect(failureOf(readPlace(text)).code).toBe("invalid_request")
    },
  )
})
