import { type ManualClock, manualClock } from "../../src/clock/manual-clock.ts"
import type { Config } from "../../src/config/config.ts"
import type { Contract } from "../../src/gateway/contracts/contract.ts"
import { createGateway } from "../../src/gateway/create-gateway.ts"
import type { Gateway } from "../../src/gateway/gateway.ts"
import { createLog } from "../../src/log/log.ts"
import type { Outcome } from "../../src/outcome/outcome.ts"
import { testConfig } from "../test-config.ts"
import { type FakeGateway, fakeGateway } from "./fake-gateway.ts"

/** Friday 20 November 2026, 10:30 in New York: NYSE is open until 16:00. */
export const fridayMorning = Date.parse("2026-11-20T15:30:00Z")

export interface Rig {
  readonly fake: FakeGateway
  readonly gateway: Gateway
  readonly clock: ManualClock
  readonly logged: readonly string[]
  /** Resolves when everything that the fake Gateway has sent so far has been read. */
  fence(): Promise<void>
  close(): Promise<void>
}

/** Our client, connected to a fake Gateway, on a clock that only the test moves. */
export async function rig(
  options: { readonly config?: Partial<Config>; readonly fake?: Parameters<typeof fakeGateway>[0] } = {},
): Promise<Rig> {
  const fake = await fakeGateway(options.fake)
  const clock = manualClock(fridayMorning)
  const logged: string[] = []
  const log = createLog("debug", (line) => logged.push(line))
  const gateway = createGateway({ config: testConfig(fake.port, options.config), clock, log })
  gateway.start()
  await gateway.settled(60_000)
  let fences = 0
  return {
    fake,
    gateway,
    clock,
    logged,
    async fence() {
      const conId = 900_000_000 + fences++
      const asked = gateway.contractDetails({ conId })
      for (let from = 0; ; from = fake.seen.length) {
        const fields = await fake.next("9", from)
        if (fields[3] !== String(conId)) continue
        fake.client.send(4, 2, fields[2] ?? "", 200, "No security definition has been found for the request", "")
        break
      }
      await asked
    },
    async close() {
      await gateway.stop()
      await fake.close()
    },
  }
}

/** The value of an outcome that must be good. */
export function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`)
}

/** The code of an outcome that must be a failure. */
export function code(outcome: Outcome<unknown>): string {
  return outcome.ok ? "ok" : outcome.failure.code
}

export const apple: Contract = {
  conId: 265598,
  symbol: "AAPL",
  secType: "STK",
  expiry: null,
  strike: null,
  right: null,
  multiplier: null,
  exchange: "SMART",
  primaryExchange: "NASDAQ",
  currency: "USD",
  localSymbol: "AAPL",
  tradingClass: "NMS",
}
