import type { CatalogueEntry } from "./entry.ts"
import { historicalDataErrors } from "./historical-data-errors.ts"
import { marketDataErrors } from "./market-data-errors.ts"
import { orderErrors } from "./order-errors.ts"
import { requestErrors } from "./request-errors.ts"
import { scannerErrors } from "./scanner-errors.ts"
import { sessionErrors } from "./session-errors.ts"

/** Every error and notice that is known: those that Gateways were seen to send, and IBKR's "TWS API Message Codes". */
export const catalogue: readonly CatalogueEntry[] = [
  ...sessionErrors,
  ...scannerErrors,
  ...requestErrors,
  ...marketDataErrors,
  ...historicalDataErrors,
  ...orderErrors,
]
