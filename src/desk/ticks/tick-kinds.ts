import type { TickKind } from "../../gateway/ticks/tick.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"

const quoted: readonly TickKind[] = ["bid_ask", "midpoint"]

/** What ticks a security type can have, where that is not every kind: pairs, CFDs and metals do not trade on a tape. */
const kindsByType: Readonly<Record<string, readonly TickKind[] | undefined>> = {
  CASH: quoted,
  CFD: quoted,
  CMDTY: quoted,
  IND: ["trades"],
  BAG: [],
}

const names: Readonly<Record<string, string>> = {
  CASH: "Currency pairs",
  CFD: "CFDs",
  CMDTY: "Metals",
  IND: "Indices",
  BAG: "Combinations",
}

export interface ChosenKind {
  readonly kind: TickKind
  /** Said when it is not what was asked for. */
  readonly warning: string | null
}

/** The kind that was asked for; trades, the default, become bid and ask where there are none, and say so. */
export function fittingKind(kind: TickKind, secType: string): Outcome<ChosenKind> {
  const possible = kindsByType[secType]
  if (!possible || possible.includes(kind)) return success({ kind, warning: null })
  const name = names[secType] ?? secType
  const [instead] = possible
  if (instead === undefined)
    return fail("unsupported", `${name} have no ticks of their own.`, "Ask for the ticks of their legs.")
  if (kind === "trades") return success({ kind: instead, warning: `${name} have no trades: ${instead} is shown.` })
  return fail("invalid_request", `${name} have no ticks of kind ${kind}.`, `Use kind ${possible.join(" or ")}.`)
}

/** Why there can be no volume at price; null when there can. */
export function withoutTrades(secType: string): Outcome<never> | null {
  const possible = kindsByType[secType]
  const without = `${names[secType] ?? secType} have no trades, and so no volume at price.`
  if (secType === "IND") return fail("unsupported", without, "Ask for a future or a fund on the index: FUT:ES, SPY.")
  if (!possible || possible.includes("trades")) return null
  return fail("unsupported", without, "Use kind bid_ask, or ibkr_historical_bars.")
}
