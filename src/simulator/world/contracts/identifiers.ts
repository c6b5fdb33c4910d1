import type { Listing } from "../world.ts"

/** OpenFIGI's composite identifiers, which a Gateway finds contracts by but does not list in their details. */
// biome-ignore format: a table is read across
const figis: ReadonlyMap<number, string> = new Map([
  [265598, "BBG000B9XRY4"], [272093, "BBG000BPH459"], [4815747, "BBG000BBJQV0"], [3691937, "BBG000BVPV84"],
  [208813719, "BBG009S39JX6"], [208813720, "BBG009S3NB30"], [107113386, "BBG000MM2P62"], [76792991, "BBG000N9MNX3"],
  [72063691, "BBG000DWG505"], [8314, "BBG000BLNNH6"], [1520593, "BBG000DMBXR2"], [49462172, "BBG000PSKYX7"],
  [8719, "BBG000BMHYD1"], [8894, "BBG000BMX289"], [13977, "BBG000GZQ728"], [13824, "BBG000BWXBC2"],
  [6459, "BBG000BH4R78"], [15124833, "BBG000CL9VN6"], [4391, "BBG000BBQCY0"], [270639, "BBG000C0G1D1"],
  [4762, "BBG000BCSST7"], [10098, "BBG000BCTLF6"], [11031, "BBG000BR2B91"], [268084, "BBG000C3J3C9"],
  [272800, "BBG000BQLTW7"], [9408, "BBG000BNSZP1"], [9599491, "BBG000BQPC32"], [444857009, "BBG000N7QR55"],
  [481691285, "BBG00ZGF7771"], [9160, "BBG000BNBDC2"], [269753, "BBG000CKGBP2"], [273544, "BBG000CGC1X8"],
  [9939, "BBG000C5Z1S3"], [266093, "BBG000BBPFB9"], [6223250, "BBG000BD8ZK0"], [265768, "BBG000BB5006"],
  [199169591, "BBG0077VNXV6"], [365207014, "BBG002B04MT8"], [459530964, "BBG001Y2XS07"], [312496724, "BBG003T4VFC2"],
  [166090175, "BBG006G2JVL2"], [274105, "BBG000CTQBF3"], [267748, "BBG000BFT2L4"], [37018770, "BBG000BSJK37"],
  [10375, "BBG000BWQFY7"], [5941, "BBG000BGKTF9"], [80986742, "BBG000NDYB67"], [79498203, "BBG000M65M61"],
  [36285627, "BBG000BB5BF6"], [756733, "BBG000BDTBL9"], [320227571, "BBG000BSWKH7"], [9579970, "BBG000CGC9C4"],
  [73128548, "BBG000BTDS98"], [51529211, "BBG000CRF6Q8"], [15547841, "BBG000BJKYW3"],
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
