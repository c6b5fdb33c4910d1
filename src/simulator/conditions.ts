import { type ConnectionFaults, type Faults, ignore, refuse, type Verdict, type Wire } from "./faults.ts"
import type { Message } from "./protocol/message.ts"
import {
  competingSession,
  connectivityLost,
  historyError,
  noSecurityDefinition,
  type Refusal,
} from "./protocol/refusals.ts"
import { requestId } from "./protocol/requests.ts"
import { errorMessage } from "./protocol/session-messages.ts"
import type { World } from "./world/world.ts"

/** How a Gateway is doing, as far as it can change while it runs. */
export interface Conditions {
  port: "answers" | "silent" | "refuses"
  /** Whether it reaches IBKR's servers. */
  isConnected: boolean
  isFrozen: boolean
  hasCompetitor: boolean
  readonly brokenFarms: Set<string>
}

export const fairConditions = (): Conditions => ({
  port: "answers",
  isConnected: true,
  isFrozen: false,
  hasCompetitor: false,
  brokenFarms: new Set(),
})

type FarmKind = "Market data farm" | "HMDS data farm" | "Sec-def data farm"

function farmKind(farm: string): FarmKind {
  if (farm.startsWith("secdef")) return "Sec-def data farm"
  return farm.endsWith("hmds") || farm === "fundfarm" ? "HMDS data farm" : "Market data farm"
}

const brokenCodes: Readonly<Record<FarmKind, number>> = {
  "Market data farm": 2103,
  "HMDS data farm": 2105,
  "Sec-def data farm": 2157,
}

/** The notice that a farm's connection is broken, or OK again. */
export function farmNotice(farm: string, isBroken: boolean): Refusal {
  const kind = farmKind(farm)
  const code = brokenCodes[kind] + (isBroken ? 0 : 1)
  return { code, text: `${kind} connection is ${isBroken ? "broken" : "OK"}:${farm}` }
}

const restored = (code: number, text: string): Refusal => ({
  code,
  text: `Connectivity between IBKR and Trader Workstation has been restored - ${text}`,
})
export const restoredDataLost = restored(1101, "data lost.")
export const restoredDataMaintained = restored(
  1102,
  "data maintained. All data farms are connected: usfarm; ushmds; secdefil.",
)

/** Requests that are about a contract or its data, and so need IBKR's servers. */
const needsServers: ReadonlySet<string> = new Set(
  ["1", "9", "10", "20", "22", "50", "54", "55", "78", "81", "84", "86", "87", "88", "96", "97"].concat("100", "102"),
)
const needsHistoryFarm: ReadonlySet<string> = new Set(["20", "87", "88", "96"])
const needsDefinitions: ReadonlySet<string> = new Set(["9", "78", "81"])
const streams: ReadonlySet<string> = new Set(["1", "50", "97"])
const streamCancels: ReadonlySet<string> = new Set(["2", "51", "98"])
const elsewhere = historyError("Trading TWS session is connected from a different IP address")
const historyFarmDown = historyError(
  "HMDS connection attempt failed.  Connection will be re-attempted when new historical data requests are made.",
)

/** Which farms an instrument's data comes from. */
function farmsOf(secType: string, currency: string): { readonly market: string; readonly history: string } {
  const isEuropean = ["EUR", "GBP", "CHF"].includes(currency)
  const history = isEuropean ? "euhmds" : "ushmds"
  if (secType === "CASH" || secType === "CFD") return { market: "cashfarm", history }
  if (isEuropean) return { market: "eufarm", history }
  const byCurrency: Readonly<Record<string, string>> = { HKD: "hfarm", JPY: "jfarm" }
  const byType: Readonly<Record<string, string>> = { OPT: "usopt", FUT: "usfuture", FOP: "usfuture", BOND: "usbond" }
  return { market: byCurrency[currency] ?? byType[secType] ?? "usfarm", history }
}

/** What conditions do to every connection. They come before any scenario's faults. */
export function conditionFaults(conditions: Conditions, world: World): Faults {
  return { connect: (wire) => onConnection(wire, conditions, world) }
}

