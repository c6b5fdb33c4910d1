import { describe, expect, test } from "bun:test"
import { manualClock } from "../../../src/clock/manual-clock.ts"
import { createOptionListings } from "../../../src/desk/options/option-listing.ts"
import type { Series } from "../../../src/desk/options/option-series.ts"
import { contract, details, failureOf, inMemoryGateway, monday, notConnected, value } from "../in-memory-gateway.ts"

const underlying = contract({ conId: 1, symbol: "XYZ" })

/** A class lists every strike for its near expiry, and each `step` for the far one. */
function room(step: number) {
  const gateway = inMemoryGateway()
  const clock = manualClock(monday)
  const all = Array.from({ length: 400 }, (_, index) => 500 + index * 2.5)
  const series = (expiry: string): Series => ({
    expiry,
    tradingClass: "XYZ",
    exchange: "SMART",
    multiplier: "100",
    strikes: all,
  })
  const list = (expiry: string, strikes: readonly number[]) =>
    strikes.flatMap((strike) =>
      (["C", "P"] as const).map((right) =>
        details(
          contract({
            conId: Number(expiry.slice(4)) * 10_000 + strike * 2 + (right === "C" ? 0 : 1),
            symbol: "XYZ",
            secType: "OPT",
            expiry,
            strike,
            right,
            multiplier: "100",
            tradingClass: "XYZ",
          }),
        ),
      ),
    )
  gateway.known.contracts = [
    ...list("20261218", all),
    ...list(
      "20281215",
      all.filter((strike) => strike % step === 0),
    ),
  ]
  const listings = createOptionListings(gateway, clock, 3600)
  return { gateway, clock, series, listings }
}

const strikesOf = (found: readonly { readonly contract: { readonly strike: number | null } }[]) =>
  found.map(({ contract: { strike } }) => strike)

describe("the strike at the money", () => {
  test("is the nearest where all are listed, in one lookup", async () => {
    const { gateway, series, listings } = room(50)
    expect(strikesOf(value(await listings.nearest(underlying, series("20261218"), 763.9, {})))).toEqual([765, 765])
    expect(gateway.asked.contracts).toHaveLength(1)
  })

  test.each([
    [5, 765],
    [10, 760],
    [25, 775],
    [50, 750],
    [100, 800],
  ])("is the nearest round one where each %p is listed, in a few lookups", async (step, strike) => {
    const { gateway, series, listings } = room(step)
    expect(strikesOf(value(await listings.nearest(underlying, series("20281215"), 763, {})))).toEqual([strike, strike])
    expect(gateway.asked.contracts.length).toBeLessThan(7)
  })

  test("is looked up once while it is kept", async () => {
    const { gateway, clock, series, listings } = room(50)
    const ask = () => listings.nearest(underlying, series("20261218"), 760, {})
    await ask()
    await ask()
    expect(gateway.asked.contracts).toHaveLength(1)
    await clock.advance(3_600_001)
    await ask()
    expect(gateway.asked.contracts).toHaveLength(2)
  })

  test("that nobody lists is not found; a Gateway that is away is not asked again and again", async () => {
    const { gateway, series, listings } = room(50)
    gateway.known.contracts = []
    expect(failureOf(await listings.nearest(underlying, series("20261218"), 760, {})).code).toBe("not_found")
    gateway.known.down = notConnected
    expect(failureOf(await listings.nearest(underlying, series("20261218"), 760, {})).code).toBe("not_connected")
  })
})
