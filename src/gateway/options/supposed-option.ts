/** What is supposed of an option: its price, or its volatility as an annual fraction (0.25); and its underlying's price. */
export interface SupposedOption {
  readonly kind: "price" | "volatility"
  readonly value: number
  readonly underlyingPrice: number
}
