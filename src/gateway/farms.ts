import type { Farm, FarmState } from "./status.ts"

const notices: Readonly<Record<number, { readonly kind: Farm["kind"]; readonly state: FarmState }>> = {
  2103: { kind: "market_data", state: "broken" },
  2104: { kind: "market_data", state: "ok" },
  2105: { kind: "historical", state: "broken" },
  2106: { kind: "historical", state: "ok" },
  2107: { kind: "historical", state: "inactive" },
  2108: { kind: "market_data", state: "inactive" },
  2119: { kind: "market_data", state: "connecting" },
  2157: { kind: "security_definition", state: "broken" },
  2158: { kind: "security_definition", state: "ok" },
}

/**
 * The farm that a notice speaks of; null for other notices. Its name is the last word: `…connection is OK:usfarm`, but
 * also `…available upon demand.ushmds`, without a colon.
 */
export function readFarm(code: number, text: string): Farm | null {
  const notice = notices[code]
  const name = /[:.]\s*([a-z][\w.]*)\s*$/i.exec(text)?.[1]
  return notice && name ? { name, ...notice } : null
}
