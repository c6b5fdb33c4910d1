import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import type { Contract } from "../contracts/contract.ts"
import type { WireContract } from "../wire-requests.ts"
import { type Look, marketData } from "./look.ts"
import type { MarketData } from "./market-data.ts"
import { patience } from "./quote-settling.ts"

/** A stream that said nothing, or "none" to everything, is no quote of nulls: it is an answer of its own. */
export function quoteAnswer(look: Look, contract: Contract, greeks: boolean): Outcome<MarketData> {
  if (Object.keys(look.values).length > 0 || Object.keys(look.computations).length > 0) return success(marketData(look))
  const name = contract.localSymbol ?? (contract.symbol || contract.conId)
  const what =
    look.updatedAt === null
      ? `The Gateway took the subscription of ${name} and sent nothing within ${patience(greeks) / 1000} s.`
      : `The Gateway has no price at all for ${name} now.`
  return fail(
    "no_data",
    [what, ...look.warnings].join(" "),
    "Its market may be closed without a last price, or its data not subscribed: try again in its trading hours, or use ibkr_historical_bars.",
  )
}

/** For a CFD whose data the Gateway leads on to. */
export const ofAnother = ({ conId, exchange }: WireContract): string =>
  `It has no data of its own: this is that of CONID:${conId} on ${exchange}.`

export const noLine = (maxLines: number): Outcome<never> =>
  fail(
    "line_limit",
    `All ${maxLines} market data lines of this program are in use.`,
    "Ask for fewer instruments at once, or raise IB_MAX_LINES up to what the account has (100 for most).",
    { retryAfterS: 5 },
  )

export const combination = (): Outcome<never> =>
  fail("unsupported", "Combinations have no quote of their own here.", "Ask for the quotes of their legs.")
