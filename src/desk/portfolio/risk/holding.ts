import type { Position } from "../../../gateway/accounts/account.ts"
import type { ContractDetails } from "../../../gateway/contracts/contract.ts"
import { isOption } from "../../../gateway/contracts/contract.ts"
import type { DataType } from "../../../gateway/quotes/market-data.ts"
import { spell } from "../../instruments/instrument.ts"
import { notationOf } from "../../instruments/instrument-query.ts"
import { tidied, tidy } from "../../number.ts"
import type { LabelledGreeks } from "../../options/own-greeks.ts"
import type { PositionValue } from "../position-value.ts"

/** What a position counts towards. */
export interface Underlying {
  /** Equal for positions of the same underlying, in whatever account. */
  readonly key: string
  /** In the notation; the continuous future for what is written on months of one future. */
  readonly instrument: string
  /** Null for a future, whose months are several contracts. */
  readonly conId: number | null
}

/** Sensitivities of one position, or of several together. What is not known is null. */
export interface GreekAmounts {
  /** Delta of the whole, in units of the underlying: shares, or for a future its price times the multiplier. */
  readonly deltaShares: number | null
  /** What that is worth. This and the others below are in the currency of the picture. */
  readonly deltaMoney: number | null
  /** By how many units `deltaShares` changes when the underlying's price rises by one. */
  readonly gammaShares: number | null
  /** By how much `deltaMoney` changes, through gamma alone, when the underlying rises by 1 %. */
  readonly gammaMoney: number | null
  /** For one point of volatility. */
  readonly vegaMoney: number | null
  /** For one day. */
  readonly thetaMoney: number | null
}

/** An option position's sensitivities. */
export interface HoldingGreeks extends LabelledGreeks, GreekAmounts {
  readonly dataType: DataType | null
}

/** Why a position is missing from a sum. */
export interface Gap {
  readonly from: "exposure" | "greeks" | "sector"
  readonly reason: string
}

/** One position in the picture of the whole. Money is in the picture's currency. */
export interface Holding {
  readonly account: string
  readonly instrument: string
  readonly conId: number
  /** `stock`, `etf`, `option`, `future`, `futures_option`, `bond`, `fund`, `crypto`, `cfd`, `fx`, … */
  readonly assetClass: string
  readonly currency: string
  /** The Gateway's industry of the contract, of an option that of its underlying; null when it names none. */
  readonly sector: string | null
  readonly underlying: Underlying
  /** Negative when short. */
  readonly quantity: number
  readonly marketValue: number | null
  /**
   * What moves with the underlying: an option's delta times the underlying's price, the full contract value of a future,
   * the market value of everything else. Null for a currency position, which the account's cash holds already.
   */
  readonly exposure: number | null
  /** Units of the underlying that the position is like; null where there is no such thing, or it is not known. */
  readonly deltaShares: number | null
  /** Options only. */
  readonly greeks: HoldingGreeks | null
  readonly gaps: readonly Gap[]
}

/** An option's Greeks per share of its underlying, or why there are none. */
export type KnownGreeks =
  | { readonly found: LabelledGreeks; readonly dataType: DataType | null }
  | { readonly missing: string }

/** Everything that is known of a position. */
export interface Known {
  /** As it is written in answers. */
  readonly account: string
  readonly position: Position
  readonly value: PositionValue
  /** Units of the picture's currency for one of the contract's; null when the Gateway has not said. */
  readonly rate: number | null
  readonly details: ContractDetails | null
  readonly underlying: ContractDetails | null
  /** Of options only. */
  readonly greeks: KnownGreeks
  /** The underlying's price in its main currency unit where it is held itself; null otherwise. */
  readonly heldPrice: number | null
}

const assetClasses: Readonly<Record<string, string>> = {
  STK: "stock",
  OPT: "option",
  FUT: "future",
  FOP: "futures_option",
  BOND: "bond",
  BILL: "bond",
  FUND: "fund",
  CRYPTO: "crypto",
  CASH: "fx",
  CFD: "cfd",
  CMDTY: "commodity",
  WAR: "warrant",
  IOPT: "warrant",
}

/** What counts towards another contract than itself; months of a future go by its name. */
export const isDerived = (secType: string): boolean => isOption(secType) || secType === "CFD"

/** What is not like a number of units of its underlying, or not known to be. */
const withoutDelta: ReadonlySet<string> = new Set(["BOND", "BILL", "WAR", "IOPT", "CASH", "BAG"])

