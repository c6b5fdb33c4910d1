import type { Listing } from "./world/world.ts"

/** Shares in the lot that sizes of US stocks were given in before they were given in shares; 1 for everything else. */
export const lotSize = ({ secType, currency }: Listing): number => (secType === "STK" && currency === "USD" ? 100 : 1)

/** Whole lots where there are lots; parts of a coin stay parts. */
export const inLots = (size: number, lot: number): number => (lot === 1 ? size : Math.floor(size / lot))
