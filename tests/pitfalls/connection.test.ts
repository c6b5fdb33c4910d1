import { afterEach, describe, expect, mock, spyOn, test } from "bun:test"
import { readConfig } from "../../src/config/read-config.ts"
import { contractData, readOnlyText } from "../gateway/fake-gateway.ts"
import { apple } from "../gateway/rig.ts"
import { dollars, keepBooks } from "./books.ts"
import { filesWith } from "./source-code.ts"
import {
  type Body,
  closeProducts,
  productOn,
  rowsOf,
  sendLive,
  simulatedGateway,
  wholeProduct,
} from "./whole-product.ts"

afterEach(() => {
  mock.restore()
  return closeProducts()
})

const lost = "Connectivity between IBKR and Trader Workstation has been lost."

const everyTool: readonly [string, Body][] = [
  ["ibkr_quote", { symbols: "AAPL" }],
  ["ibkr_historical_bars", { symbol: "AAPL", limit: 3 }],
  ["ibkr_fx_rate", { pair: "EURUSD" }],
  ["ibkr_positions", {}],
  ["ibkr_account_summary", {}],
  ["ibkr_option_chain", { symbol: "AAPL" }],
  ["ibkr_contract_search", { pattern: "apple" }],
  ["ibkr_connection_status", { probe: true }],
]

describe("pitfall 11: read-only is a lock of our own, not a flag that is believed", () => {
  test("with the Gateway's setting off, nothing but reading leaves, nothing binds manual orders, and status says that it is off", async () => {
    const simulator = await simulatedGateway(["read-only-off"])
    const { ask } = await productOn(simulator)
    for (const [tool, args] of everyTool) expect(await ask(tool, args)).not.toHaveProperty("error")
    const sent = new Set(simulator.seen.map(({ fields: [id] }) => Number(id)))
    // placeOrder, cancelOrder, reqAutoOpenOrders, replaceFA, exerciseOptions, reqGlobalCancel
    for (const writing of [3, 4, 15, 19, 21, 58]) expect(sent).not.toContain(writing)
    expect(await ask("ibkr_connection_status")).toMatchObject({ gateway_read_only: false })
  })

  test("client id 0, which binds manual orders, is refused", () => {
    const read = readConfig({ env: { IB_CLIENT_ID: "0" }, flags: {} })
    expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(/IB_CLIENT_ID.*0 is refused.*by hand/) })
  })
})

describe("pitfall 12: orders at connect", () => {
  test("no order is asked for at connect, so the Read-Only API setting holds nothing up", async () => {
    const simulator = await simulatedGateway(["read-only-on"])
    const { gateway, ask } = await productOn(simulator)
    await ask("ibkr_connection_status", { probe: true })
    expect(gateway.status()).toMatchObject({ state: "connected", gatewayReadOnly: true, lastError: null })
    expect(simulator.seen.map(({ fields: [id] }) => id)).toEqual(["71", "59", "8", "49"])
  })

  test("321 without a request id, as Read-Only has it, ends no request", async () => {
    const { fake, gateway, ask } = await wholeProduct()
    fake.on("9", ([, , id = ""], client) => {
      client.send(4, 2, -1, 321, readOnlyText, "")
      client.send(...contractData(id, { symbol: "AAPL", conId: 265598 }))
      client.send(52, 1, id)
    })
    fake.on("1", ([, , id = ""], client) => {
      client.send(4, 2, -1, 321, readOnlyText, "")
      sendLive(client, id)
    })
    expect(await ask("ibkr_quote", { symbols: "AAPL" })).toMatchObject({ quotes: [{ last: 230.12 }], errors: [] })
    expect(gateway.status()).toMatchObject({ state: "connected", gatewayReadOnly: true })
  })
})

test("pitfall 13: 326 is not fatal, and whoever has the id keeps it and goes on", async () => {
  const simulator = await simulatedGateway()
  const first = await productOn(simulator)
  const second = await productOn(simulator)
  expect([first, second].map(({ gateway }) => gateway.status().clientId)).toEqual([10, 11])
  for (const { ask } of [second, first])
    expect(await ask("ibkr_quote", { symbols: "AAPL" })).toMatchObject({ quotes: [{ symbol: "AAPL" }] })
  expect(first.gateway.status()).toMatchObject({ state: "connected", reconnects: 0, clientId: 10 })
})

