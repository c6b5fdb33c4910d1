import { afterAll, expect, test } from "bun:test"
import { getEventListeners } from "node:events"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createAccountSummary } from "../../src/gateway/accounts/account-summary.ts"
import { createAccountStreams } from "../../src/gateway/accounts/account-updates.ts"
import { createPnlStreams } from "../../src/gateway/accounts/pnl.ts"
import { createPositions } from "../../src/gateway/accounts/positions.ts"
import { createConnection } from "../../src/gateway/connection.ts"
import { createContractRequests } from "../../src/gateway/contracts/contract-requests.ts"
import { createDepthRequests } from "../../src/gateway/depth/depth-requests.ts"
import type { BarSize } from "../../src/gateway/history/history.ts"
import { createHistoryPace } from "../../src/gateway/history/history-pace.ts"
import { createHistoryRequests } from "../../src/gateway/history/history-requests.ts"
import { createQuoteLines } from "../../src/gateway/quotes/quote-lines.ts"
import { createRequestRoom } from "../../src/gateway/requests.ts"
import { createTickRequests } from "../../src/gateway/ticks/tick-requests.ts"
import { silentLog } from "../../src/log/log.ts"
import { testConfig } from "../test-config.ts"
import { type Client, contractData, fakeGateway } from "./fake-gateway.ts"
import { apple, fridayMorning, value } from "./rig.ts"

const fake = await fakeGateway()
afterAll(() => fake.close())

/** Answers, errors, streams, and every fifth request never answered at all. */
function answerMixed() {
  const ignored = (id: string) => Number(id) % 5 === 0
  const on = (message: string, idAt: number, answer: (id: string, client: Client) => void) =>
    fake.on(message, (fields, client) => {
      const id = fields[idAt] ?? ""
      if (!ignored(id)) answer(id, client)
    })
  on("9", 2, (id, client) => {
    client.send(...contractData(id, { symbol: "X", conId: Number(id) }))
    client.send(52, 1, id)
  })
  on("1", 2, (id, client) => {
    if (Number(id) % 2 === 0) client.send(4, 2, id, 354, "not subscribed", "")
    else for (const tick of [1, 2, 4]) client.send(1, 6, id, tick, "10", "1", 0)
  })
  on("20", 1, (id, client) => {
    if (Number(id) % 3 === 0) client.send(4, 2, id, 162, "Historical data request pacing violation", "")
    else client.send(17, id, "", "", 1, "20261119", 1, 2, 0.5, 1.5, 10, 1.2, 3)
  })
  on("87", 1, (id, client) => client.send(88, id, "19801212-14:30:00"))
  on("78", 1, (id, client) => client.send(76, id))
  on("81", 1, (id, client) => client.send(79, id, 0))
  on("62", 2, (id, client) => client.send(64, 1, id))
  on("92", 1, (id, client) => client.send(94, id, "1", "2", "3"))
  fake.on("61", (_, client) => client.send(62, 1))
  fake.on("6", ([, , subscribe, account = ""], client) => {
    if (subscribe === "1" && account !== "DU3") client.send(54, 1, account)
  })
}

test("14,000 mixed calls, answered, refused, cancelled or never answered, leave no listener, timer or line behind", async () => {
  answerMixed()
  const clock = manualClock(fridayMorning)
  // The heartbeat would find this Gateway silent while the test moves the clock on.
  const config = testConfig(fake.port, { heartbeatIntervalS: 1_000_000 })
  const connection = createConnection({ config, clock, log: silentLog })
  connection.start()
  await connection.settled(60_000)
  const session = value(connection.session())
  const [timeoutMs, timersBefore] = [15_000, clock.pending]

  const room = createRequestRoom(connection, clock, timeoutMs)
  const pace = createHistoryPace(clock)
  const contracts = createContractRequests(room, clock)
  const history = createHistoryRequests(room, pace)
  const ticks = createTickRequests(room, clock, pace)
  const depths = createDepthRequests(room, clock)
  const summary = createAccountSummary(room, clock)
  const lines = createQuoteLines({ connection, clock, maxLines: 20, timeoutMs })
  const streams = createAccountStreams(connection, clock, timeoutMs)
  const pnl = createPnlStreams(connection, clock, timeoutMs)
  const positions = createPositions(connection, clock, timeoutMs)

  const shared = new AbortController().signal
  const bars = (conId: number, barSize: BarSize) =>
    ({
      contract: { ...apple, conId },
      end: null,
      duration: "1 D",
      barSize,
      source: "TRADES",
      regularHoursOnly: true,
    }) as const
  const past = { kind: "trades", direction: "from", at: 0, count: 5, regularHoursOnly: true } as const
  const nobody = { tick: () => undefined }
  const calls = (n: number, signal: AbortSignal): readonly Promise<unknown>[] => [
    contracts.contractDetails({ conId: n }, { signal }),
    contracts.matchingSymbols(`P${n % 50}`, { signal }),
    contracts.optionParameters({ ...apple, conId: n }, { signal }),
    lines.quote({ ...apple, conId: n % 40 }, { greeks: n % 2 === 0, signal }),
    history.bars(bars(n, n % 2 === 0 ? "5 secs" : "1 day"), { signal }),
    history.headTimestamp({ ...apple, conId: n }, "TRADES", { signal }),
    summary([`T${n % 9}`], { signal }),
    streams.accountUpdates(`DU${n % 4}`, { signal }),
    pnl.accountPnl(`DU${n % 7}`, { signal }),
    positions.positions({ signal }),
    ticks.pastTicks({ ...past, contract: { ...apple, conId: n } }, { signal }),
    ticks.liveTicks({ contract: { ...apple, conId: n % 30 }, kind: "trades", ms: 1000 }, nobody, { signal }),
    ticks.volumeAtPrice({ ...apple, conId: n }, { count: 1, unit: "day" }, true, { signal }),
    depths.depth({ contract: { ...apple, conId: n }, rows: 5, smart: n % 2 === 0 }, { signal }),
  ]

  let settled = 0
  for (let batch = 0; batch < 50; batch++) {
    const abort = new AbortController()
    let open = 20 * 14
    for (let n = batch * 20; n < batch * 20 + 20; n++)
      for (const call of calls(n, n % 4 === 0 ? abort.signal : shared))
        void call.then(() => {
          settled++
          open--
        })
    await clock.advance(100)
    abort.abort()
    while (open > 0) {
      await clock.advance(1000)
      await new Promise(setImmediate)
    }
  }
  expect(settled).toBe(14_000)

  // Streams are kept warm for a minute after their last use.
  await clock.advance(75_000)
  expect(lines.count).toBe(0)
  expect(session.listeners).toBe(0)
  expect(room.underWay.size).toBe(0)
  expect(clock.pending).toBe(timersBefore)
  expect(getEventListeners(shared, "abort")).toEqual([])
  connection.stop()
  expect(clock.pending).toBe(0)
})
