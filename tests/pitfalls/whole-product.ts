import { type Clock, movingClock } from "../../src/clock/clock.ts"
import { type ManualClock, manualClock } from "../../src/clock/manual-clock.ts"
import type { Config } from "../../src/config/config.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import { silentLog } from "../../src/log/log.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { createRegistry } from "../../src/mcp/registry.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import { tools } from "../../src/tools/index.ts"
import { type Client, contractData, type FakeGateway, fakeGateway } from "../gateway/fake-gateway.ts"
import { fridayMorning } from "../gateway/rig.ts"
import { testConfig } from "../test-config.ts"

export type Body = Readonly<Record<string, unknown>>

/** A model on one side, a Gateway whose frames are written by hand on the other, and the whole program in between. */
export interface WholeProduct {
  readonly fake: FakeGateway
  readonly gateway: Gateway
  readonly clock: ManualClock
  /** Calls a tool as a client does and lets time go by until it answers. */
  ask(tool: string, args?: Body): Promise<Body>
  /** The same on a clock that stands still: whatever waits for time to go by never answers. */
  askStandingStill(tool: string, args?: Body): Promise<Body>
  /** Lets time go by, in steps in which real sockets can answer, until it is so. */
  until(isSo: () => boolean): Promise<void>
}

/** The instruments that the Gateway knows, by symbol. */
export const listings: Readonly<Record<string, Parameters<typeof contractData>[1]>> = {
  AAPL: { symbol: "AAPL", conId: 265598 },
  MSFT: { symbol: "MSFT", conId: 272093 },
  "BRK B": { symbol: "BRK B", conId: 72063691 },
  "7203": { symbol: "7203", conId: 14094, exchange: "TSEJ", currency: "JPY" },
  EUR: { symbol: "EUR", conId: 12087792, exchange: "IDEALPRO", secType: "CASH" },
}
const option = { symbol: "AAPL", conId: 700001, secType: "OPT" }
const optionTerms = { lastTrade: "20261218", strike: "200", right: "C", multiplier: "100" }

const open: { close(): Promise<unknown> }[] = []

/** To be called after each test: ends what was started. */
export async function closeProducts(): Promise<void> {
  for (const one of open.splice(0)) await one.close()
}

const breathe = () => new Promise(setImmediate)

export async function wholeProduct(
  options: {
    readonly config?: Partial<Config>
    readonly fake?: Parameters<typeof fakeGateway>[0]
    readonly startAt?: number
  } = {},
): Promise<WholeProduct> {
  const fake = await fakeGateway(options.fake)
  const clock = manualClock(options.startAt ?? fridayMorning)
  knowContracts(fake)
  fake.on("49", (_, client) => client.send(49, 1, Math.floor(clock.now() / 1000)))
  const config = testConfig(fake.port, options.config)
  const gateway = createGateway({ config, clock, log: silentLog })
  open.push({ close: () => gateway.stop() }, fake)
  gateway.start()
  const askStandingStill = counter(gateway, config, clock)
  const until = async (isSo: () => boolean) => {
    for (let turn = 1; !isSo(); turn++) {
      await breathe()
      if (turn % 8 === 0) await clock.advance(100)
    }
  }
  await until(() => gateway.status().state !== "connecting")
  return {
    fake,
    gateway,
    clock,
    until,
    askStandingStill,
    async ask(tool, args) {
      let answered = false
      const asked = askStandingStill(tool, args).finally(() => {
        answered = true
      })
      await until(() => answered)
      return asked
    },
  }
}

/** How a client calls tools of this Gateway. */
function counter(gateway: Gateway, config: Config, clock: Clock) {
  const desk = createDesk({ gateway, config, clock })
  const registry = createRegistry({ tools, listed: listedTools, desk, clock, config, log: silentLog, demo: false })
  const { signal } = new AbortController()
  return async (tool: string, args: Body = {}): Promise<Body> => {
    const result = await registry.call(tool, args, { signal, progress() {} })
    if (result.kind === "unknown_tool") throw new Error(`no tool ${tool}`)
    return { ...result.body }
  }
}

/** A simulated Gateway on a Friday morning, in real time. */
export async function simulatedGateway(scenarios: readonly string[] = []): Promise<Simulator> {
  const clock = movingClock({ startAt: fridayMorning, speed: 1 })
  const simulator = await startSimulator({ host: "127.0.0.1", port: 0, seed: 1, clock, scenarios, log() {} })
  open.unshift(simulator)
  return simulator
}

/** The program, connected to a simulated Gateway. */
export async function productOn({ port }: Simulator): Promise<Pick<WholeProduct, "gateway" | "ask">> {
  const clock = movingClock({ startAt: fridayMorning, speed: 1 })
  const config = testConfig(port)
  const gateway = createGateway({ config, clock, log: silentLog })
  open.unshift({ close: () => gateway.stop() })
  gateway.start()
  await gateway.settled(10_000)
  return { gateway, ask: counter(gateway, config, clock) }
}

/** Contract data for what is listed above, 200 for everything else. */
function knowContracts(fake: FakeGateway): void {
  fake.on("9", ([, , id = "", conId, symbol = "", secType], client) => {
    const byId = Object.values(listings).find((one) => String(one.conId) === conId)
    const known = secType === "OPT" ? option : (byId ?? listings[symbol])
    if (!known) return client.send(4, 2, id, 200, "No security definition has been found for the request", "")
    client.send(...contractData(id, known, known === option ? optionTerms : {}))
    client.send(52, 1, id)
  })
}

/** A complete stream of a stock, an option or a pair that trades now: prices by tick type, -1 and others as given. */
export function sendLive(client: Client, id: string, prices: Readonly<Record<number, string>> = {}, type = 1): void {
  client.send(81, id, "0.01", "9c0001", 3)
  client.send(58, 1, id, type)
  client.send(2, 6, id, 8, "1234567")
  client.send(46, 6, id, 45, "1795188600")
  const usual = { 6: "231.5", 7: "228.1", 9: "229.05", 14: "229.4", 1: "230.1", 2: "230.14", 4: "230.12" }
  for (const [tick, price] of Object.entries({ ...usual, ...prices })) client.send(1, 6, id, tick, price, "100", 0)
}

/** The rows of an answer under `name`. */
export function rowsOf(body: Body, name: string): readonly Body[] {
  const rows = body[name]
  if (!Array.isArray(rows)) throw new Error(`no ${name} in ${JSON.stringify(body)}`)
  return rows
}
