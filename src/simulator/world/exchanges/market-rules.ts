import type { PriceIncrement } from "../world.ts"

/** From each price on, the step that prices are in, ascending. */
type Steps = readonly (readonly [from: number, step: number])[]

/** How much a European share is traded: 6 for the most liquid. */
export type LiquidityBand = 1 | 2 | 3 | 4 | 5 | 6

/** Lower edges of the price ranges that European tick sizes are given for. */
const EUROPEAN_EDGES = [
  0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000,
] as const

/**
 * Tick sizes of European shares by liquidity band, 1 for the least liquid (RTS 11 of MiFID II, annex; Switzerland uses the
 * same table, London applies it to pence). From range to range the step climbs 1, 2, 5, 10 and so on, one rung earlier in
 * every less liquid band, and is never below 0.0001.
 */
function stepsOfBand(band: LiquidityBand): Steps {
  const steps = EUROPEAN_EDGES.map((from, index) => [from, rung(Math.max(0, index + 3 - band))] as const)
  return steps.filter(([, step], index) => step !== steps[index - 1]?.[1])
}

/** 0.0001, 0.0002, 0.0005, 0.001 and so on. */
function rung(height: number): number {
  return Number(`${["1", "2", "5"][height % 3] ?? ""}e${Math.floor(height / 3) - 4}`)
}

/** Shares of the TOPIX 100 in Tokyo (JPX, tick sizes since 2023-06-05). */
const topix100: Steps = [
  [0, 0.1],
  [1_000, 0.5],
  [3_000, 1],
  [10_000, 5],
  [30_000, 10],
  [100_000, 50],
  [300_000, 100],
  [1_000_000, 500],
]

/** Hong Kong's spread table, part A, as reduced on 2025-08-04 (HKEX, phase 1). */
const hongKong: Steps = [
  [0, 0.001],
  [0.25, 0.005],
  [0.5, 0.01],
  [20, 0.02],
  [50, 0.05],
  [100, 0.1],
  [200, 0.2],
  [500, 0.5],
  [1_000, 1],
  [2_000, 2],
  [5_000, 5],
]

/**
 * Market rules by the names that this world's instruments use them by. Public code shows 26, 32 and 239 with these steps,
 * and 110 indirectly. The others' steps are the exchanges' own, but their numbers could not be checked against a Gateway;
 * numbers from 9,000 on are made up.
 */
export const marketRule = {
  index: 1,
  tenth: 12,
  usStock: 26,
  cents: 32,
  yenPair: 59,
  quarter: 67,
  toronto: 98,
  pennyOption: 109,
  indexOption: 110,
  currencyPair: 239,
  hongKong: 1067,
  bond: 1388,
  indexCfd: 1700,
  esOption: 2072,
  fund: 2963,
  tokyo: 3146,
  crypto: 3225,
  sydney: 9010,
  singapore: 9011,
  dollarPair: 9020,
  treasuryFuture: 9030,
  silver: 9031,
  naturalGas: 9032,
  bitcoin: 9040,
} as const

/** The rule of a European share. */
export function bandRule(band: LiquidityBand): number {
  return 9_000 + band
}

const rules: ReadonlyMap<number, Steps> = new Map<number, Steps>([
  [marketRule.index, [[0, 0.01]]],
  [marketRule.tenth, [[0, 0.1]]],
  [marketRule.usStock, [[0, 0.01]]],
  [marketRule.cents, [[0, 0.01]]],
  [marketRule.yenPair, [[0, 0.005]]],
  [marketRule.quarter, [[0, 0.25]]],
  [marketRule.toronto, steps(0.005, [0.5, 0.01])],
  [marketRule.pennyOption, steps(0.01, [3, 0.05])],
  [marketRule.indexOption, steps(0.05, [3, 0.1])],
  [marketRule.currencyPair, [[0, 0.00005]]],
  [marketRule.hongKong, hongKong],
  [marketRule.bond, [[0, 0.0001]]],
  [marketRule.indexCfd, [[0, 0.01]]],
  [marketRule.esOption, steps(0.05, [10, 0.25])],
  [marketRule.fund, [[0, 0.01]]],
  [marketRule.tokyo, topix100],
  [marketRule.crypto, [[0, 0.01]]],
  ...([1, 2, 3, 4, 5, 6] as const).map((band) => [bandRule(band), stepsOfBand(band)] as const),
  [marketRule.sydney, steps(0.001, [0.1, 0.005], [2, 0.01])],
  [marketRule.singapore, steps(0.001, [0.2, 0.005], [1, 0.01])],
  [marketRule.dollarPair, [[0, 0.0001]]],
  [marketRule.treasuryFuture, [[0, 1 / 64]]],
  [marketRule.silver, [[0, 0.005]]],
  [marketRule.naturalGas, [[0, 0.001]]],
  [marketRule.bitcoin, [[0, 0.25]]],
])

function steps(first: number, ...rest: Steps): Steps {
  return [[0, first], ...rest]
}

/** The price steps of a market rule, ascending by the price that each begins at; undefined for a number that no instrument uses. */
export function priceIncrements(ruleId: number): readonly PriceIncrement[] | undefined {
  return rules.get(ruleId)?.map(([lowEdge, increment]) => ({ lowEdge, increment }))
}

/** The step of a price under a rule. */
export function tickAt(ruleId: number, price: number): number {
  const step = rules.get(ruleId)?.findLast(([from]) => from <= price)
  if (step === undefined) throw new Error(`No market rule ${ruleId}`)
  return step[1]
}
