import type { Listing } from "../world.ts"

export interface Venue {
  /** IBKR's name of the exchange. */
  readonly exchange: string
  /** The letter that the consolidated tape gives it, which bid and ask exchange masks are made of. */
  readonly letter: string
  /** Whether its whole book is published, or only its best prices. */
  readonly hasDepth: boolean
  /** How many of a hundred trades are made there. */
  readonly share: number
}

/** Where US stocks trade, as tickReqParams' exchange map names them. FINRA stands for everything off exchange. */
export const usVenues: readonly Venue[] = [
  { exchange: "AMEX", letter: "A", hasDepth: false, share: 1 },
  { exchange: "BEX", letter: "B", hasDepth: true, share: 1 },
  { exchange: "NYSENAT", letter: "C", hasDepth: false, share: 1 },
  { exchange: "FINRA", letter: "D", hasDepth: false, share: 36 },
  { exchange: "PEARL", letter: "H", hasDepth: false, share: 2 },
  { exchange: "EDGEA", letter: "J", hasDepth: false, share: 1 },
  { exchange: "DRCTEDGE", letter: "K", hasDepth: true, share: 7 },
  { exchange: "LTSE", letter: "L", hasDepth: false, share: 0 },
  { exchange: "CHX", letter: "M", hasDepth: false, share: 0 },
  { exchange: "NYSE", letter: "N", hasDepth: true, share: 9 },
  { exchange: "ARCA", letter: "P", hasDepth: true, share: 11 },
  { exchange: "NASDAQ", letter: "Q", hasDepth: true, share: 18 },
  { exchange: "MEMX", letter: "U", hasDepth: false, share: 3 },
  { exchange: "IEX", letter: "V", hasDepth: true, share: 3 },
  { exchange: "PSX", letter: "X", hasDepth: false, share: 1 },
  { exchange: "BYX", letter: "Y", hasDepth: false, share: 1 },
  { exchange: "BATS", letter: "Z", hasDepth: true, share: 5 },
]

export const isUsStock = ({ secType, currency }: Pick<Listing, "secType" | "currency">): boolean =>
  secType === "STK" && currency === "USD"

const total = usVenues.reduce((sum, { share }) => sum + share, 0)

/** The exchange of one trade, by a number between 0 and 1. */
export function tradeVenue(listing: Listing, draw: number): string {
  const only = listing.exchange === "SMART" ? listing.primaryExchange : listing.exchange
  if (!isUsStock(listing) || listing.exchange !== "SMART") return only
  let left = draw * total
  for (const { exchange, share } of usVenues) {
    left -= share
    if (left < 0) return exchange
  }
  return only
}
