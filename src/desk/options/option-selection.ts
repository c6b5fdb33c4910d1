import type { ContractDetails, OptionParameters, OptionRight } from "../../gateway/contracts/contract.ts"

/** Which contracts of the expiries are wanted. */
export interface OptionFilter {
  readonly strikes: readonly number[] | null
  readonly minStrike: number | null
  readonly maxStrike: number | null
  readonly right: OptionRight | null
}

/** The contracts that pass, nearest the money first; of one strike the nearest expiry and the call first. `centre` is the underlying's price. */
export function nearestFirst(
  listed: readonly ContractDetails[],
  filter: OptionFilter,
  centre: number,
): readonly ContractDetails[] {
  const distance = ({ contract }: ContractDetails) => Math.abs((contract.strike ?? 0) - centre)
  const strikeOf = ({ contract }: ContractDetails) => contract.strike ?? 0
  return listed
    .filter(({ contract }) => passes(filter, contract.strike, contract.right))
    .toSorted((a, b) => distance(a) - distance(b) || strikeOf(a) - strikeOf(b) || byExpiry(a, b) || callFirst(a, b))
}

/** At most `count` of the options, evenly spread over the strikes of each side. */
export function spread(options: readonly ContractDetails[], count: number): readonly ContractDetails[] {
  if (options.length <= count) return options
  const inOrder = options.toSorted((a, b) => callFirst(a, b) || byStrike(a, b))
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * inOrder.length) / count)).flatMap(
    (at) => inOrder[at] ?? [],
  )
}

/** As chains are read: expiry by expiry, strikes ascending, the call before the put. */
export const asRead = (a: ContractDetails, b: ContractDetails): number => byExpiry(a, b) || byStrike(a, b)

const byExpiry = ({ contract: a }: ContractDetails, { contract: b }: ContractDetails): number =>
  (a.expiry ?? "").localeCompare(b.expiry ?? "") || (a.tradingClass ?? "").localeCompare(b.tradingClass ?? "")

const byStrike = (a: ContractDetails, b: ContractDetails): number =>
  (a.contract.strike ?? 0) - (b.contract.strike ?? 0) || callFirst(a, b)

const callFirst = (a: ContractDetails, b: ContractDetails): number =>
  (a.contract.right ?? "").localeCompare(b.contract.right ?? "")

function passes(
  { strikes, minStrike, maxStrike, right }: OptionFilter,
  strike: number | null,
  side: OptionRight | null,
) {
  if (strike === null || side === null) return false
  if (strikes !== null && !strikes.some((wanted) => Math.abs(wanted - strike) < 1e-6)) return false
  if (minStrike !== null && strike < minStrike) return false
  if (maxStrike !== null && strike > maxStrike) return false
  return right === null || right === side
}

/**
 * The trading class meant where several are listed for one expiry (SPX settles in the morning, SPXW in the afternoon of
 * the same Friday): the one asked for, else the one named like the underlying, else the one with most strikes.
 */
export function chooseClass(
  rows: readonly OptionParameters[],
  symbol: string,
  asked: string | null,
): { readonly chosen: OptionParameters; readonly others: readonly string[] } | null {
  const classes = new Map<string, OptionParameters>()
  for (const row of rows) {
    const before = classes.get(row.tradingClass)
    if (
      !before ||
      row.exchange === "SMART" ||
      (before.exchange !== "SMART" && row.strikes.length > before.strikes.length)
    )
      classes.set(row.tradingClass, row)
  }
  const most = [...classes.values()].toSorted((a, b) => b.strikes.length - a.strikes.length)[0]
  const chosen = asked === null ? (classes.get(symbol.replaceAll(" ", "")) ?? most) : classes.get(asked)
  return chosen ? { chosen, others: [...classes.keys()].filter((name) => name !== chosen.tradingClass) } : null
}
