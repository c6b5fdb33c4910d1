import type { Clock, Timer } from "../clock/clock.ts"
import type { Config } from "../config/config.ts"
import type { Log } from "../log/log.ts"
import { type Failure, fail, failed, type Outcome, success } from "../outcome/outcome.ts"
import { reconnectDelay } from "./backoff.ts"
import { remedies } from "./catalogue/entry.ts"
import { classify, entryOf, failureOf } from "./classify.ts"
import { readFarm } from "./farms.ts"
import { createGatewayStarter } from "./gateway-starter.ts"
import type { SessionMessage } from "./messages.ts"
import { nextDataTypeChange, wantedDataType } from "./quotes/data-type.ts"
import { openSession, type Session, type SessionEnd } from "./session.ts"
import type { ConnectionStatus, Farm, Probe } from "./status.ts"
import type { Tenant } from "./tenant.ts"
import { createTimekeeping, type Timekeeping } from "./timekeeping.ts"
import {
  connectingFailure,
  connectingHint,
  connectivityLost,
  isRefusal,
  notStarted,
  type Trouble,
  troubleOf,
} from "./trouble.ts"
import { createWaiters } from "./waiters.ts"

/** The connection for the life of the process: it connects, notices trouble, and reconnects by itself. */
export interface Connection {
  start(): void
  stop(): void
  status(): Omit<ConnectionStatus, "marketDataLines">
  settled(ms: number): Promise<void>
  /** The session when requests can be served now, or why not. */
  session(): Outcome<Session>
  /** The same, but waits while the first attempt is under way. */
  ready(ms: number, signal: AbortSignal | undefined): Promise<Outcome<Session>>
  probe(ms: number, signal: AbortSignal | undefined): Promise<Outcome<Probe>>
  /** Whether the Gateway has been without its security definition farm since then: "no such contract" says nothing then. */
  definitionsLostSince(at: number): boolean
  join(tenant: Tenant): void
}

const clientIdTries = 20
/** A Gateway tells at once whether it is in Read-Only mode; a caller of `settled` waits this much longer to know it. */
const readOnlyKnownMs = 500

