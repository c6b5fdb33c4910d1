import type { Client } from "./department.ts"
import {
  ambiguousContract,
  exchangeMissing,
  invalidSecurityType,
  noSecurityDefinition,
  type Refusal,
} from "./protocol/refusals.ts"
import type { ContractFilter, Listing } from "./world/world.ts"

const securityTypes: ReadonlySet<string> = new Set(
  "STK OPT FUT CONTFUT FUT+CONTFUT IND FOP CASH BAG WAR BOND CMDTY NEWS FUND CFD CRYPTO BILL IOPT SLB FWD EC".split(
    " ",
  ),
)

/** Why a request does not say enough to look for: no con id, no identifier, and no symbol with a known security type. */
export function incompleteness({ conId, secId, localSymbol, secType }: ContractFilter): Refusal | undefined {
  if (secType !== undefined && !securityTypes.has(secType)) return invalidSecurityType
  const isIdentified = conId !== undefined || secId !== undefined
  if (secType === undefined && !isIdentified && localSymbol === undefined) return invalidSecurityType
  return undefined
}

export type Resolved =
  | { readonly kind: "found"; readonly listing: Listing }
  | { readonly kind: "refused"; readonly refusal: Refusal }

/** The one contract that a request for data means, or why it means none. */
export function resolveContract({ gateway }: Client, filter: ContractFilter): Resolved {
  const refused = (refusal: Refusal): Resolved => ({ kind: "refused", refusal })
  const missing = incompleteness(filter)
  if (missing) return refused(missing)
  if (filter.exchange === undefined) return refused(exchangeMissing)
  const [first, second] = gateway.world.contracts.find(filter, gateway.clock.now())
  if (!first) return refused(noSecurityDefinition)
  if (second) {
    const isOption = first.secType === "OPT" || first.secType === "FOP"
    return refused(ambiguousContract(filter.symbol ?? first.symbol, isOption && first.expiry === second.expiry))
  }
  return { kind: "found", listing: first }
}
