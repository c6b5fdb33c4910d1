import { expect, test } from "bun:test"
import fc from "fast-check"
import { reconnectDelay } from "../../src/gateway/backoff.ts"

test("attempts are a second apart, then twice as long each time, up to the most that is wanted", () => {
  const delays = Array.from({ length: 8 }, (_, failures) => reconnectDelay(failures, 30_000, 0))
  expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
})

test("up to a quarter of each is left to chance, and nothing grows beyond all bounds", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1000, max: 3_600_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, most, chance) => {
        const delay = reconnectDelay(failures, most, chance)
        expect(delay).toBeWithin(750, most + 1)
        expect(delay).toBeLessThanOrEqual(reconnectDelay(failures, most, 0))
      },
    ),
  )
})
