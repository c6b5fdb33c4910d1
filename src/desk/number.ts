/** Removes what binary arithmetic adds (0.30000000000000004): prices and sums keep twelve significant digits. */
export const tidy = (value: number): number => Number(value.toPrecision(12))

/** The difference of two prices, to ten decimals: subtraction keeps the noise of its operands. */
export const difference = (a: number, b: number): number => Number((a - b).toFixed(10))

/** `tidy`, of what may be missing. */
export const tidied = (value: number | null): number | null => (value === null ? null : tidy(value))

/** A model's figure (a Greek, a volatility): eight significant digits, which is more than any model is good for. */
export const modelled = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(8)))

/** A percentage, to a millionth of a percent. */
export const percent = (part: number, whole: number): number => Number(((part / whole) * 100).toFixed(6))

/** The Gateway's text as a number; null for words, nothing, and its sentinel for "unset" (1.797e308). */
export function readNumber(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null
  const value = Number(text)
  return Number.isFinite(value) && Math.abs(value) < 1e300 ? value : null
}