function onConnection(wire: Wire, conditions: Conditions, world: World): ConnectionFaults {
  const isIgnored = conditions.port === "silent"
  /** The market data farm of each stream that was asked for, by request id. */
  const farms = new Map<string, string>()
  /** The latest of each kind of tick that a broken farm holds back, by farm and by what it says. */
  const withheld = new Map<string, Map<string, Message>>()

  /** A request names its contract by id, or describes it; both stand in the same places in all requests that have one. */
  const contractFarms = (fields: readonly string[]) => {
    const at = fields[0] === "20" || fields[0] === "87" || fields[0] === "88" || fields[0] === "96" ? 2 : 3
    const known = world.contracts.byConId(Number(fields[at]))
    return farmsOf(known?.secType ?? fields[at + 2] ?? "", known?.currency ?? fields[at + 9] ?? "")
  }

  const refused = (fields: readonly string[], id: string): Refusal | undefined => {
    const { isConnected, hasCompetitor, brokenFarms } = conditions
    if (!isConnected && needsServers.has(id)) return noSecurityDefinition
    if (hasCompetitor && (id === "1" || id === "10" || id === "50" || id === "97")) return competingSession
    if (hasCompetitor && needsHistoryFarm.has(id)) return elsewhere
    if (brokenFarms.size === 0) return undefined
    if (needsDefinitions.has(id) && [...brokenFarms].some((farm) => farmKind(farm) === "Sec-def data farm"))
      return noSecurityDefinition
    return needsHistoryFarm.has(id) && brokenFarms.has(contractFarms(fields).history) ? historyFarmDown : undefined
  }

  const withhold = (message: Message): boolean => {
    const id = requestIdOfTick(message)
    const farm = id === undefined ? undefined : farms.get(id)
    if (farm === undefined || !(conditions.hasCompetitor || conditions.brokenFarms.has(farm))) return false
    const held = withheld.get(farm) ?? new Map<string, Message>()
    withheld.set(farm, held)
    held.set(message.slice(0, 4).join(" "), message)
    return true
  }

  return {
    incoming(fields): Verdict | undefined {
      if (isIgnored) return ignore
      const [id = ""] = fields
      const refusal = refused(fields, id)
      if (refusal) return refuse(requestId(fields, wire.version), refusal)
      if (streamCancels.has(id)) farms.delete(String(requestId(fields, wire.version)))
      if (streams.has(id)) farms.set(String(requestId(fields, wire.version)), contractFarms(fields).market)
      return undefined
    },
    outgoing(message) {
      if (endsStream(message)) farms.delete(message[2] ?? "")
      if (message[0] === "4") return notice(message)
      return withhold(message) ? [] : [message]
    },
    happened({ kind }) {
      if (kind === "1101") farms.clear()
      if (kind === "competing-session") {
        wire.send(...[...farms.keys()].map((id) => errorMessage(wire.version, Number(id), competingSession)))
      }
      if (kind === "competing-session-ends") wire.send(...[...withheld.keys()].flatMap(released))
    },
  }

  /** What a farm has held back, unless it still has to. */
  function released(farm: string): readonly Message[] {
    if (conditions.hasCompetitor || conditions.brokenFarms.has(farm)) return []
    const held = [...(withheld.get(farm)?.values() ?? [])]
    withheld.delete(farm)
    return held
  }

  /** A client that starts is told how the farms are now; one whose farm is back gets what that held back. */
  function notice(message: Message): readonly Message[] {
    const farm = /^(?:2104|2106|2158)$/.test(message[3] ?? "") ? message[4]?.split(":")[1] : undefined
    if (farm === undefined) return [message]
    if (conditions.brokenFarms.has(farm)) return [errorMessage(wire.version, -1, farmNotice(farm, true))]
    const isLastOfStart = message[3] === "2158" && !conditions.isConnected
    return [message, ...released(farm), ...(isLastOfStart ? [errorMessage(wire.version, -1, connectivityLost)] : [])]
  }
}

/** Notices after which a stream goes on: delayed data, and what comes without a subscription. */
const goesOn: ReadonlySet<string> = new Set(["10167", "10090"])

/** Whether a stream is over with a message: a snapshot that is complete, or a refusal. */
const endsStream = (message: Message): boolean =>
  message[0] === "57" || (message[0] === "4" && message[2] !== "-1" && !goesOn.has(message[3] ?? ""))

/** The request that a tick belongs to; undefined for other messages. */
function requestIdOfTick(message: Message): string | undefined {
  switch (message[0]) {
    case "1":
    case "2":
    case "45":
    case "46":
    case "50":
      return message[2]
    case "21":
    case "99":
      return message[1]
    default:
      return undefined
  }
}
