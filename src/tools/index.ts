import { accountSummary } from "./account-summary.ts"
import { compare } from "./compare.ts"
import { connectionStatus } from "./connection-status.ts"
import { contractDetails } from "./contract-details.ts"
import { contractSearch } from "./contract-search.ts"
import type { Tool } from "./define-tool.ts"
import { eventCalendar } from "./event-calendar.ts"
import { executions } from "./executions.ts"
import { fxRate } from "./fx-rate.ts"
import { historicalBars } from "./historical-bars.ts"
import { marketDepth } from "./market-depth.ts"
import { marketHours } from "./market-hours.ts"
import { news } from "./news.ts"
import { optionCalculator } from "./option-calculator.ts"
import { optionChain } from "./option-chain.ts"
import { orders } from "./orders.ts"
import { portfolioRisk } from "./portfolio-risk.ts"
import { positions } from "./positions.ts"
import { quote } from "./quote.ts"
import { scanner } from "./scanner.ts"
import { ticks } from "./ticks.ts"

/** Every tool, in the order that clients see. */
export const tools: readonly Tool[] = [
  quote,
  historicalBars,
  fxRate,
  positions,
  accountSummary,
  optionChain,
  contractSearch,
  connectionStatus,
  marketHours,
  contractDetails,
  ticks,
  marketDepth,
  optionCalculator,
  executions,
  orders,
  portfolioRisk,
  scanner,
  news,
  eventCalendar,
  compare,
]
