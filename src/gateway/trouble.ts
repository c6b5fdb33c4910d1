import { type Failure, failure } from "../outcome/outcome.ts"
import type { SessionEnd } from "./session.ts"

/** Where the connection stands when it is not there, and what the person should do about it. */
export interface Trouble {
  readonly state: "not_accepting" | "connectivity_lost" | "not_connected"
  readonly failure: Failure
}

interface Address {
  readonly host: string
  readonly port: number
}

const api = "Configure > Settings > API > Settings"

const start = ({ port }: Address) =>
  `Start IB Gateway or TWS, log in, and compare "Socket port" under ${api} with IB_PORT=${port} (usual: 4001 Gateway live, 4002 Gateway paper, 7496 TWS live, 7497 TWS paper); in TWS also tick "Enable ActiveX and Socket Clients" there.`

const accept = (port: number) =>
  `Look at the Gateway's window: finish its login, or confirm "Accept incoming connection". Under ${api} add this machine to "Trusted IPs", or clear "Allow connections from localhost only" when it is another one, and check that "Socket port" is ${port}.`

const lost =
  "Wait: the Gateway reconnects to IBKR by itself (around 23:45 to 00:45 New York time that is normal). If it lasts, look at the Gateway's window and at its internet connection."

/** The failure of every request while the Gateway is cut off from IBKR (1100, 2110). */
export const connectivityLost = (ibCode: number): Trouble => ({
  state: "connectivity_lost",
  failure: failure("connectivity_lost", "The Gateway is connected here, but has lost its connection to IBKR.", lost, {
    ibCode,
  }),
})

export const notStarted = (at: Address): Trouble =>
  notConnected("No connection to the Gateway has been tried yet.", start(at))

export const connectingFailure = (at: Address): Failure =>
  failure("connecting", `Connecting to the Gateway at ${at.host}:${at.port}.`, "Ask again in a few seconds.", {
    retryAfterS: 2,
  })

export const connectingHint = "Wait a few seconds: the connection is being made."

/** Whether an attempt ended because nothing listens on the port. */
export const isRefusal = (end: SessionEnd): boolean =>
  end.kind === "wire" && end.phase === "connect" && end.end.kind === "network" && end.end.code === "ECONNREFUSED"

/** Why there is no connection, from how the last one or the last attempt ended. */
export function troubleOf(end: SessionEnd, at: Address, clientIdsTried: readonly number[]): Trouble {
  const where = `${at.host}:${at.port}`
  switch (end.kind) {
    case "client_id_taken": {
      const last = clientIdsTried.at(-1)
      return notAccepting(
        `The Gateway at ${where} says that client ids ${clientIdsTried[0]} to ${last} are all in use.`,
        "Close other programs that use this Gateway's API, or set IB_CLIENT_ID to a number that none of them uses.",
        326,
      )
    }
    case "dropped":
      return end.why === "silent"
        ? notConnected(
            `The Gateway at ${where} stopped answering.`,
            `Look at the Gateway's window and restart it if it hangs. ${reconnects}`,
          )
        : notConnected(
            "The Gateway's socket port was changed while connected.",
            `Set IB_PORT to the new "Socket port" (${api})${end.why.newPort === null ? "" : `, ${end.why.newPort},`} and restart this program.`,
          )
    case "deadline":
      return end.phase === "connect"
        ? notConnected(
            `Nothing answered at ${where} in time.`,
            `Check IB_HOST, and that no firewall stands between. ${start(at)}`,
          )
        : notAccepting(
            end.phase === "accept"
              ? `The Gateway at ${where} has said its version, but has not let this program in.`
              : `Something takes connections at ${where} but does not answer as a Gateway would.`,
            accept(at.port),
          )
    case "wire":
      return wireTrouble(end, at, where)
  }
}

const reconnects = "This program reconnects by itself."

function wireTrouble({ end, phase }: Extract<SessionEnd, { kind: "wire" }>, at: Address, where: string): Trouble {
  if (end.kind === "protocol")
    return notAccepting(
      `What answers at ${where} does not speak the TWS protocol (${end.fault}).`,
      `Set IB_PORT to the Gateway's "Socket port" (${api}); if it is that, restart the Gateway.`,
    )
  if (end.kind === "version")
    return notAccepting(
      `The Gateway at ${where} speaks version ${end.version.slice(0, 8)} of the protocol, which this program does not.`,
      "Install the current IB Gateway or TWS (stable or latest).",
    )
  if (phase === "accepted")
    return notConnected(
      `The Gateway at ${where} closed the connection.`,
      `The Gateway restarts once a day and asks for a full login once a week (after Sunday 01:00 New York time): log in if its window asks for it. ${reconnects}`,
    )
  if (phase !== "connect")
    return notAccepting(`The Gateway at ${where} closed the connection before accepting it.`, accept(at.port))
  const code = end.kind === "network" ? end.code : "closed"
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return notConnected(`There is no machine called ${at.host}.`, "Correct IB_HOST.")
  return notConnected(`Nothing listens at ${where} (${code}).`, start(at))
}

const notAccepting = (message: string, hint: string, ibCode?: number): Trouble => ({
  state: "not_accepting",
  failure: failure("not_accepting", message, hint, ibCode === undefined ? {} : { ibCode }),
})

function notConnected(message: string, hint: string): Trouble {
  return { state: "not_connected", failure: failure("not_connected", message, hint) }
}
