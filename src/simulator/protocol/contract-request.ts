import type { ContractFilter, Right } from "../world/world.ts"
import type { RequestFields } from "./request-fields.ts"

/**
 * The twelve contract fields that most requests carry in the same order: con id, symbol, security type, expiry, strike,
 * right, multiplier, exchange, primary exchange, currency, local symbol, trading class. Zero and empty mean "not given".
 */
export function readContract(fields: RequestFields): ContractFilter {
  const conId = fields.integer()
  const symbol = fields.optionalText()
  const secType = fields.optionalText()
  const expiry = fields.optionalText()
  const strike = fields.optionalNumber()
  const right = readRight(fields.text())
  const multiplier = fields.optionalText()
  const exchange = fields.optionalText()
  const primaryExchange = fields.optionalText()
  const currency = fields.optionalText()
  const localSymbol = fields.optionalText()
  const tradingClass = fields.optionalText()
  return {
    ...(conId > 0 && { conId }),
    ...(symbol && { symbol }),
    ...(secType && { secType }),
    ...(expiry && { expiry }),
    ...(strike && { strike }),
    ...(right && { right }),
    ...(multiplier && { multiplier: plainMultiplier(multiplier) }),
    ...(exchange && { exchange }),
    ...(primaryExchange && { primaryExchange }),
    ...(currency && { currency }),
    ...(localSymbol && { localSymbol }),
    ...(tradingClass && { tradingClass }),
  }
}

function readRight(text: string): Right | undefined {
  const first = text.charAt(0).toUpperCase()
  return first === "C" || first === "P" ? first : undefined
}

/** Clients that keep the multiplier as a number send `100.0` or `0`. */
function plainMultiplier(text: string): string {
  return /^\d+\.0+$/.test(text) ? text.slice(0, text.indexOf(".")) : text
}
