import type { Market } from "../world.ts"

export interface Wanted {
  readonly conId: number
  /** Collects forward from here, or backward to here; exactly one of the two. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly count: number
  readonly regularHoursOnly: boolean
  /** Nothing at or after this instant has happened yet. */
  readonly now: number
}

const chunkMs = 60_000
const dayMs = 86_400_000
/** How far ticks are looked for; a weekend with a holiday fits in. */
const reachMs = 7 * dayMs

/**
 * The ticks next to an instant, ascending, `count` of them and those that share a second with the last one: the data service
 * does not cut a second in two, so there may be more than were asked for. `ticksOf` gives those of [from, to).
 */
export function collect<T extends { readonly at: number }>(
  market: Market,
  { conId, from, to, count, regularHoursOnly, now }: Wanted,
  ticksOf: (from: number, to: number) => readonly T[],
): readonly T[] {
  const start = from ?? (to ?? now) - reachMs
  const end = Math.min(from === undefined ? (to ?? now) : start + reachMs, now)
  const happened = (first: number, last: number): readonly T[] => ticksOf(first, last).filter(({ at }) => at < end)
  const sessions = market
    .sessions(conId, start - 2 * dayMs, end + 2 * dayMs, regularHoursOnly)
    .map(({ open, close }) => ({ open: Math.max(open, start), close: Math.min(close, end) }))
    .filter(({ open, close }) => open < close)
  if (from !== undefined) {
    const found: T[] = []
    for (const { open, close } of sessions) {
      for (let at = open; at < close && found.length < count; at += chunkMs) {
        for (const tick of happened(at, Math.min(at + chunkMs, close))) found.push(tick)
      }
    }
    const last = second(found[count - 1])
    return last === undefined ? found : found.filter((tick, at) => at < count || second(tick) === last)
  }
  let found: readonly T[] = []
  for (const { open, close } of sessions.toReversed()) {
    for (let at = close; at > open && found.length < count; at -= chunkMs) {
      found = [...happened(Math.max(at - chunkMs, open), at), ...found]
    }
  }
  const first = found.length - count
  const firstSecond = second(found[first])
  return first <= 0 ? found : found.filter((tick, at) => at >= first || second(tick) === firstSecond)
}

const second = (tick: { readonly at: number } | undefined): number | undefined =>
  tick === undefined ? undefined : Math.floor(tick.at / 1000)