export function holdingOf(known: Known): Holding {
  const { account, position, value, rate, details } = known
  const { contract } = value
  const { secType } = contract
  const { quantity } = position
  const units = unitsOf(known)
  const greeks = isOption(secType) && "found" in known.greeks ? sensitivities(known, known.greeks, units) : null
  const marketValue = value.marketValue === null || rate === null ? null : tidy(value.marketValue * rate)
  const industry = (isOption(secType) ? known.underlying : null)?.industry ?? details?.industry ?? null
  return {
    account,
    instrument: notationOf(details?.contract ?? contract, details?.bond?.cusip),
    conId: contract.conId,
    assetClass: isFundOnExchange(details) ? "etf" : (assetClasses[secType] ?? secType.toLowerCase()),
    currency: contract.currency,
    sector: industry,
    underlying: underlyingOf(known),
    quantity,
    marketValue,
    exposure: secType === "CASH" ? null : isOption(secType) ? (greeks?.deltaMoney ?? null) : marketValue,
    deltaShares: greeks ? greeks.deltaShares : withoutDelta.has(secType) || isOption(secType) ? null : tidied(units),
    greeks,
    gaps: gapsOf(known, greeks),
  }
}

const isFundOnExchange = (details: ContractDetails | null): boolean => /^ET[A-Z]{1,2}$/.test(details?.stockType ?? "")

/** Quantity times multiplier. A contract without multiplier counts once; an option's must be known. */
function unitsOf({ position, value, details }: Known): number | null {
  const text = value.contract.multiplier ?? details?.contract.multiplier ?? null
  const multiplier = text === null ? (isOption(value.contract.secType) ? null : 1) : Number(text)
  return multiplier === null || !Number.isFinite(multiplier) ? null : position.quantity * multiplier
}

function sensitivities(
  { rate, details, heldPrice }: Known,
  { found, dataType }: Extract<KnownGreeks, { readonly found: object }>,
  units: number | null,
): HoldingGreeks {
  const times = (...factors: readonly (number | null)[]): number | null => {
    let product = 1
    for (const factor of factors) {
      if (factor === null) return null
      product *= factor
    }
    return tidy(product)
  }
  // Prices and Greeks are in the unit that the market quotes in, pence for pounds.
  const toMoney = times(units, rate, 1 / (details?.priceMagnifier ?? 1))
  const spot = found.underlyingPrice ?? (heldPrice === null ? null : heldPrice * (details?.priceMagnifier ?? 1))
  return {
    ...found,
    underlyingPrice: spot,
    dataType,
    deltaShares: times(units, found.delta),
    deltaMoney: times(toMoney, found.delta, spot),
    gammaShares: times(units, found.gamma),
    gammaMoney: times(toMoney, found.gamma, spot, spot, 0.01),
    vegaMoney: times(toMoney, found.vega),
    thetaMoney: times(toMoney, found.theta),
  }
}

function underlyingOf({ value, details, underlying }: Known): Underlying {
  const contract = details?.contract ?? value.contract
  const { secType, symbol, currency } = contract
  if (secType === "FUT" || secType === "FOP") {
    const exchange = contract.exchange || contract.primaryExchange || null
    const instrument = spell({
      kind: "continuous_future",
      symbol,
      exchange,
      currency: currency === "USD" ? null : currency,
    })
    return { key: instrument, instrument, conId: null }
  }
  if (underlying) return ofContract(underlying.contract, null)
  const conId = isOption(secType) ? (details?.underConId ?? null) : null
  if (conId !== null) return { key: `CONID:${conId}`, instrument: `CONID:${conId}`, conId }
  if (isOption(secType)) return { key: `${symbol} ${currency}`, instrument: symbol, conId: null }
  return ofContract(contract, details?.bond?.cusip ?? null)
}

const ofContract = (contract: ContractDetails["contract"], cusip: string | null): Underlying => ({
  key: `CONID:${contract.conId}`,
  instrument: notationOf(contract, cusip),
  conId: contract.conId,
})

function gapsOf({ value, rate, details, greeks: said }: Known, greeks: HoldingGreeks | null): readonly Gap[] {
  const { secType, currency } = value.contract
  const gaps: Gap[] = []
  if (details === null) gaps.push({ from: "sector", reason: "its contract details are not known" })
  if (secType === "CASH")
    gaps.push({ from: "exposure", reason: "a currency position: cash by currency has it already" })
  else if (rate === null) gaps.push({ from: "exposure", reason: `no exchange rate of ${currency} from the Gateway` })
  if (!isOption(secType)) {
    if (secType !== "CASH" && value.marketValue === null)
      gaps.push({ from: "exposure", reason: "no market value from the Gateway" })
    return gaps
  }
  if (greeks === null) {
    const reason = "missing" in said ? said.missing : "no Greeks"
    return [...gaps, { from: "exposure", reason }, { from: "greeks", reason }]
  }
  if (rate !== null && greeks.deltaMoney === null) {
    const reason =
      greeks.delta === null ? "no delta" : greeks.underlyingPrice === null ? "no underlying price" : "no multiplier"
    gaps.push({ from: "exposure", reason })
  }
  const lacking = (["delta", "gamma", "vega", "theta"] as const).filter((name) => greeks[name] === null)
  if (lacking.length > 0) gaps.push({ from: "greeks", reason: `no ${lacking.join(", ")}` })
  else if (rate === null) gaps.push({ from: "greeks", reason: `no exchange rate of ${currency} from the Gateway` })
  else if (greeks.deltaMoney === null)
    gaps.push({ from: "greeks", reason: "no money figures without price and multiplier" })
  return gaps
}