export function createConnection({ config, clock, log }: { config: Config; clock: Clock; log: Log }): Connection {
  const at = { host: config.host, port: config.port }
  const tenants: Tenant[] = []
  const farms = new Map<string, Farm>()
  const settlers = createWaiters(clock)
  const readOnlyWaiters = createWaiters(clock)
  const starter = config.gatewayStartCommand === null ? null : createGatewayStarter(config.gatewayStartCommand, log)

  let started = false
  let current: Session | null = null
  let accepted = false
  let keeping: Timekeeping | null = null
  /** What stands in the way; null while connected, and while a first attempt is under way. */
  let trouble: Trouble | null = notStarted(at)
  let outage: Trouble | null = null
  let triedIds: number[] = []
  let failures = 0
  let connections = 0
  let connectedSince: number | null = null
  let lastHeardAt: number | null = null
  let lastError: Failure | null = null
  let accounts: readonly string[] = []
  let gatewayReadOnly: boolean | null = null
  let dataType = wantedDataType(config.marketDataType, clock.now())
  /** When the security definition farm came back the last time. */
  let definitionsBackAt = Number.NEGATIVE_INFINITY
  let retry: Timer | null = null
  let dataTypeChange: Timer | null = null

  const connecting = () => started && !accepted && trouble === null

  const settle = () => {
    settlers.wake()
    readOnlyWaiters.wake()
  }

  const learnReadOnly = (on: boolean) => {
    gatewayReadOnly = on
    readOnlyWaiters.wake()
  }

  const tell = (call: (tenant: Tenant) => void) => {
    for (const tenant of tenants) call(tenant)
  }

  const attempt = (clientId: number) => {
    retry = null
    outage = null
    triedIds.push(clientId)
    current = openSession({ ...at, clientId, clock, log }, { onAccepted, onMessage, onEnd, onFault })
  }

  const onAccepted = (session: Session) => {
    accepted = true
    trouble = null
    failures = 0
    starter?.gatewayAccepted()
    connections++
    connectedSince = clock.now()
    gatewayReadOnly = null
    log.info(`Connected to the Gateway at ${at.host}:${at.port} with client id ${session.clientId}.`)
    keeping = createTimekeeping(session, {
      clock,
      silenceMs: config.heartbeatIntervalS * 1000,
      onDead: () => session.close("silent"),
    })
    sendDataType(session)
    if (accounts.length === 0) session.send((requests) => requests.accounts())
    // Under the Read-Only API setting this harmless question is answered with error 321, else with an order id.
    session.send((requests) => requests.nextId())
    tell((tenant) => tenant.onAccepted?.(session))
    settle()
  }

  /** Goes out before any market data request: one that overtakes it is refused with 10168. */
  const sendDataType = (session: Session) => {
    dataTypeChange?.cancel()
    const now = clock.now()
    dataType = wantedDataType(config.marketDataType, now)
    const type = dataType
    session.send((requests) => requests.marketDataType(type))
    const next = nextDataTypeChange(config.marketDataType, now)
    if (next !== null) dataTypeChange = clock.after(Math.max(1, next - now), () => sendDataType(session))
  }

  const onEnd = (end: SessionEnd) => {
    const next = Math.max(...triedIds) + 1
    if (end.kind === "client_id_taken" && triedIds.length < clientIdTries) {
      log.info(`Client id ${triedIds.at(-1)} is in use; trying ${next}.`)
      attempt(next)
      return
    }
    if (accepted && current) lastHeardAt = current.lastHeardAt
    const wasAccepted = accepted
    if (isRefusal(end)) starter?.portRefused()
    trouble = troubleOf(end, at, triedIds)
    lastError = trouble.failure
    forgetSession(trouble.failure)
    if (wasAccepted || failures === 0) log.warn(`${trouble.failure.message} ${trouble.failure.hint}`)
    const delay = reconnectDelay(failures++, config.reconnectIntervalS * 1000, Math.random())
    // From the first id again: whoever had the lower ones may have gone.
    triedIds = []
    retry = clock.after(delay, () => attempt(config.clientId))
    const { failure } = inTheWay() ?? trouble
    tell((tenant) => tenant.onTrouble?.(failure, true))
    settle()
  }

  const forgetSession = (failure: Failure) => {
    current = null
    accepted = false
    outage = null
    connectedSince = null
    accounts = []
    gatewayReadOnly = null
    farms.clear()
    keeping?.stop(failure)
    keeping = null
    dataTypeChange?.cancel()
  }

  const onFault = (what: string) => {
    const hint = "If answers are missing, restart the Gateway; if it stays, report it to the makers of ibkr-mcp."
    lastError = fail("gateway_error", what, hint).failure
  }

  const onMessage = (message: SessionMessage) => {
    if (message.type === "accounts") accounts = message.accounts
    else if (message.type === "nextId") learnReadOnly(false)
    else if (message.type === "time") keeping?.onTime(message.epochS)
    else if (message.type === "notice") onNotice(message.code, message.text)
    tell((tenant) => tenant.onMessage?.(message))
  }

  const onNotice = (code: number, text: string) => {
    const farm = readFarm(code, text)
    if (farm) {
      const name = `${farm.kind} ${farm.name}`
      if (farm.kind === "security_definition" && farms.get(name)?.state === "broken") definitionsBackAt = clock.now()
      farms.set(name, farm)
    }
    if (code === 321 && /read-?only/i.test(text)) learnReadOnly(true)
    if (code === 1100 || code === 2110) loseConnectivity(code)
    else if (code === 1101) restore(true)
    else if (code === 1102) restore(false)
    // 2110 has no message of its own for its end: a farm that is back says it.
    else if (farm?.state === "ok" && outage?.failure.ibCode === 2110) restore(false)
    else if (code === 1300) current?.close({ newPort: Number(/(\d{1,5})\D*$/.exec(text)?.[1] ?? 0) || null })
    else if (!farm && code !== 321) noteError(code, text)
  }

  const noteError = (code: number, text: string) => {
    const entry = entryOf(code, text)
    const classified = classify(code, text)
    if (entry?.kind === "session" && entry.remedy !== remedies.nothing) lastError = failureOf(entry, "")
    else if (classified.kind === "terminal") lastError = classified.failure
    log.debug(`Gateway notice ${code}`)
  }

  const loseConnectivity = (code: number) => {
    const lost = connectivityLost(code)
    lastError = lost.failure
    if (outage) return
    outage = lost
    log.warn(lost.failure.message)
    tell((tenant) => tenant.onTrouble?.(lost.failure, false))
  }

  const restore = (dataLost: boolean) => {
    outage = null
    const session = current
    if (!session || !accepted) return
    log.info("The Gateway is connected to IBKR again.")
    if (dataLost) {
      sendDataType(session)
      tell((tenant) => tenant.onDataLost?.(session))
    }
  }

  /** Why requests cannot be served; null while they can, and while a first attempt is under way. */
  const inTheWay = (): Trouble | null => {
    const note = starter?.note ?? null
    if (!trouble || note === null) return trouble ?? outage
    return { ...trouble, failure: { ...trouble.failure, hint: `${note} ${trouble.failure.hint}` } }
  }

  const session = (): Outcome<Session> => {
    const standing = inTheWay()
    if (standing) return failed(standing.failure)
    return accepted && current ? success(current) : failed(connectingFailure(at))
  }

  return {
    start() {
      if (started) return
      started = true
      trouble = null
      triedIds = []
      attempt(config.clientId)
    },
    stop() {
      started = false
      retry?.cancel()
      current?.close()
      trouble = notStarted(at)
      const { failure } = trouble
      forgetSession(failure)
      tell((tenant) => tenant.onTrouble?.(failure, true))
      settle()
    },
    status() {
      const standing = inTheWay()
      return {
        state: standing?.state ?? (accepted ? "connected" : "connecting"),
        hint: standing?.failure.hint ?? (accepted ? null : connectingHint),
        ...at,
        clientId: current?.clientId ?? config.clientId,
        accounts,
        serverVersion: accepted && current ? current.serverVersion : null,
        marketDataType: dataType,
        gatewayReadOnly,
        farms: [...farms.values()],
        reconnects: Math.max(0, connections - 1),
        lastError,
        connectedSince,
        lastHeardAt: (accepted && current?.lastHeardAt) || lastHeardAt,
      }
    },
    async settled(ms) {
      if (connecting()) await settlers.wait(ms)
      if (accepted && gatewayReadOnly === null) await readOnlyWaiters.wait(Math.min(ms, readOnlyKnownMs))
    },
    session,
    async ready(ms, signal) {
      if (connecting()) await settlers.wait(ms, signal)
      return session()
    },
    async probe(ms, signal) {
      if (connecting()) await settlers.wait(ms, signal)
      if (trouble) return failed(inTheWay()?.failure ?? trouble.failure)
      return keeping ? keeping.probe(ms, signal) : failed(connectingFailure(at))
    },
    definitionsLostSince: (at) =>
      definitionsBackAt >= at ||
      [...farms.values()].some((farm) => farm.kind === "security_definition" && farm.state === "broken"),
    join: (tenant) => tenants.push(tenant),
  }
}
