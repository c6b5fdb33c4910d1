import type { Clock, Timer } from "../clock/clock.ts"
import type { historyPacing, tickByTickPacing } from "./limits.ts"
import type { Message } from "./protocol/message.ts"
import { type Refusal, unreadableRequest } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import type { World } from "./world/world.ts"

/** What all clients of one simulated Gateway share. */
export interface Gateway {
  readonly world: World
  readonly clock: Clock
  readonly seed: number
  readonly readOnly: boolean
  readonly historyPacing: ReturnType<typeof historyPacing>
  readonly tickByTickPacing: ReturnType<typeof tickByTickPacing>
  /** Things of the whole login that are limited in number. */
  readonly held: {
    marketDataLines: number
    historyRequests: number
    depth: number
    tickByTick: number
    scanners: number
  }
  /** Counts a regulatory snapshot, for which a real Gateway would bill. */
  billSnapshot(): void
  log(line: string): void
}

/** The client that a department serves. */
export interface Client {
  readonly gateway: Gateway
  readonly id: number
  readonly version: number
  /** Sends messages in one piece, as far as faults let them through. */
  send(...messages: readonly Message[]): void
  /** Answers a request, or with -1 the whole session, with an error or notice. */
  refuse(requestId: number, refusal: Refusal): void
  /** Runs a task later, unless the client has gone by then. */
  after(ms: number, task: () => void): Timer
}

/** A request's handler: reads all of it first, and acts only when all of it could be read. */
export function request<R>(
  client: Client,
  read: (fields: RequestFields) => R,
  act: (asked: R) => void,
): (fields: RequestFields) => void {
  return (fields) => {
    const asked = read(fields)
    if (fields.problem === undefined) act(asked)
    else client.refuse(fields.id, unreadableRequest(fields.messageId, fields.problem))
  }
}

/** One part of what a Gateway does for one client: the requests it serves, and what it sends unasked. */
export interface Department {
  /** By message id. */
  readonly requests: Readonly<Record<number, (fields: RequestFields) => void>>
  /** Called four times a second: what has changed since? */
  pulse?(now: number): void
  /** The client has gone. */
  close?(): void
}

/** How often streams are looked at, ms. */
export const pulseMs = 250
