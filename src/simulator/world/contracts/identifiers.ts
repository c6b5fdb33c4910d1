import type { Listing } from "../world.ts"

/** OpenFIGI's composite identifiers, which a Gateway finds contracts by but does not list in their details. */
const figis: ReadonlyMap<number, string> = new Map([
  [265598, "BBG000B9XRY4"],
  [272093, "BBG000BPH459"],
  [4815747, "BBG000BBJQV0"],
  [3691937, "BBG000BVPV84"],
  [208813719, "BBG009S39JX6"],
  [107113386, "BBG000MM2P62"],
  [76792991, "BBG000N9MNX3"],
  [8314, "BBG000BLNNH6"],
  [756733, "BBG000BDTBL9"],
])

/** Every identifier of a listing as `TYPE:VALUE`. A US or Canadian CUSIP is the nine characters inside the ISIN. */
export function identifiersOf(listing: Listing): readonly string[] {
  const identifiers = new Set(listing.secIds.map(({ tag, value }) => `${tag}:${value}`))
  for (const { tag, value } of listing.secIds) {
    if (tag === "ISIN" && /^(US|CA)/.test(value)) identifiers.add(`CUSIP:${value.slice(2, 11)}`)
  }
  const figi = figis.get(listing.conId)
  if (figi !== undefined) identifiers.add(`FIGI:${figi}`)
  return [...identifiers]
}
