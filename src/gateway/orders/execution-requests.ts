import type { Clock, Timer } from "../../clock/clock.ts"
import { success } from "../../outcome/outcome.ts"
import type { Gateway } from "../gateway.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import type { CommissionReport, Execution, Fill } from "./execution.ts"

/** How long commissions may come after the end of the executions. Those that never come are not worth more. */
const commissionsMs = 1000
/** Far more than an account trades in a week. */
const mostReports = 20_000

/**
 * Executions of all clients. What each of them cost is told apart, without naming the request: mostly right behind it,
 * sometimes later, and for other clients' trades perhaps never.
 */
export function createExecutionRequests(room: RequestRoom, clock: Clock): Pick<Gateway, "executions"> {
  const ask = createAsker<readonly Fill[]>(room)
  const reports = new Map<string, CommissionReport>()
  const keep = (report: CommissionReport): void => {
    reports.set(report.execId, report)
    if (reports.size <= mostReports) return
    const [oldest] = reports.keys()
    if (oldest !== undefined) reports.delete(oldest)
  }
  room.connection.join({
    onMessage(message) {
      if (message.type === "commission") keep(message.report)
    },
  })

  return {
    executions(options) {
      let found: Execution[] = []
      let lateness: Timer | null = null
      const waiting = new Set<string>()
      const fills = () => success(found.map((one) => ({ ...one, report: reports.get(one.execId) ?? null })))
      return ask(
        {
          key: "executions",
          what: "the request for executions",
          send(requests, reqId) {
            found = []
            requests.executions(reqId)
          },
          take(message, answer) {
            if (message.type === "execution") found.push(message.execution)
            else if (message.type === "executionsEnd") {
              // A combination itself costs nothing: its legs do.
              for (const { execId, contract } of found)
                if (contract.secType !== "BAG" && !reports.has(execId)) waiting.add(execId)
              if (waiting.size === 0) answer(fills())
              else lateness ??= clock.after(commissionsMs, () => answer(fills()))
            }
          },
          hear(message, answer) {
            if (message.type !== "commission" || !waiting.delete(message.report.execId)) return
            keep(message.report)
            if (waiting.size > 0) return
            lateness?.cancel()
            answer(fills())
          },
        },
        options?.signal,
      )
    },
  }
}
