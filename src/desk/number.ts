/** Removes what binary arithmetic adds (0.30000000000000004): prices and sums keep twelve significant digits. */
export const tidy = (value: number): number => Number(value.toPrecision(12))

/** A percentage, to a millionth of a percent. */
export const percent = (part: number, whole: number): number => Number(((part / whole) * 100).toFixed(6))

/** The Gateway's text as a number; null for words, nothing, and its sentinel for "unset" (1.797e308). */
export function readNumber(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null
  const value = Number(text)
  return Number.isFinite(value) && Math.abs(value) < 1e300 ? value : null
}
