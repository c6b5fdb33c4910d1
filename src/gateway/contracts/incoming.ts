import { EventName, type IBApi } from "@stoqey/ib"
import { cleanNumber, nonZero, readNumber } from "../sanitise.ts"
import type { MarketRuleMessage, PriceStep } from "./market-rule.ts"

/** Turns market rules into messages, from the frame's own fields: `93|ruleId|n|[lowEdge|increment]`. */
export function listenForMarketRules(
  ib: IBApi,
  fields: () => readonly string[],
  onMessage: (message: MarketRuleMessage) => void,
): void {
  ib.on(EventName.marketRule, (said) => {
    const ruleId = cleanNumber(said)
    if (ruleId !== null) onMessage({ type: "marketRule", ruleId, steps: readSteps(fields().slice(3)) })
  })
}

/** Lower edges and increments in turn. An increment of nought is none. */
function readSteps(fields: readonly string[]): readonly PriceStep[] {
  const steps: PriceStep[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const from = readNumber(fields[at])
    const step = nonZero(readNumber(fields[at + 1]))
    if (from !== null && step !== null && step > 0) steps.push({ from, step })
  }
  return steps.toSorted((a, b) => a.from - b.from)
}
