import type { Config } from "../../config/config.ts"
import type { Accounts } from "../../desk/accounts.ts"
import type { ConnectionStatus, Farm } from "../../gateway/status.ts"
import { apiSettings, type Check, failing, ok, skip, warn, withTwsPath } from "./check.ts"
import type { Knock, UsualPort } from "./port.ts"

/** Another of the usual ports on the same host: what answered there. */
export interface Neighbour extends UsualPort {
  /** Null when something accepts connections but does not answer as a Gateway. */
  readonly serverVersion: number | null
}

/** Whether anything listens where it should, and if not, where a Gateway does. */
export function portCheck(
  config: Config,
  knocked: Knock,
  neighbours: readonly Neighbour[],
  cause: string | null = null,
): Check {
  const where = `${config.host}:${config.port}`
  switch (knocked.state) {
    case "open":
      return ok("port", `${where} accepts connections`)
    case "unknown_host":
      return failing("port", `the host name "${config.host}" is not known`, "Correct IB_HOST (or --host).")
    case "silent":
      return failing(
        "port",
        `${where} did not answer: the machine is off, or a firewall drops the connection`,
        `Check IB_HOST, and let port ${config.port} through the firewall of the machine that runs the Gateway.`,
      )
    case "unreachable":
      return failing("port", `${where} cannot be reached (${knocked.reason})`, "Check IB_HOST and the network between.")
    case "refused": {
      const elsewhere = neighbours.some(({ serverVersion }) => serverVersion !== null)
      const remedy = because(elsewhere ? null : cause, refusedRemedy(config, neighbours))
      return failing("port", refusedText(where, neighbours), remedy)
    }
  }
}

function refusedText(where: string, neighbours: readonly Neighbour[]): string {
  const others = neighbours.map(({ port, program, serverVersion }) =>
    serverVersion === null
      ? `something listens on ${port} without answering the API`
      : `a Gateway answers on ${port} (usual for ${program}; server version ${serverVersion})`,
  )
  return [`nothing listens on ${where}`, ...others].join("; ")
}

function refusedRemedy(config: Config, neighbours: readonly Neighbour[]): string {
  const answering = neighbours.find((neighbour) => neighbour.serverVersion !== null)
  if (answering) return `Set IB_PORT=${answering.port} (or --port ${answering.port}).`
  return (
    "Start IB Gateway or TWS and log in. If it is running, compare IB_PORT with its " +
    `"Socket port" (now ${config.port} is tried); in TWS "Enable ActiveX and Socket Clients" must be on. ${apiSettings}.`
  )
}

/** A remedy, with the likely cause before it where there is one. */
const because = (cause: string | null, remedy: string): string => (cause === null ? remedy : `${cause} ${remedy}`)

/** Whether what listens there speaks the API and lets this program in. */
export function handshakeCheck(config: Config, status: ConnectionStatus, cause: string | null = null): Check {
  if (status.state === "connected" || status.state === "connectivity_lost") {
    return ok("handshake", `the Gateway let this program in; server version ${status.serverVersion ?? "not said"}`)
  }
  const found =
    status.lastError?.message ?? `${config.host}:${config.port} takes connections but has not let this program in yet.`
  const remedy = status.lastError?.hint ?? status.hint ?? "Look at the Gateway's screen: a login may be pending."
  return failing("handshake", found, because(cause, withTwsPath(remedy)))
}

/** Which client id is in use, and whether that is the one asked for. */
export function clientIdCheck(config: Config, status: ConnectionStatus): Check {
  if (status.clientId === config.clientId) return ok("client_id", `${status.clientId} is in use, as configured`)
  return warn(
    "client_id",
    `${config.clientId} is taken by another program (often this server, run by an MCP client); ${status.clientId} is used instead`,
    `Nothing needs to change. To have a fixed id, close the other program or set IB_CLIENT_ID to a free one.`,
  )
}

/** Which accounts this login shows, through the eyes of IB_ACCOUNTS and IB_MASK_ACCOUNTS. */
export function accountsCheck(accounts: Accounts, status: ConnectionStatus): Check {
  if (status.accounts.length === 0) {
    return warn(
      "accounts",
      "the Gateway named no account",
      "Log in to the Gateway with a user that has an account, then try again.",
    )
  }
  const readable = accounts.shown()
  if (readable.length === 0) {
    return failing(
      "accounts",
      `none of the accounts in IB_ACCOUNTS belongs to this login (it has ${status.accounts.length})`,
      "Correct IB_ACCOUNTS, or log in to the Gateway with the user that owns them.",
    )
  }
  const kind = readable.every((account) => account.startsWith("D")) ? "paper" : "live"
  const hidden = accounts.hidden()
  const more = hidden > 0 ? `; ${hidden} more left out by IB_ACCOUNTS` : ""
  return ok("accounts", `${readable.map(accounts.written).join(", ")} (${kind})${more}`)
}

/** Whether the Gateway itself is connected to IBKR. It answers the API, and even the time, when it is not. */
export function serversCheck(status: ConnectionStatus, cause: string | null = null): Check {
  if (status.state !== "connectivity_lost") return ok("ibkr_servers", "the Gateway reports no outage")
  return failing(
    "ibkr_servers",
    `the Gateway is cut off from IBKR's servers (${status.lastError?.ibCode === 2110 ? 2110 : 1100})`,
    because(
      cause,
      "Check the internet connection of the machine that runs the Gateway. Around IBKR's nightly reset this heals by itself within minutes.",
    ),
  )
}

/** How the data farms stand that the Gateway named when it let us in. */
export function farmsCheck(farms: readonly Farm[]): Check {
  if (farms.length === 0) return skip("data_farms", "the Gateway has named none yet")
  const broken = farms.filter((farm) => farm.state === "broken")
  if (broken.length > 0) {
    return warn(
      "data_farms",
      `no connection to ${broken.map((farm) => farm.name).join(", ")}`,
      "IBKR usually restores a farm by itself within minutes. If not, restart the Gateway (Gateway: File > Restart).",
    )
  }
  const inactive = farms.filter((farm) => farm.state === "inactive").length
  const idle = inactive > 0 ? `; ${inactive} asleep until needed, which is normal` : ""
  return ok("data_farms", `${farms.length - inactive} of ${farms.length} connected${idle}`)
}

/** Whether the Gateway itself refuses orders. This program never sends one either way. */
export function readOnlyCheck(gatewayReadOnly: boolean | null): Check {
  if (gatewayReadOnly === null) return skip("read_only_api", "the Gateway did not say whether its Read-Only API is on")
  if (gatewayReadOnly) return ok("read_only_api", `"Read-Only API" is on: the Gateway refuses orders of any program`)
  return warn(
    "read_only_api",
    `"Read-Only API" is off: this program never sends an order, but others on this port could`,
    `Turn on "Read-Only API", unless another program trades through this Gateway. ${apiSettings}.`,
  )
}
