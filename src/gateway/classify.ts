import { type Failure, failure } from "../outcome/outcome.ts"
import { catalogue } from "./catalogue/catalogue.ts"
import type { CatalogueEntry } from "./catalogue/entry.ts"
import { withoutAccountNames } from "./sanitise.ts"

const byCode = Map.groupBy(catalogue, (entry) => entry.ibCode)

/** What to do with an error of the Gateway on a request. */
export type Classified =
  | { readonly kind: "terminal"; readonly failure: Failure }
  | { readonly kind: "notice"; readonly text: string }
  | { readonly kind: "silent" }

/** The catalogue's entry for a code and text; null when the catalogue does not know the code. */
export function entryOf(ibCode: number, text: string): CatalogueEntry | null {
  return byCode.get(ibCode)?.find((entry) => !entry.when || entry.when.test(text)) ?? null
}

/**
 * An error or notice on a request, in the catalogue's words with the Gateway's own behind them (accounts taken
 * out). A code that the catalogue does not know is a `gateway_error`, except the 2100s and 2200s, which are warnings.
 */
export function classify(ibCode: number, text: string): Classified {
  const entry = entryOf(ibCode, text)
  const words = withoutAccountNames(text.replace(/[\p{Cc}\s]+/gu, " ").trim()).slice(0, 400)
  if (!entry) {
    if (ibCode >= 2100 && ibCode < 2300) return { kind: "notice", text: words }
    const hint = "The Gateway's text says what it objects to; IBKR's list of TWS API message codes explains the number."
    return {
      kind: "terminal",
      failure: failure("gateway_error", `Gateway error ${ibCode}: ${words}`, hint, { ibCode }),
    }
  }
  if (entry.kind === "notice" || entry.kind === "session") return { kind: "notice", text: entry.cause }
  if (entry.kind === "silent") return { kind: "silent" }
  return { kind: "terminal", failure: failureOf(entry, words) }
}

export function failureOf(entry: CatalogueEntry, words: string): Failure {
  const message = words === "" ? entry.cause : `${entry.cause} Gateway: ${words}`
  const more = entry.retryAfterS === undefined ? {} : { retryAfterS: entry.retryAfterS }
  return failure(entry.code, message, entry.remedy, { ibCode: entry.ibCode, ...more })
}
