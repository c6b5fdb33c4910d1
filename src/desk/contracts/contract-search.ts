import type { Clock } from "../../clock/clock.ts"
import type { Contract, SymbolMatch } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { fail, failed, failure, type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking } from "../answer.ts"
import { unusableText } from "../argument.ts"
import { notationOf } from "../instruments/instrument-query.ts"
import { createLastGood } from "../last-good.ts"

/** One thing the pattern may have meant. A bond issuer stands for many bonds: it has neither instrument nor contract id. */
export interface Match {
  readonly instrument: string | null
  /** Null for an issuer of bonds. */
  readonly symbol: string | null
  readonly conId: number | null
  readonly secType: string
  readonly primaryExchange: string | null
  readonly currency: string | null
  /** The company's or the instrument's name, as third parties write it. */
  readonly description: string | null
  readonly derivativeTypes: readonly string[]
}

export interface Matches {
  /** Best first. */
  readonly matches: readonly Match[]
  /** How many the Gateway found; it gives at most about twenty. */
  readonly total: number
}

const longestPattern = 64
const nothingFound = failure("not_found", "Nothing fits the pattern.", "Give less of it.")

const searchWords =
  "Nothing fits: give less of the symbol or name. By number every tool takes ISIN:US0378331005, CUSIP:037833100 or CONID:265598; options are listed by ibkr_option_chain."

export interface SearchDesk {
  /** Instruments by part of a symbol or name. None found is an empty answer, not an error. */
  searchContracts(pattern: string, limit: number, asking: Asking): Promise<Outcome<Answer<Matches>>>
}

export function createSearchDesk(gateway: Gateway, clock: Clock): SearchDesk {
  const lastGood = createLastGood<readonly Match[]>(clock, 100)

  return {
    async searchContracts(text, limit, asking) {
      const unusable = unusableText("pattern", text, longestPattern)
      if (unusable) return failed(unusable)
      const pattern = text.trim().replace(/ +/g, " ")
      if (pattern === "")
        return fail("invalid_request", "The pattern is empty.", "Give part of a symbol or company name: apple.")
      const afresh = async (): Promise<Outcome<Answer<readonly Match[]>>> => {
        const rows = await gateway.matchingSymbols(pattern, asking)
        if (!rows.ok) return rows
        const provenance = { asOf: clock.now(), source: "live" as const, staleS: null, warnings: [] }
        return success({ data: rows.value.map(match), provenance })
      }
      const found = await lastGood.ask(pattern.toUpperCase(), afresh, {
        lacks: (matches) => (matches.length === 0 ? nothingFound : null),
      })
      if (!found.ok) return found
      const { data, provenance } = found.value
      const warnings = data.length === 0 ? [...provenance.warnings, searchWords] : provenance.warnings
      const matches = { matches: data.slice(0, limit), total: data.length }
      return success({ data: matches, provenance: { ...provenance, warnings } })
    },
  }
}

const match = (row: SymbolMatch): Match => ({
  instrument: instrumentOf(row),
  symbol: row.symbol,
  conId: row.conId,
  secType: row.secType,
  primaryExchange: row.primaryExchange,
  currency: row.currency,
  description: row.description,
  derivativeTypes: row.derivativeTypes,
})

function instrumentOf({ conId, symbol, secType, primaryExchange, currency }: SymbolMatch): string | null {
  if (conId === null) return null
  if (symbol === null || currency === null) return `CONID:${conId}`
  const contract: Contract = {
    conId,
    symbol,
    secType,
    expiry: null,
    strike: null,
    right: null,
    multiplier: null,
    exchange: "",
    // A search names the tier too (NASDAQ.NMS), which no other request understands.
    primaryExchange: primaryExchange?.replace(/^NASDAQ\..*$/, "NASDAQ") ?? null,
    currency,
    localSymbol: null,
    tradingClass: null,
  }
  return notationOf(contract)
}
