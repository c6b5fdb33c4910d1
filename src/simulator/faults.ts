import type { Clock, Timer } from "../clock/clock.ts"
import type { GatewayEvent } from "./gateway-event.ts"
import type { Message } from "./protocol/message.ts"
import type { Refusal } from "./protocol/refusals.ts"
import type { World } from "./world/world.ts"

/** What becomes of a frame that a client has sent, when a fault has a say in it. */
export type Verdict =
  | { readonly kind: "ignore" }
  | { readonly kind: "close" }
  | { readonly kind: "refuse"; readonly id: number; readonly refusal: Refusal; readonly thenClose: boolean }

/** One client's connection, as its faults may use it. */
export interface Wire {
  /** The server version agreed on; 0 before that. */
  readonly version: number
  /** Sends messages that no `outgoing` sees, in one piece. */
  send(...messages: readonly Message[]): void
  /** Runs a task later by the Gateway's clock, unless the client has gone by then. */
  after(ms: number, task: () => void): Timer
  /** Lets something happen to the whole Gateway. */
  happen(event: GatewayEvent): void
  /** Cuts this connection: a reset instead of a goodbye. */
  cut(): void
}

/** What a fault does to one connection, at each of the places where it can. */
export interface ConnectionFaults {
  /** Called with each frame before it is served, the version exchange (`API` and the offer) among them. */
  incoming?(fields: readonly string[]): Verdict | undefined
  /** The client has started the API and has been told accounts, order id and farms. */
  started?(): void
  /** Something has just happened to the whole Gateway. */
  happened?(event: GatewayEvent): void
  /** Called with each message of a session before it leaves (the version reply is none); returns what leaves instead. */
  outgoing?(message: Message): readonly Message[]
  /** The bytes of one message as they are put on the wire, the version reply's too. */
  framed?(bytes: Buffer, message: Message): Buffer
  /** Writes a piece of the stream: whole, in parts, later, or never. */
  written?(bytes: Buffer, write: (bytes: Buffer) => void): void
  /** The connection is about to be closed in an orderly way: writes what `written` has held back. */
  flushed?(write: (bytes: Buffer) => void): void
}

/** The whole Gateway, for what happens to it by the clock. */
export interface Stage {
  readonly clock: Clock
  happen(event: GatewayEvent): void
}

/** The places where a scenario can change what the Gateway does. Every one may be left out. */
export interface Faults {
  /** The Gateway's Read-Only API setting, on in an ordinary Gateway. */
  readonly readOnly?: boolean
  /** The world as this login sees it. */
  readonly world?: (world: World) => World
  /** The Gateway is up: plans what will happen to it. */
  readonly begin?: (stage: Stage) => void
  /** A client has connected. */
  readonly connect?: (wire: Wire) => ConnectionFaults
}

export const ignore: Verdict = { kind: "ignore" }
export const refuse = (id: number, refusal: Refusal, thenClose = false): Verdict => ({
  kind: "refuse",
  id,
  refusal,
  thenClose,
})

/** Faults with every place filled. */
export interface CombinedFaults extends Required<Faults> {
  readonly connect: (wire: Wire) => Required<ConnectionFaults>
}

/** The faults of several scenarios as one: left to right, the first verdict counts, messages and bytes pass through all. */
export function combine(all: readonly Faults[]): CombinedFaults {
  return {
    readOnly: all.findLast(({ readOnly }) => readOnly !== undefined)?.readOnly ?? true,
    world: (world) => all.reduce((seen, faults) => faults.world?.(seen) ?? seen, world),
    begin(stage) {
      for (const faults of all) faults.begin?.(stage)
    },
    connect: (wire) => combineConnection(all.flatMap((faults) => faults.connect?.(wire) ?? [])),
  }
}

function combineConnection(all: readonly ConnectionFaults[]): Required<ConnectionFaults> {
  return {
    incoming(fields) {
      for (const faults of all) {
        const verdict = faults.incoming?.(fields)
        if (verdict) return verdict
      }
      return undefined
    },
    started() {
      for (const faults of all) faults.started?.()
    },
    happened(event) {
      for (const faults of all) faults.happened?.(event)
    },
    outgoing(message) {
      let leaving: readonly Message[] = [message]
      for (const faults of all) leaving = leaving.flatMap((one) => faults.outgoing?.(one) ?? [one])
      return leaving
    },
    framed: (bytes, message) => all.reduce((seen, faults) => faults.framed?.(seen, message) ?? seen, bytes),
    written(bytes, write) {
      const through = all.reduceRight(
        (next, faults) => (faults.written ? (piece: Buffer) => faults.written?.(piece, next) : next),
        write,
      )
      through(bytes)
    },
    flushed(write) {
      for (const faults of all) faults.flushed?.(write)
    },
  }
}
