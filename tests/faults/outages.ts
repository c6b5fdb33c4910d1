import type { GatewayEvent } from "../../src/simulator/gateway-event.ts"

export interface Outage {
  readonly begins: readonly GatewayEvent[]
  readonly ends: readonly GatewayEvent[]
  /** What a question gets that was never asked before. */
  readonly code: string
}

/** The ways in which a Gateway goes away for a while. */
export const outages: Readonly<Record<string, Outage>> = {
  "the Gateway restarts": {
    begins: [{ kind: "port-refuses" }, { kind: "close" }],
    ends: [{ kind: "port-answers" }],
    code: "not_connected",
  },
  "the network drops the connection": {
    begins: [{ kind: "port-refuses" }, { kind: "drop" }],
    ends: [{ kind: "port-answers" }],
    code: "not_connected",
  },
  "the Gateway waits for its weekly login": {
    begins: [{ kind: "port-silent" }, { kind: "close" }],
    ends: [{ kind: "port-answers" }],
    code: "not_accepting",
  },
  "the Gateway is cut off from IBKR": {
    begins: [{ kind: "1100" }],
    ends: [{ kind: "1102" }],
    code: "connectivity_lost",
  },
  "the Gateway is cut off and loses its streams": {
    begins: [{ kind: "1100" }],
    ends: [{ kind: "1101" }],
    code: "connectivity_lost",
  },
}
