import type { BookVenues } from "./depth.ts"

/**
 * What a SMART book is made of, from the text of notice 2152: `Exchanges - Depth: IEX; Top: BYX; AMEX; Need additional
 * market data permissions - Depth: BATS; ARCA; `. Any of its parts can be missing. Null for a text of another form.
 */
export function readVenues(text: string): BookVenues | null {
  const [has = "", lacks = ""] = text.split(/need additional market data permissions/i)
  if (!/\b(?:depth|top):/i.test(text)) return null
  return { deep: listed(has, "Depth"), topOnly: listed(has, "Top"), notSubscribed: listed(lacks, "Depth") }
}

/** The names behind `Depth:` or `Top:`, up to the next such word. */
function listed(text: string, word: "Depth" | "Top"): readonly string[] {
  const [, names = ""] = new RegExp(`\\b${word}:([^:]*)`, "i").exec(text) ?? []
  return names
    .split(";")
    .map((name) => name.trim())
    .filter((name) => /^[A-Z0-9.]{1,20}$/.test(name))
}
