const units = [
  ["year", 365 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const

/** A span of time as a person says it, in its largest unit: `40 seconds`, `2 minutes`, `2 days`. */
export function spanText(seconds: number): string {
  const size = Math.abs(seconds)
  const [unit, length] = units.find(([, length]) => size >= length * 2) ?? (["second", 1] as const)
  const count = length === 1 && size < 10 ? Math.round(size * 10) / 10 : Math.round(size / length)
  return `${count} ${unit}${count === 1 ? "" : "s"}`
}
