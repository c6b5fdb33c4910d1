import type { Gateway } from "../gateway/gateway.ts"
import type { Farm } from "../gateway/status.ts"

/** Names of the data farms of a kind that the Gateway has lost, comma separated; null when it has lost none. */
export function lostFarms(gateway: Gateway, kind: Farm["kind"]): string | null {
  const lost = gateway.status().farms.filter((farm) => farm.kind === kind && farm.state === "broken")
  return lost.length === 0 ? null : lost.map(({ name }) => name).join(", ")
}

export const farmsSentence = (farms: string): string => `The Gateway has lost IBKR's data farm ${farms}.`

export const waitForFarms =
  "Wait: the Gateway reconnects to the farm by itself, within minutes as a rule. If it lasts, restart the Gateway (File > Restart)."
