import { type Clock, movingClock, systemClock } from "../clock/clock.ts"

/** What `--clock` may be: `real`, an ISO 8601 instant, or that with `xN` behind it. */
const instantAndSpeed =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))(?:x(\d+(?:\.\d+)?))?$/i

/**
 * The clock of a simulated Gateway, from `--clock`: `real` is the machine's, `2026-11-20T16:30:00Z` starts at that instant,
 * `2026-11-20T16:30:00Zx60` does and runs sixty times as fast. Undefined when the text is none of these; the offset is
 * required, because an instant without one means something else on every machine.
 */
export function clockOption(text: string): Clock | undefined {
  if (text === "real") return systemClock
  const match = instantAndSpeed.exec(text)
  const startAt = Date.parse(match?.[1] ?? "")
  const speed = Number(match?.[2] ?? 1)
  if (Number.isNaN(startAt) || speed <= 0 || speed > 100_000) return undefined
  return movingClock({ startAt, speed })
}

/** What to say when `--clock` is not understood. */
export const clockOptionHelp =
  "allowed: real, an instant with its offset (2026-11-20T16:30:00Z), or that with a speed (2026-11-20T16:30:00Zx60)"
