import { withoutAccounts } from "../log/account-numbers.ts"

/**
 * What may come out of the Gateway as a number. "Unset" is written as the largest double, as the largest 32- or 64-bit
 * integer, or as nothing at all; no price, size or amount of money gets near 1e15.
 */
const limit = 1e15

/** A field's number, or null when it is empty, not a number, infinite, or one of the ways to say "unset". */
export function readNumber(text: string | undefined): number | null {
  if (text === undefined) return null
  const trimmed = text.trim()
  return trimmed === "" ? null : cleanNumber(Number(trimmed.replaceAll(",", "")))
}

/** The same for a number that the library has already read. */
export function cleanNumber(value: number | undefined): number | null {
  if (value === undefined || !Number.isFinite(value)) return null
  if (Math.abs(value) >= limit || value === 2147483647 || value === -2147483648) return null
  return value === 0 ? 0 : value
}

/** Sizes, volumes and counts: a negative one is the Gateway's way of saying that there is none, or an overflow. */
export function cleanCount(value: number | null): number | null {
  return value === null || value < 0 ? null : value
}

/** A multiplier or strike where 0 is the library's reading of an empty field. */
export function nonZero(value: number | null): number | null {
  return value === 0 ? null : value
}

/** A contract id, a 32-bit number; the Gateway writes 0, -1 or nothing for what has none, such as the issuer of bonds. */
export function cleanId(value: number | undefined): number | null {
  return value !== undefined && Number.isInteger(value) && value > 0 && value < 2147483647 ? value : null
}

/** Trimmed text; null when there is none. */
export function cleanText(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? ""
  return trimmed === "" ? null : trimmed
}

/** The parts of a comma-separated list, without the empty ones. */
export function cleanList(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
}

/** Whether a text has a character that could end or break a field of the protocol. */
export const hasControlCharacter = (text: string): boolean => /\p{Cc}/u.test(text)

/** `Invalid account code 'Smith Family'`, `Unknown group: Smith Family`: how the Gateway's texts name what has no number. */
const ofAccounts = /\b(accounts?|groups?|alias|famil(?:y|ies)|profiles?|models?)((?: (?:code|name|list|id))?\s*)/
const quotedName = new RegExp(`${ofAccounts.source}(['"])(?:(?!\\3).)+\\3`, "gi")
const nameToTheEnd = new RegExp(`${ofAccounts.source}([:=]\\s*)[^.,;'"]+`, "gi")

/**
 * The Gateway's own words as they can be shown and logged: without account numbers, and without the names of accounts and
 * of an advisor's groups.
 */
export const withoutAccountNames = (text: string): string =>
  withoutAccounts(text)
    .replace(quotedName, (_, what: string, between: string, quote: string) => `${what}${between}${quote}***${quote}`)
    .replace(nameToTheEnd, (_, what: string, between: string, sign: string) => `${what}${between}${sign}***`)
