import { connect } from "node:net"
import type { Clock } from "../../clock/clock.ts"

/** The port that each program listens on unless it was told otherwise. */
export const usualPorts: readonly UsualPort[] = [
  { port: 4001, program: "IB Gateway, live" },
  { port: 4002, program: "IB Gateway, paper" },
  { port: 7496, program: "TWS, live" },
  { port: 7497, program: "TWS, paper" },
]

export interface UsualPort {
  readonly port: number
  readonly program: string
}

/** What answered a mere TCP connect. */
export type Knock =
  | { readonly state: "open" }
  | { readonly state: "refused" }
  | { readonly state: "silent" }
  | { readonly state: "unknown_host" }
  | { readonly state: "unreachable"; readonly reason: string }

/**
 * Connects over TCP and closes again without sending a byte: a stray byte can wedge a real Gateway's listener until it is
 * restarted.
 */
export function knock(host: string, port: number, ms: number, clock: Clock): Promise<Knock> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const settle = (result: Knock) => {
      timer.cancel()
      socket.destroy()
      resolve(result)
    }
    const timer = clock.after(ms, () => settle({ state: "silent" }))
    socket.once("connect", () => settle({ state: "open" }))
    socket.on("error", (error: NodeJS.ErrnoException) => settle(refusal(error)))
  })
}

function refusal(error: NodeJS.ErrnoException): Knock {
  switch (error.code) {
    case "ECONNREFUSED":
      return { state: "refused" }
    case "ETIMEDOUT":
      return { state: "silent" }
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { state: "unknown_host" }
    default:
      return { state: "unreachable", reason: error.code ?? error.message }
  }
}
