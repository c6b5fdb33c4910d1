import { type Duration, spanStart } from "./history-span.ts"
import type { PriceVolume } from "./protocol/tick-messages.ts"
import type { SimulatedBar, World } from "./world/world.ts"

const units: Readonly<Record<string, { readonly seconds: number } | { readonly unit: Duration["unit"] }>> = {
  second: { seconds: 1 },
  minute: { seconds: 60 },
  hour: { seconds: 3600 },
  day: { unit: "D" },
  week: { unit: "W" },
  month: { unit: "M" },
  year: { unit: "Y" },
}

export interface Period {
  from(world: World, conId: number, now: number, regularHoursOnly: boolean): number
}

/** `3 days`, `1 week`, `20 minutes`: the last so much trading of an instrument. */
export function readPeriod(text: string): Period | undefined {
  const match = /^(\d{1,4}) (second|minute|hour|day|week|month|year)s?$/i.exec(text)
  const count = Number(match?.[1] ?? 0)
  const unit = units[match?.[2]?.toLowerCase() ?? ""]
  if (!unit || count === 0) return undefined
  const duration: Duration = "unit" in unit ? { count, unit: unit.unit } : { count: count * unit.seconds, unit: "S" }
  return { from: (world, conId, now, regularHoursOnly) => spanStart(world, conId, duration, now, regularHoursOnly) }
}

const dayMs = 86_400_000

/** Bars fine enough for the span: each one's volume is counted at the price it ends with. */
export const barSizeForHistogram = (spanMs: number): number => (spanMs <= dayMs ? 5 : spanMs <= 7 * dayMs ? 60 : 1800)

/** Volume by price, in the order in which the prices were first traded at: a Gateway does not sort it either. */
export function volumeAtPrice(bars: readonly SimulatedBar[]): readonly PriceVolume[] {
  const sizes = new Map<number, number>()
  for (const { close, volume } of bars) {
    if (volume > 0) sizes.set(close, (sizes.get(close) ?? 0) + volume)
  }
  return [...sizes].map(([price, size]) => ({ price, size }))
}
