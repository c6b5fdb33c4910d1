import type { Timer } from "../clock/clock.ts"
import type { Client, Department, Gateway } from "./department.ts"
import { departmentsFor } from "./departments.ts"
import type { CombinedFaults, Verdict, Wire } from "./faults.ts"
import type { GatewayEvent } from "./gateway-event.ts"
import { messageRate, messagesPerSecond, toleratedExcesses } from "./limits.ts"
import { firstOrderId } from "./order-department.ts"
import { createFrameReader, type Incoming } from "./protocol/frame-reader.ts"
import { frame, type Message } from "./protocol/message.ts"
import { clientIdTaken, notServed, type Refusal, tooManyMessages, unreadableRequest } from "./protocol/refusals.ts"
import { requestFields } from "./protocol/request-fields.ts"
import { requestId, requestName } from "./protocol/requests.ts"
import { errorMessage, farmNotices, managedAccounts, nextValidId, versionReply } from "./protocol/session-messages.ts"
import { negotiate } from "./protocol/versions.ts"
import { connectionTime } from "./protocol/wall-clock.ts"

/** The client's end of the line. */
export interface Connection {
  readonly name: string
  write(bytes: Uint8Array): void
  /** Closes once everything written has left. */
  end(): void
  /** Resets the connection. */
  cut(): void
}

/** What a session shares with the others of its Gateway. */
export interface Host {
  readonly gateway: Gateway
  readonly faults: CombinedFaults
  /** Sessions by client id, those that have started the API. */
  readonly started: Map<number, ClientSession>
  saw(client: number, fields: readonly string[]): void
  happen(event: GatewayEvent): void
}

export interface ClientSession {
  receive(chunk: Uint8Array): void
  pulse(now: number): void
  /** Tells a client that has started something that concerns its whole session. */
  tell(notice: Refusal): void
  /** Something has just happened to the whole Gateway. */
  happened(event: GatewayEvent): void
  /** Forgets everything that the client is subscribed to. */
  loseSubscriptions(): void
  /** Closes the connection in an orderly way. */
  end(reason: string): void
  /** The connection is gone: gives back the client id and everything else that is limited. */
  closed(): void
}

type State =
  | { readonly kind: "greeting" }
  | { readonly kind: "agreed"; readonly version: number; readonly isPaced: boolean }
  | { readonly kind: "started"; readonly version: number; readonly isPaced: boolean; readonly clientId: number }
  | { readonly kind: "over" }

