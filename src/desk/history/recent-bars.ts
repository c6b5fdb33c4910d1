import type { Clock } from "../../clock/clock.ts"
import type { Gateway, RequestOptions } from "../../gateway/gateway.ts"
import type { Bar, BarsRequest } from "../../gateway/history/history.ts"
import { refusedAgainMs } from "../../gateway/history/history-pace.ts"
import { createRecentAnswers, type Said } from "../recent-answers.ts"

export type BarsSaid = Said<readonly Bar[]>

/** Asks the Gateway for bars, small ones not again within 15 seconds. */
export function createRecentBars(
  gateway: Gateway,
  clock: Clock,
): (request: BarsRequest, options: RequestOptions) => Promise<BarsSaid> {
  const recent = createRecentAnswers<readonly Bar[]>(gateway, clock, 60)
  return (request, options) => {
    const { contract, ...rest } = request
    const key = JSON.stringify([contract.conId, contract.exchange, rest])
    return recent(key, refusedAgainMs(request.barSize), () => gateway.bars(request, options))
  }
}