test("pitfall 14: no process is ever signalled, whether the id is taken or the Gateway restarts", async () => {
  const killed = spyOn(process, "kill")
  const { gateway, fake, until } = await wholeProduct({
    fake: {
      onStart(clientId, client) {
        if (clientId !== "10") return false
        client.send(4, 2, -1, 326, "Unable to connect as the client id is already in use.", "")
        client.close()
        return true
      },
    },
  })
  expect(gateway.status().clientId).toBe(11)
  fake.client.close()
  await until(() => gateway.status().reconnects === 1)
  expect(killed).not.toHaveBeenCalled()
  // The client of `demo` ends the server that it has started itself, by its own handle.
  expect(await filesWith(/\bkill\(|\b(?:pkill|killall|taskkill|pgrep|SIGKILL)\b/)).toEqual(["src/mcp/client.ts"])
})

test("pitfall 15: a Gateway that tells the time while it is cut off from IBKR (1100) is not called healthy", async () => {
  const { fake, gateway, ask, until } = await wholeProduct()
  fake.client.send(4, 2, -1, 1100, lost, "")
  await until(() => gateway.status().state !== "connected")
  expect(await gateway.probe()).toMatchObject({ ok: true })
  expect(await ask("ibkr_connection_status", { probe: true })).toMatchObject({
    connected: false,
    state: "connectivity_lost",
    last_error: { ib_code: 1100 },
  })
  expect(await ask("ibkr_positions")).toMatchObject({ error: { code: "connectivity_lost" } })
})

describe("pitfall 16", () => {
  test("every subscription is asked for again after 1101, on the same session", async () => {
    const { fake, ask, until } = await wholeProduct({ fake: { accounts: "DU1234567" } })
    keepBooks(fake, [dollars])
    fake.on("1", ([, , id = ""], client) => sendLive(client, id))
    await ask("ibkr_quote", { symbols: "AAPL,MSFT" })
    await ask("ibkr_positions")
    await ask("ibkr_account_summary")
    const before = fake.seen.length
    // Market data of two instruments, positions, the account's updates, profit and loss of the account and of a position.
    const streams = ["1", "1", "6", "61", "92", "94"]
    const renewed = () =>
      fake.seen.slice(before).filter(([id = "", , flag]) => streams.includes(id) && !(id === "6" && flag === "0"))
    fake.client.send(4, 2, -1, 1100, lost, "")
    fake.client.send(
      4,
      2,
      -1,
      1101,
      "Connectivity between IBKR and Trader Workstation has been restored- data lost.",
      "",
    )
    await until(() => renewed().length >= streams.length)
    expect(
      renewed()
        .map(([id = ""]) => id)
        .sort(),
    ).toEqual(streams)
    expect(fake.connections).toBe(1)
  })

  test("the timeout of one request resets nothing", async () => {
    const { fake, gateway, ask } = await wholeProduct()
    fake.on("1", ([, , id = ""], client) => sendLive(client, id))
    fake.on("20", () => {})
    const bars = ask("ibkr_historical_bars", { symbol: "AAPL" })
    const quote = await ask("ibkr_quote", { symbols: "AAPL" })
    expect(await bars).toMatchObject({ error: { code: "request_timeout" } })
    expect(rowsOf(quote, "quotes")).toHaveLength(1)
    expect(gateway.status()).toMatchObject({ state: "connected", reconnects: 0, marketDataLines: 1 })
    const before = fake.seen.length
    await ask("ibkr_quote", { symbols: "AAPL" })
    expect([fake.connections, fake.seen.length]).toEqual([1, before])
  })
})

describe("pitfall 17: history has a deadline and is cancelled", () => {
  test("at the Gateway too when it is never answered", async () => {
    const { fake, clock, ask } = await wholeProduct({ config: { requestTimeoutS: 5 } })
    fake.on("20", () => {})
    const since = clock.now()
    expect(await ask("ibkr_historical_bars", { symbol: "AAPL" })).toMatchObject({ error: { code: "request_timeout" } })
    expect(clock.now() - since).toBeWithin(5000, 5501)
    const [, id] = await fake.next("20", 0)
    expect(await fake.next("25", 0)).toEqual(["25", "1", id ?? ""])
  })

  test("when whoever asked has gone", async () => {
    const { fake, gateway } = await wholeProduct()
    fake.on("20", () => {})
    const abort = new AbortController()
    const wish = { end: null, duration: "1 M", barSize: "1 day", source: "TRADES", regularHoursOnly: true } as const
    const asked = gateway.bars({ contract: apple, ...wish }, { signal: abort.signal })
    const [, id = ""] = await fake.next("20", 0)
    abort.abort()
    expect(await fake.next("25", 0)).toEqual(["25", "1", id])
    expect(await asked).toMatchObject({ ok: false })
  })
})

describe("pitfall 18", () => {
  test("no answer waits for a fixed time: each comes the moment it is complete, on a clock that stands still", async () => {
    const { fake, askStandingStill } = await wholeProduct({ fake: { accounts: "DU1234567" } })
    keepBooks(fake, [dollars])
    fake.on("1", ([, , id = ""], client) => sendLive(client, id))
    fake.on("20", ([, id = ""], client) => client.send(17, id, "", "", 1, "20261119", 1, 2, 1, 2, 10, 1.5, 3))
    fake.on("78", ([, id = ""], client) => {
      client.send(75, id, "SMART", 265598, "AAPL", "100", 1, "20261218", 1, "200")
      client.send(76, id)
    })
    fake.on("81", ([, id = ""], client) => client.send(79, id, 0))
    for (const [tool, args] of everyTool) expect(await askStandingStill(tool, args)).not.toHaveProperty("error")
  })

  test("one that waits holds up no other", async () => {
    const { fake, ask, askStandingStill } = await wholeProduct()
    fake.on("20", () => {})
    fake.on("1", ([, , id = ""], client) => sendLive(client, id))
    let isBack = false
    const slow = askStandingStill("ibkr_historical_bars", { symbol: "AAPL" }).finally(() => {
      isBack = true
    })
    expect(await askStandingStill("ibkr_quote", { symbols: "MSFT" })).toMatchObject({ quotes: [{ symbol: "MSFT" }] })
    expect(isBack).toBe(false)
    await ask("ibkr_historical_bars", { symbol: "MSFT" })
    await slow
  })

  test("nothing in the program sleeps or blocks the event loop on a process", async () => {
    expect(await filesWith(/\bsleep(?:Sync)?\(|\b(?:spawn|exec|execFile)Sync\b|\bAtomics\.wait\b/)).toEqual([])
  })
})
