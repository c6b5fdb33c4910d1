import type { Listing, Market } from "../world.ts"

/** Rounded to the cent, half away from zero. */
export function cents(amount: number): number {
  const rounded = Math.round((Math.abs(amount) + Number.EPSILON) * 100) / 100
  return amount < 0 && rounded !== 0 ? -rounded : rounded
}

/** Money per point of a contract's price as the market quotes it: the multiplier, and a hundredth of it in pence. */
export function pointValue({ multiplier, priceMagnifier }: Listing): number {
  return (Number(multiplier) || 1) / priceMagnifier
}

/** Significant digits of an exchange rate as account values print it; amounts are converted with exactly that rate. */
const RATE_DIGITS = 8

/** What one unit of a currency is worth in an account's base currency, as its `ExchangeRate` row says. */
export function rateToBase(market: Market, currency: string, base: string, at: number): number {
  return Number(market.exchangeRate(currency, base, at).toPrecision(RATE_DIGITS))
}

/** Invented but ordinary commissions, in the contract's currency. */
export function commission({ secType }: Listing, quantity: number, value: number): number {
  const size = Math.abs(quantity)
  switch (secType) {
    case "STK":
      return Math.max(1, size * 0.005)
    case "OPT":
    case "FOP":
      return Math.max(1, size * 0.65)
    case "FUT":
      return size * 2.25
    case "CRYPTO":
      return cents(Math.max(1.75, Math.abs(value) * 0.0018))
    default:
      return Math.max(2, cents(Math.abs(value) * 0.00002))
  }
}
