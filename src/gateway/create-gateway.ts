import type { Clock } from "../clock/clock.ts"
import type { Config } from "../config/config.ts"
import type { Log } from "../log/log.ts"
import { createAccountSummary } from "./accounts/account-summary.ts"
import { createAccountStreams } from "./accounts/account-updates.ts"
import { createPnlStreams } from "./accounts/pnl.ts"
import { createPositions } from "./accounts/positions.ts"
import { createAdvisorRequests } from "./advisor/advisor-requests.ts"
import { createConnection } from "./connection.ts"
import { createContractRequests } from "./contracts/contract-requests.ts"
import { createMarketRuleRequests } from "./contracts/market-rule-requests.ts"
import { createDepthRequests } from "./depth/depth-requests.ts"
import { createEventRequests } from "./events/event-requests.ts"
import type { Gateway } from "./gateway.ts"
import { createHistoryPace } from "./history/history-pace.ts"
import { createHistoryRequests } from "./history/history-requests.ts"
import { createNewsRequests } from "./news/news-requests.ts"
import { createOptionCalculations } from "./options/option-calculations.ts"
import { createExecutionRequests } from "./orders/execution-requests.ts"
import { createOrderRequests } from "./orders/order-requests.ts"
import { noLine } from "./quotes/quote-answers.ts"
import { createQuoteLines } from "./quotes/quote-lines.ts"
import { createRequestRoom } from "./requests.ts"
import { createScannerRequests } from "./scanner/scanner-requests.ts"
import { createTickRequests } from "./ticks/tick-requests.ts"

/** The person's Gateway, read-only. Loads `@stoqey/ib`: import it only after the MCP handshake. */
export function createGateway({ config, clock, log }: { config: Config; clock: Clock; log: Log }): Gateway {
  const timeoutMs = config.requestTimeoutS * 1000
  const connection = createConnection({ config, clock, log })
  const room = createRequestRoom(connection, clock, timeoutMs)
  const historyPace = createHistoryPace(clock)
  const quotes = createQuoteLines({ connection, clock, maxLines: config.maxLines, timeoutMs })
  const accounts = createAccountStreams(connection, clock, timeoutMs)
  const pnl = createPnlStreams(connection, clock, timeoutMs)
  const status = () => ({ ...connection.status(), marketDataLines: quotes.count })

  return {
    start: connection.start,
    stop() {
      connection.stop()
      quotes.stop()
      accounts.stop()
      pnl.stop()
      return Promise.resolve()
    },
    status,
    async settled(ms) {
      await connection.settled(ms)
      return status()
    },
    probe: (options) => connection.probe(timeoutMs, options?.signal),
    ...createContractRequests(room, clock),
    ...createMarketRuleRequests(room, clock),
    ...createHistoryRequests(room, historyPace),
    ...createTickRequests(room, clock, historyPace),
    ...createDepthRequests(room, clock),
    ...createOptionCalculations(room, clock),
    ...createNewsRequests(room, () => (quotes.count < config.maxLines ? null : noLine(config.maxLines))),
    ...createEventRequests(room, clock),
    quote: quotes.quote,
    quoteDataType: quotes.dataTypeOf,
    releaseQuote: quotes.release,
    accountSummary: createAccountSummary(room, clock),
    positions: createPositions(connection, clock, timeoutMs).positions,
    accountUpdates: accounts.accountUpdates,
    accountPnl: pnl.accountPnl,
    positionPnl: pnl.positionPnl,
    ...createAdvisorRequests(room),
    ...createExecutionRequests(room, clock),
    ...createOrderRequests(room, clock),
    ...createScannerRequests(room, clock),
  }
}
