import type { Message } from "./protocol/message.ts"
import {
  clientIdTaken,
  competingSession,
  historyError,
  connectivityLost as lost,
  noSecurityDefinition,
  type Refusal,
} from "./protocol/refusals.ts"
import { requestId } from "./protocol/requests.ts"
import { errorMessage } from "./protocol/session-messages.ts"
import type { Entitlement, World } from "./world/world.ts"

/** What becomes of a frame that a client has sent, when a fault has a say in it. */
export type Verdict =
  | { readonly kind: "ignore" }
  | { readonly kind: "close" }
  | { readonly kind: "refuse"; readonly id: number; readonly refusal: Refusal; readonly thenClose: boolean }

/** The places where a scenario can change what the Gateway does. Every one may be left out. */
export interface Faults {
  /** The Gateway's Read-Only API setting, on in an ordinary Gateway. */
  readonly readOnly?: boolean
  /** The world as this login sees it. */
  readonly world?: (world: World) => World
  /** Called with each frame before it is served, the version exchange (`API` and the offer) among them. */
  readonly incoming?: (fields: readonly string[], version: number) => Verdict | undefined
  /** Called with each message of a session before it leaves (the version reply is none); returns what leaves instead. */
  readonly outgoing?: (message: Message, version: number) => readonly Message[]
}

export interface Scenario {
  readonly summary: string
  /** Faults of one Gateway's life, with whatever they need to remember. */
  start(): Faults
}

const ignore: Verdict = { kind: "ignore" }
const refuse = (id: number, refusal: Refusal, thenClose = false): Verdict => ({
  kind: "refuse",
  id,
  refusal,
  thenClose,
})

const entitledTo =
  (entitlement: Entitlement) =>
  (world: World): World => ({ ...world, market: { ...world.market, entitlement: () => entitlement } })

/** What can be asked for by name, and combined. One line each for `simulate --help`. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "read-only-off": {
    summary: "the Read-Only API setting is off: order ids, open and completed orders answer",
    start: () => ({ readOnly: false }),
  },
  "silent-port": {
    summary: "connections are accepted and never answered",
    start: () => ({ incoming: () => ignore }),
  },
  "no-next-valid-id": {
    summary: "the version is agreed, then nothing: the connection waits for someone to accept it",
    start: () => ({ incoming: ([id]) => (id === "71" ? ignore : undefined) }),
  },
  "close-after-start": {
    summary: "the connection is closed as soon as the client starts its session",
    start: () => ({ incoming: ([id]) => (id === "71" ? { kind: "close" } : undefined) }),
  },
  "client-id-taken": {
    summary: "the first client id that is asked for is in use by somebody else",
    start: firstClientIdTaken,
  },
  "not-subscribed": {
    summary: "no market data subscription at all, not even delayed",
    start: () => ({ world: entitledTo("none") }),
  },
  "delayed-only": {
    summary: "no live subscription: everything is delayed by fifteen minutes",
    start: () => ({ world: entitledTo("delayed") }),
  },
  "competing-session": {
    summary: "the same user is logged in elsewhere and has the market data",
    start: () => ({ incoming: refusedByCompetitor }),
  },
  "clock-skew": {
    summary: "the Gateway's clock is ninety seconds ahead",
    start: () => ({ outgoing: ninetySecondsAhead }),
  },
  "connectivity-lost": {
    summary: "the Gateway is cut off from IBKR's servers right after the client has started",
    start: () => ({ incoming: refusedWhileCutOff, outgoing: lostAfterStart }),
  },
}

function firstClientIdTaken(): Faults {
  let taken: string | undefined
  return {
    incoming([id, , clientId]) {
      if (id !== "71") return undefined
      taken ??= clientId
      return clientId === taken ? refuse(-1, clientIdTaken, true) : undefined
    },
  }
}

function refusedByCompetitor(fields: readonly string[], version: number): Verdict | undefined {
  if (fields[0] === "1") return refuse(requestId(fields, version), competingSession)
  if (fields[0] !== "20" && fields[0] !== "87") return undefined
  const elsewhere = historyError("Trading TWS session is connected from a different IP address")
  return refuse(requestId(fields, version), elsewhere)
}

function ninetySecondsAhead(message: Message): readonly Message[] {
  if (message[0] !== "49") return [message]
  return [["49", "1", String(Number(message[2]) + 90)]]
}

/** While a Gateway is cut off it knows no contract, and therefore nothing that needs one. */
function refusedWhileCutOff(fields: readonly string[], version: number): Verdict | undefined {
  const needsServers = ["1", "9", "20", "78", "81", "87"].includes(fields[0] ?? "")
  return needsServers ? refuse(requestId(fields, version), noSecurityDefinition) : undefined
}

/** The last of the farm notices is the security definition farm's. */
function lostAfterStart(message: Message, version: number): readonly Message[] {
  const isLastNotice = message[0] === "4" && message[3] === "2158"
  return isLastNotice ? [message, errorMessage(version, -1, lost)] : [message]
}

/** The faults of several scenarios as one: left to right, the first verdict counts, messages pass through all. */
export function combine(all: readonly Faults[]): Required<Faults> {
  return {
    readOnly: all.every(({ readOnly }) => readOnly !== false),
    world: (world) => all.reduce((seen, faults) => faults.world?.(seen) ?? seen, world),
    incoming(fields, version) {
      for (const faults of all) {
        const verdict = faults.incoming?.(fields, version)
        if (verdict) return verdict
      }
      return undefined
    },
    outgoing(message, version) {
      let leaving: readonly Message[] = [message]
      for (const { outgoing } of all) {
        if (outgoing) leaving = leaving.flatMap((one) => outgoing(one, version))
      }
      return leaving
    },
  }
}
