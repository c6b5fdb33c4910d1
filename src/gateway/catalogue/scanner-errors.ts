import type { CatalogueEntry } from "./entry.ts"

const searchTheCatalogue =
  "Call ibkr_scanner without scan_code to search what scans, instruments, locations and filters there are."

/** Errors on market scans. They come under the codes of historical data, and are told by their texts. */
export const scannerErrors: readonly CatalogueEntry[] = [
  {
    ibCode: 162,
    when: /scanner subscription cancell?ed/i,
    kind: "terminal",
    code: "request_timeout",
    cause: "The scan was cancelled.",
    remedy: "Ask again.",
  },
  {
    ibCode: 162,
    when: /scanner (?:type|instrument|location|filter)|invalid scan|scan code/i,
    kind: "terminal",
    code: "invalid_request",
    cause: "The scanner does not take this as it was asked.",
    remedy: `${searchTheCatalogue} Some filters also need a market data subscription (Client Portal: Settings > Market Data Subscriptions).`,
  },
  {
    ibCode: 322,
    when: /scanner subscriptions/i,
    kind: "terminal",
    code: "pacing",
    cause: "The Gateway runs ten scans at once, those of other programs and of TWS included.",
    remedy: "Ask again in a moment, or close scanners elsewhere.",
    retryAfterS: 5,
  },
]