/** Everything between one client's connect and disconnect. */
export function clientSession(connection: Connection, host: Host): ClientSession {
  const { gateway } = host
  const reader = createFrameReader()
  const rate = messageRate()
  const timers = new Set<Timer>()
  let state: State = { kind: "greeting" }
  let departments: readonly Department[] = []
  let dataType: readonly string[] | undefined
  /** What a pulse has to say, so that all of it leaves in one piece. */
  let gathered: Buffer[] | undefined
  let loseSubscriptions = (): void => undefined

  const put = (messages: readonly Message[]) => {
    if (messages.length === 0 || state.kind === "over") return
    const frames = messages.map((message) => faults.framed(frame(message), message))
    if (gathered) gathered.push(...frames)
    else write(frames)
  }

  const write = (frames: readonly Buffer[]) => faults.written(Buffer.concat(frames), (bytes) => connection.write(bytes))

  const send = (messages: readonly Message[]) => put(messages.flatMap((message) => faults.outgoing(message)))

  const version = (): number => (state.kind === "agreed" || state.kind === "started" ? state.version : 0)

  const refuse = (id: number, refusal: Refusal) => send([errorMessage(version(), id, refusal)])

  /** From here on nothing of this client is served; the connection goes once what was sent has left. */
  const end = (reason: string) => {
    if (state.kind === "over") return
    gateway.log(`${connection.name}: closed, ${reason}`)
    faults.flushed((bytes) => connection.write(bytes))
    leave()
    connection.end()
  }

  const leave = () => {
    if (state.kind === "started") host.started.delete(state.clientId)
    for (const department of departments) department.close?.()
    for (const timer of timers) timer.cancel()
    departments = []
    timers.clear()
    state = { kind: "over" }
  }

  const after = (ms: number, task: () => void): Timer => {
    const timer = gateway.clock.after(ms, () => {
      timers.delete(timer)
      task()
    })
    timers.add(timer)
    return timer
  }

  const greet = (offer: string) => {
    const agreed = negotiate(offer)
    if (agreed.kind === "refused") return end(agreed.reason)
    const isPaced = agreed.options.includes("+PACEAPI")
    state = { kind: "agreed", version: agreed.version, isPaced }
    gateway.log(`${connection.name}: speaks version ${agreed.version}`)
    put([versionReply(agreed.version, connectionTime(gateway.clock.now()))])
  }

  const start = (fields: readonly string[], agreed: Extract<State, { kind: "agreed" }>) => {
    const clientId = Number(fields[2])
    if (!/^\d{1,10}$/.test(fields[2] ?? "")) return end(`client id ${JSON.stringify(fields[2])} is not a number`)
    if (host.started.has(clientId)) {
      refuse(-1, clientIdTaken)
      return end(`client id ${clientId} is in use`)
    }
    const started = { ...agreed, kind: "started", clientId } as const
    state = started
    host.started.set(clientId, session)
    gateway.log(`${connection.name}: client ${clientId} has started`)
    const client: Client = {
      gateway,
      id: clientId,
      version: agreed.version,
      send: (...messages) => send(messages),
      refuse,
      after,
    }
    departments = departmentsFor(client)
    loseSubscriptions = () => {
      for (const department of departments) department.close?.()
      departments = departmentsFor(client)
      // The data type belongs to the session, not to what it is subscribed to.
      if (dataType) serve(dataType, started)
    }
    // Seen live: a client that has left resting orders hears of them before anything else.
    const hasResting = firstOrderId(client) > 1
    if (hasResting && !gateway.readOnly) serve(["5", "1"], started)
    client.send(managedAccounts(gateway.world.accounts.accounts))
    client.send(nextValidId(firstOrderId(client)), ...farmNotices(agreed.version))
    faults.started()
  }

  const serve = (fields: readonly string[], { version, clientId }: Extract<State, { kind: "started" }>) => {
    const [id = ""] = fields
    if (requestName(id) === "reqMarketDataType") dataType = fields
    const handle = departments.find(({ requests }) => Number(id) in requests)?.requests[Number(id)]
    if (handle && requestName(id)) return handle(requestFields(fields, version))
    const name = requestName(id)
    gateway.log(`client ${clientId}: ${name ?? `message id ${JSON.stringify(id.slice(0, 40))}`} is not served`)
    refuse(requestId(fields, version), name ? notServed(name) : unknownMessage(id))
  }

  const unknownMessage = (id: string): Refusal =>
    unreadableRequest(Number.isInteger(Number(id)) ? Number(id) : -1, "Unknown message type")

  /** Counts a message; true while the client keeps to the limit, or at least is tolerated. */
  const isTolerated = ({ isPaced }: Extract<State, { kind: "agreed" | "started" }>): boolean => {
    if (isPaced) return true
    const counted = rate.arrived(gateway.clock.now())
    if (counted.kind === "allowed") return true
    refuse(-1, tooManyMessages(messagesPerSecond, counted.received, counted.times))
    if (counted.times < toleratedExcesses) return true
    end(`it exceeded ${messagesPerSecond} messages a second ${counted.times} times`)
    return false
  }

  const obey = (verdict: Verdict) => {
    if (verdict.kind === "close") return end("by scenario")
    if (verdict.kind === "ignore") return
    refuse(verdict.id, verdict.refusal)
    if (verdict.thenClose) end("by scenario")
  }

  const take = (incoming: Incoming) => {
    if (incoming.kind === "broken") return end(incoming.reason)
    const fields = incoming.kind === "hello" ? ["API", incoming.offer] : incoming.fields
    if (incoming.kind === "request") {
      host.saw(state.kind === "started" ? state.clientId : fields[0] === "71" ? Number(fields[2]) : -1, fields)
      if ((state.kind === "agreed" || state.kind === "started") && !isTolerated(state)) return
    }
    const verdict = faults.incoming(fields)
    if (verdict) return obey(verdict)
    if (incoming.kind === "hello") return greet(incoming.offer)
    if (state.kind === "started") return serve(fields, state)
    if (state.kind === "agreed" && fields[0] === "71") return start(fields, state)
    end(`message ${JSON.stringify(fields[0])} came before startApi`)
  }

  const wire: Wire = {
    get version() {
      return version()
    },
    send: (...messages) => put(messages),
    after,
    happen: host.happen,
    cut: () => connection.cut(),
  }
  const faults = host.faults.connect(wire)

  const session: ClientSession = {
    receive(chunk) {
      for (const incoming of reader.push(chunk)) {
        if (state.kind === "over") return
        take(incoming)
      }
    },
    pulse(now) {
      gathered = []
      for (const department of departments) department.pulse?.(now)
      const frames = gathered
      gathered = undefined
      if (frames.length > 0 && state.kind !== "over") write(frames)
    },
    tell(notice) {
      if (state.kind === "started") refuse(-1, notice)
    },
    happened: (event) => faults.happened(event),
    loseSubscriptions: () => loseSubscriptions(),
    end,
    closed() {
      if (state.kind === "started") gateway.log(`${connection.name}: client ${state.clientId} has gone`)
      leave()
    },
  }
  return session
}
