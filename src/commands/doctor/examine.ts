import type { Clock } from "../../clock/clock.ts"
import type { Config } from "../../config/config.ts"
import type { EffectiveConfig } from "../../config/read-config.ts"
import { createAccounts } from "../../desk/accounts.ts"
import type { Contract } from "../../gateway/contracts/contract.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { ConnectionStatus } from "../../gateway/status.ts"
import type { Outcome } from "../../outcome/outcome.ts"
import { calendarCheck } from "./calendar.ts"
import { type Check, type Diagnosis, ok, skip, unreached } from "./check.ts"
import {
  accountsCheck,
  clientIdCheck,
  farmsCheck,
  handshakeCheck,
  type Neighbour,
  portCheck,
  readOnlyCheck,
  serversCheck,
} from "./connection.ts"
import { clockCheck, historyCheck, historySource, instrumentNotFound, marketDataCheck } from "./data.ts"
import { ordinaryOutage } from "./ordinary-outage.ts"
import { knock, type UsualPort } from "./port.ts"

/**
 * Milliseconds for each step, and for all of them: under 15 s, whatever is wrong. A Gateway that takes the connection and
 * waits for someone to accept it is given up by its client after eight seconds, so that the handshake is worth nine;
 * Windows takes two to say that nothing listens on a port.
 */
const patience = { knock: 3_000, neighbour: 4_000, handshake: 9_000, questions: 6_000, all: 13_000 } as const

/** What an examination works with. */
export interface Workshop {
  readonly clock: Clock
  /** A connection that has not been started yet. */
  openGateway(config: Config): Gateway
  /** The one contract that an instrument's notation means. */
  findContract(gateway: Gateway, instrument: string, signal: AbortSignal): Promise<Outcome<Contract>>
  /** Where a Gateway is looked for when nothing listens on the configured port. */
  readonly usualPorts: readonly UsualPort[]
}

const laterChecks = [
  "handshake",
  "client_id",
  "accounts",
  "ibkr_servers",
  "data_farms",
  "read_only_api",
  "clock",
  "market_data",
  "history",
] as const

/** Finds out what works between this machine and the prices of `instrument`, each step building on the one before. */
export async function examine(effective: EffectiveConfig, instrument: string, workshop: Workshop): Promise<Diagnosis> {
  const { config } = effective
  const until = workshop.clock.now() + patience.all
  const own = [configurationCheck(effective), calendarCheck(workshop.clock.now())]
  const knocked = await knock(config.host, config.port, patience.knock, workshop.clock)
  const neighbours = knocked.state === "refused" ? await findNeighbours(config, workshop) : []
  const cause = ordinaryOutage(workshop.clock.now())
  const port = portCheck(config, knocked, neighbours, cause)
  if (port.status !== "ok") return diagnosis([...own, port, ...skipFrom("handshake")], null)

  // The doctor looks; launching a Gateway is the server's business.
  const gateway = workshop.openGateway({ ...config, gatewayStartCommand: null })
  try {
    gateway.start()
    const status = await gateway.settled(patience.handshake)
    const handshake = handshakeCheck(config, status, cause)
    const accounts = createAccounts(gateway, config)
    const clean = ({ found, remedy, ...check }: Check): Check => ({
      ...check,
      found: accounts.clean(found),
      remedy: remedy === null ? null : accounts.clean(remedy),
    })
    if (handshake.status !== "ok") return diagnosis([...own, port, clean(handshake), ...skipFrom("client_id")], null)
    const data = await askForData(gateway, config, instrument, workshop, until)
    const after = gateway.status()
    const checks = [
      ...own,
      port,
      handshake,
      clientIdCheck(config, after),
      accountsCheck(accounts, after),
      serversCheck(after, cause),
      farmsCheck(after.farms),
      readOnlyCheck(after.gatewayReadOnly),
      ...data,
    ]
    return diagnosis(checks.map(clean), after)
  } finally {
    await gateway.stop()
  }
}

function diagnosis(checks: readonly Check[], status: ConnectionStatus | null): Diagnosis {
  return {
    ok: checks.every((check) => check.status !== "fail"),
    clientId: status?.clientId ?? null,
    gatewayReadOnly: status?.gatewayReadOnly ?? null,
    checks,
  }
}

const skipFrom = (first: (typeof laterChecks)[number]): readonly Check[] =>
  laterChecks.slice(laterChecks.indexOf(first)).map((name) => skip(name, unreached))

function configurationCheck({ config, source }: EffectiveConfig): Check {
  const named = { host: "host", port: "port", clientId: "client id" } as const
  const values = (["host", "port", "clientId"] as const).map((key) => `${named[key]} ${config[key]} (${source(key)})`)
  return ok("configuration", values.join(", "))
}

/** What answers on the other usual ports: first a mere connect, then a whole handshake where something listens. */
async function findNeighbours(config: Config, workshop: Workshop): Promise<readonly Neighbour[]> {
  const others = workshop.usualPorts.filter(({ port }) => port !== config.port)
  const found = await Promise.all(
    others.map(async (usual): Promise<Neighbour | null> => {
      const knocked = await knock(config.host, usual.port, patience.knock, workshop.clock)
      if (knocked.state !== "open") return null
      const gateway = workshop.openGateway({ ...config, port: usual.port, gatewayStartCommand: null })
      try {
        gateway.start()
        const status = await gateway.settled(patience.neighbour)
        return { ...usual, serverVersion: status.serverVersion }
      } finally {
        await gateway.stop()
      }
    }),
  )
  return found.filter((neighbour) => neighbour !== null)
}

/** Clock, quote and history, asked side by side. */
async function askForData(
  gateway: Gateway,
  config: Config,
  instrument: string,
  { clock, findContract }: Workshop,
  until: number,
): Promise<readonly Check[]> {
  const deadline = new AbortController()
  const timer = clock.after(Math.min(patience.questions, until - clock.now()), () => deadline.abort())
  const { signal } = deadline
  try {
    const [probe, prices] = await Promise.all([
      gateway.probe({ signal }),
      askForPrices(gateway, config, instrument, findContract, signal),
    ])
    return [clockCheck(probe), ...prices]
  } finally {
    timer.cancel()
  }
}

async function askForPrices(
  gateway: Gateway,
  config: Config,
  instrument: string,
  findContract: Workshop["findContract"],
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const contract = await findContract(gateway, instrument, signal)
  if (!contract.ok) return instrumentNotFound(instrument, contract.failure)
  const [quote, bars] = await Promise.all([
    gateway.quote(contract.value, { greeks: false, signal }),
    gateway.bars(
      {
        contract: contract.value,
        end: null,
        duration: "1 D",
        barSize: "1 hour",
        source: historySource(contract.value),
        regularHoursOnly: true,
      },
      { signal },
    ),
  ])
  return [marketDataCheck(instrument, config, quote), historyCheck(instrument, bars)]
}
