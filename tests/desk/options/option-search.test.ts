import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { deltaFits } from "../../../src/desk/options/delta-range.ts"
import { mostLookedAt, type Seen, searchByDelta } from "../../../src/desk/options/option-search.ts"
import { nearestFirst } from "../../../src/desk/options/option-selection.ts"
import type { Contract, ContractDetails } from "../../../src/gateway/contracts/contract.ts"
import { contract, details } from "../in-memory-gateway.ts"

const spot = 1000

/** Falls from 1 to 0 as strikes rise, of calls; one less for puts. */
function deltaOf({ strike, right }: Contract): number {
  const call = 1 / (1 + Math.exp(((strike ?? 0) - spot) / 60))
  return right === "C" ? call : call - 1
}

/** Of a later expiry deltas fall more slowly: a strike can be in range there and out of it nearer, on either side. */
function deltaOver(days: number, { strike, right }: Contract): number {
  const call = 1 / (1 + Math.exp(((strike ?? 0) - spot) / (8 * Math.sqrt(days))))
  return right === "C" ? call : call - 1
}

const everything = { strikes: null, minStrike: null, maxStrike: null, right: null }

/** 400 strikes of both sides, nearest the money first. */
const listed = nearestFirst(
  Array.from({ length: 400 }, (_, index) => 2 * index + 600).flatMap((strike) =>
    (["C", "P"] as const).map((right) =>
      details(contract({ conId: strike * 2 + (right === "C" ? 0 : 1), symbol: "X", secType: "OPT", strike, right })),
    ),
  ),
  everything,
  spot,
)

const look = (option: ContractDetails): Seen => ({ details: option, delta: deltaOf(option.contract) })

function search(minDelta: number | null, maxDelta: number | null, wanted: number) {
  const bounds = { minDelta, maxDelta }
  const by = searchByDelta(bounds, listed, wanted, 50)
  const looked: Seen[] = []
  let left = listed
  for (let wave = 0; left.length > 0 && !by.enough(looked, left); wave++) {
    const next = by.next(left, wave)
    looked.push(...next.map(look))
    left = left.filter((option) => !next.includes(option) && by.mayPass(option, looked))
  }
  const right = listed.filter((option) =>
    deltaFits(bounds, { contract: option.contract, delta: deltaOf(option.contract) }),
  )
  return { found: by.passing(looked).map((one) => one.details), right, looked: looked.length }
}

describe("a search by delta", () => {
  test.each([
    [0.2, 0.4],
    [0.1, 0.15],
    [0.02, 0.04],
    [-0.15, -0.1],
    [0.45, null],
    [null, 0.05],
  ])("of %p to %p finds the nearest in range with few looks", (least, most) => {
    const { found, right, looked } = search(least, most, 6)
    expect(found.slice(0, 6)).toEqual(right.slice(0, 6))
    expect(looked).toBeLessThan(mostLookedAt)
  })

  test("finds nothing but the nearest in range, whatever the range", () => {
    const size = fc.integer({ min: 0, max: 100 }).map((points) => points / 100)
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 20 }), (a, b, wanted) => {
        const { found, right, looked } = search(Math.min(a, b), Math.max(a, b), wanted)
        if (looked < mostLookedAt) expect(found.slice(0, wanted)).toEqual(right.slice(0, wanted))
        else for (const option of found) expect(right).toContain(option)
      }),
    )
  })
})

describe("a search by delta over several expiries", () => {
  const days: ReadonlyMap<string, number> = new Map([
    ["20261204", 11],
    ["20261218", 25],
    ["20270115", 53],
  ])
  const all = nearestFirst(
    [...days.keys()].flatMap((expiry, series) =>
      Array.from({ length: 120 }, (_, index) => 5 * index + 700).flatMap((strike) =>
        (["C", "P"] as const).map((right, side) =>
          details(
            contract({ conId: 1000 * strike + 10 * series + side, symbol: "X", secType: "OPT", strike, right, expiry }),
          ),
        ),
      ),
    ),
    everything,
    spot,
  )
  const deltaIn = (option: Contract) => deltaOver(days.get(option.expiry ?? "") ?? 1, option)

  test("finds nothing but the nearest in range of all of them, whatever the range", () => {
    const size = fc.integer({ min: 0, max: 100 }).map((points) => points / 100)
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 90 }), (a, b, wanted) => {
        const bounds = { minDelta: Math.min(a, b), maxDelta: Math.max(a, b) }
        const by = searchByDelta(bounds, all, wanted, 50)
        const looked: Seen[] = []
        let left = all
        for (let wave = 0; left.length > 0 && !by.enough(looked, left); wave++) {
          const next = by.next(left, wave)
          looked.push(...next.map((option) => ({ details: option, delta: deltaIn(option.contract) })))
          left = left.filter((option) => !next.includes(option) && by.mayPass(option, looked))
        }
        const right = all.filter(({ contract: option }) =>
          deltaFits(bounds, { contract: option, delta: deltaIn(option) }),
        )
        const found = by.passing(looked).map((one) => one.details)
        if (looked.length < mostLookedAt) expect(found.slice(0, wanted)).toEqual(right.slice(0, wanted))
        else for (const option of found) expect(right).toContain(option)
        // However early the search ends, pages are made of these.
        const sure = by.sure(looked, left).map((one) => one.details)
        expect(sure).toEqual(right.slice(0, sure.length))
      }),
    )
  })
})
