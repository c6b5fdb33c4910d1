import { expect, test } from "bun:test"
import fc from "fast-check"
import { rememberingSeconds } from "../../../src/simulator/second-memory.ts"
import { createWorld } from "../../../src/simulator/world/index.ts"
import type { World } from "../../../src/simulator/world/world.ts"

const world = createWorld({ seed: 5 })
const remembering = rememberingSeconds(createWorld({ seed: 5 }))
const [option] = world.contracts.find(
  { symbol: "AAPL", secType: "OPT", expiry: "20261218", strike: 280, right: "C", exchange: "SMART" },
  Date.UTC(2026, 10, 20),
)
const conIds = [265598, 416904, 12087792, option?.conId ?? 0]

/** Seconds around the open and close of New York, where most happens. */
const seconds = fc.oneof(
  fc.integer({ min: 14 * 3600 + 1795, max: 14 * 3600 + 1810 }),
  fc.integer({ min: 21 * 3600 - 5, max: 21 * 3600 + 5 }),
  fc.integer({ min: 0, max: 86_399 }),
)
const millisecond = fc.oneof(fc.constantFrom(0, 1, 999), fc.integer({ min: 0, max: 999 }))

/** Everything that a look shows, but for the implied volatility, whose last digit moves within a second. */
const shown = ({ market }: World, conId: number, at: number): unknown => [
  { ...market.snapshot(conId, at), impliedVolatility: undefined },
  ...(["bid", "ask", "last", "model"] as const).map((kind) => market.computation(conId, at, kind)),
]

test("what is remembered of a second is what the world shows at every instant of it", () => {
  expect(option).toBeDefined()
  fc.assert(
    fc.property(fc.constantFrom(...conIds), seconds, millisecond, millisecond, (conId, second, first, then) => {
      const start = Date.UTC(2026, 10, 20) + second * 1000
      shown(remembering, conId, start + first)
      expect(shown(remembering, conId, start + then)).toEqual(shown(world, conId, start + then))
      const volatility = ({ market }: World) => market.snapshot(conId, start + then).impliedVolatility ?? 0
      expect(volatility(remembering)).toBeCloseTo(volatility(world), 4)
    }),
    { numRuns: 60 },
  )
})

test("accounts too", () => {
  fc.assert(
    fc.property(seconds, millisecond, millisecond, (second, first, then) => {
      const start = Date.UTC(2026, 10, 20) + second * 1000
      for (const account of world.accounts.accounts) {
        remembering.accounts.positions(account, start + first)
        expect(remembering.accounts.positions(account, start + then)).toEqual(
          world.accounts.positions(account, start + then),
        )
        expect(remembering.accounts.pnl(account, start + then)).toEqual(world.accounts.pnl(account, start + then))
      }
    }),
    { numRuns: 15 },
  )
})

test("a second look within a second is the same object, the next second is another", () => {
  const at = Date.UTC(2026, 10, 20, 15, 0, 0, 1)
  const first = remembering.market.snapshot(265598, at)
  expect(remembering.market.snapshot(265598, at + 998)).toBe(first)
  expect(remembering.market.snapshot(265598, at + 1000)).not.toBe(first)
})
