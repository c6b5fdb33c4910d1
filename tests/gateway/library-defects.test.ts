import { afterEach, describe, expect, test } from "bun:test"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { IBApi } from "@stoqey/ib"
import library from "@stoqey/ib/package.json"
import { openWire } from "../../src/gateway/adapter.ts"
import { expiryDay } from "../../src/gateway/contracts/incoming-contract.ts"
import { adapterRig } from "./adapter-rig.ts"
import { contractData, fakeGateway, frame, rawFrame } from "./fake-gateway.ts"
import { apple, code, rig, value } from "./rig.ts"

/**
 * What is wrong in @stoqey/ib 1.6.10, and that our one adapter over it does not let it through. When the library is
 * updated, each of these says whether its workaround is still needed.
 */

const open: { close(): Promise<void> }[] = []
const kept = <T extends { close(): Promise<void> }>(made: T): T => {
  open.push(made)
  return made
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** The adapter alone, accepted by a fake Gateway. */
const adapter = async () => kept(await adapterRig())

test("the library is the version that this is about", () => expect(library.version).toBe("1.6.10"))

describe("wrong data", () => {
  test("1: the size of a bid, which the library drops, is read from tickPrice itself", async () => {
    const { hear } = await adapter()
    expect(await hear([1, 6, 1001, 1, "230.1", "300", 1], [1, 6, 1001, 2, "230.2", "200", 1])).toEqual([
      { type: "price", reqId: 1001, tick: 1, price: 230.1, size: 300 },
      { type: "price", reqId: 1001, tick: 2, price: 230.2, size: 200 },
    ])
  })

  test("2: the price step of tickReqParams, which the library reads as a whole number, is taken from the contract", async () => {
    const { hear } = await adapter()
    expect(await hear([81, 1001, "0.01", "9c0001", 3])).toEqual([])
    const [message] = await hear(contractData(1001, { symbol: "AAPL", conId: 265598 }))
    expect(message).toMatchObject({ type: "contract", details: { minTick: 0.01 } })
  })

  test("3: an expiry with a time and a zone behind it is the day alone", async () => {
    const { hear } = await adapter()
    const long = "20261218 08:30:00 US/Central"
    const future = { symbol: "ES", conId: 5, secType: "FUT", exchange: "CME" }
    for (const lastTradeDate of ["20261218", ""]) {
      const [message] = await hear(contractData(1001, future, { lastTrade: long, lastTradeDate, multiplier: "50" }))
      expect(message).toMatchObject({ details: { contract: { expiry: "20261218", multiplier: "50" } } })
    }
    expect(["20261218", "202612", long, "20261218-08:30:00", "", "2026", "soon"].map(expiryDay)).toEqual([
      "20261218",
      "202612",
      "20261218",
      "20261218",
      null,
      null,
      null,
    ])
  })

  test("4: an empty multiplier or strike is none, not 0, and never goes back to the Gateway", async () => {
    const r = kept(await rig())
    const asked = r.gateway.contractDetails({ conId: 265598 })
    const [, , id = ""] = await r.fake.next("9", 0)
    r.fake.client.send(...contractData(id, { symbol: "AAPL", conId: 265598 }))
    r.fake.client.send(52, 1, id)
    const contract = value(await asked)[0]?.contract
    expect(contract).toMatchObject({ multiplier: null, strike: null, right: null })
    const quoted = r.gateway.quote(contract ?? apple, { greeks: false })
    expect((await r.fake.next("1", 0)).slice(3, 15)).toEqual([
      "265598",
      "AAPL",
      "STK",
      "",
      "",
      "",
      "",
      "SMART",
      "",
      "USD",
      "",
      "",
    ])
    r.fake.client.send(4, 2, (await r.fake.next("1", 0))[2] ?? "", 200, "", "")
    await quoted
  })

  test("5: what is unset is null, in each of the ways to write it", async () => {
    const { hear } = await adapter()
    for (const unset of [
      "",
      "1.7976931348623157E308",
      "9223372036854775807",
      "-9223372036854775808",
      "2147483647",
      "NaN",
      "1e400",
    ])
      expect(await hear([94, 1001, unset, "1.5", unset], [95, 1002, "10", unset, "2", unset, unset])).toEqual([
        { type: "pnl", reqId: 1001, pnl: { daily: null, unrealized: 1.5, realized: null } },
        {
          type: "positionPnl",
          reqId: 1002,
          pnl: { quantity: 10, daily: null, unrealized: 2, realized: null, value: null },
        },
      ])
  })

  test("6: money of an account stays the Gateway's text", async () => {
    const { hear } = await adapter()
    expect(await hear([63, 1, 1001, "U1", "NetLiquidation", "90071992547409931.23", "USD"])).toEqual([
      {
        type: "accountSummary",
        reqId: 1001,
        value: { account: "U1", tag: "NetLiquidation", value: "90071992547409931.23", currency: "USD" },
      },
    ])
  })

  test("7: the flags of a tick, which the library mixes up, are not passed on", async () => {
    const { hear } = await adapter()
    const [message] = await hear([1, 6, 1001, 1, "230.1", "300", 6])
    expect(Object.keys(message ?? {}).sort()).toEqual(["price", "reqId", "size", "tick", "type"])
  })

  test("8: an id that the library leaves a text (accountUpdateMultiEnd) belongs to no request of ours", async () => {
    const { hear } = await adapter()
    expect(await hear([74, 1, 1001])).toEqual([])
  })

  test("9: completed orders, misread for old Gateways, are unreadable rows there and never wrong ones", async () => {
    const completed = [
      101,
      265598,
      "AAPL",
      "STK",
      "",
      "0",
      "?",
      "",
      "SMART",
      "USD",
      "AAPL",
      "NMS",
      ...Array(80).fill("0"),
    ]
    const { hear } = kept(await adapterRig("176"))
    expect(await hear(completed)).toEqual([{ type: "unreadableRow", of: "completedOrders" }])
  })

  test("10: -1 and negative delayed volume are missing", async () => {
    const { hear } = await adapter()
    expect(
      await hear([2, 6, 1001, 74, "-1553556175"], [17, 1002, "", "", 1, "20261119", 1, 2, 1, 2, "-1", "-1", -1]),
    ).toMatchObject([
      { type: "size", size: null },
      { type: "bars", bars: [{ volume: null, average: null, count: null }] },
    ])
  })

  test("11: the end of bars, which the library dresses as a bar, is no bar", async () => {
    const { hear } = await adapter()
    expect(await hear([17, 1001, "20261119  00:00:00", "20261120  00:00:00", 0])).toEqual([
      { type: "bars", reqId: 1001, bars: [] },
    ])
  })

  test("12: the code of a scan, which the library garbles or drops, leaves as it was given", async () => {
    const { wire, fake } = await adapter()
    const sent = fake.next("22")
    const ask = {
      rows: 10,
      instrument: "STK",
      location: "STK.US.MAJOR",
      scanCode: "A_NEW_ONE",
      filters: "priceAbove=5;",
    }
    wire.requests.scan(1001, ask)
    expect(await sent).toEqual([
      ...["22", "1001", "10", "STK", "STK.US.MAJOR", "A_NEW_ONE"],
      ...Array<string>(17).fill(""),
      ...["priceAbove=5;", ""],
    ])
  })
})

describe("errors", () => {
  test("13: errors without a request id, which arrive as another event, are heard", async () => {
    const { hear } = await adapter()
    expect(await hear([4, 2, -1, 1100, "Connectivity lost", ""], [4, 2, -1, 321, "…Read-Only mode.", ""])).toEqual([
      { type: "notice", code: 1100, text: "Connectivity lost" },
      { type: "notice", code: 321, text: "…Read-Only mode." },
    ])
  })

  test("14: errors of a request are never silent", async () => {
    const { hear } = await adapter()
    expect(await hear([4, 2, 1001, 354, "Not subscribed", ""])).toEqual([
      { type: "error", reqId: 1001, code: 354, text: "Not subscribed" },
    ])
  })

  test("15: a frame that does not fit its layout fails its request, and nothing of it is logged", async () => {
    const r = kept(await rig())
    const asked = r.gateway.accountSummary(["NetLiquidation"])
    const [, , id = ""] = await r.fake.next("62", 0)
    r.fake.client.send(63, 1, id, "U7777777", "SecretTag")
    const outcome = await asked
    expect(outcome.ok || outcome.failure.code).toBe("gateway_error")
    expect(JSON.stringify([r.logged, outcome, r.gateway.status()])).not.toMatch(/U7777777|SecretTag/)
  })

  test("15: fields too many at a message's end spoil nothing", async () => {
    const { hear } = await adapter()
    expect(await hear([52, 1, 1001, "more", "still"])).toEqual([{ type: "contractsEnd", reqId: 1001 }])
  })

  test("16: 2188, which the library takes for a warning, ends its request", async () => {
    const r = kept(await rig())
    const asked = r.gateway.headTimestamp(apple, "TRADES")
    const [, id = ""] = await r.fake.next("87", 0)
    r.fake.client.send(
      4,
      2,
      id,
      2188,
      "Up-to-the-second historical data requires additional subscription for the API.",
      "",
    )
    expect(code(await asked)).toBe("not_subscribed")
  })

  test("17: an order rejection whose details are no JSON is still an error", async () => {
    const { hear } = await adapter()
    expect(
      await hear([4, 2, 1001, 201, "Order rejected", "{not json"], [4, 2, -1, 2100, "notice", "{"], [9, 1, 5]),
    ).toEqual([
      { type: "error", reqId: 1001, code: 201, text: "Order rejected" },
      { type: "notice", code: 2100, text: "notice" },
      { type: "nextId" },
    ])
  })
})

describe("robustness", () => {
  test("18: a count that cannot be fails its request alone; the next message is read", async () => {
    const { hear, trouble } = await adapter()
    for (const count of ["-1", "abc", "5", "4294967296"]) {
      const heard = await hear([79, 1001, count, 1, "A", "STK"], [52, 1, 1002])
      expect(heard.at(-1)).toEqual({ type: "contractsEnd", reqId: 1002 })
      expect(heard.some((message) => message.type === "unreadable" && message.reqId === 1001)).toBe(true)
    }
    expect(trouble.join()).not.toContain("STK")
  })

  test("18: an exception in a listener of ours does not stop the stream", async () => {
    const fake = kept(await fakeGateway())
    const heard: string[] = []
    const done = Promise.withResolvers<void>()
    const wire = openWire(
      { host: "127.0.0.1", port: fake.port, clientId: 10 },
      {
        onConnect() {},
        onVersion() {},
        onHeard() {},
        onMessage(message) {
          if (message.type === "notice" && message.code === 2158) done.resolve()
          if (message.type === "accounts") throw new RangeError("a bug of ours")
        },
        onEnd() {},
        onRefused() {},
        onTrouble: (what) => heard.push(what),
      },
    )
    await done.promise
    wire.close()
    expect(heard).toEqual(["a message was not handled: RangeError"])
  })

  for (const [name, bytes] of [
    ["19: a negative length", Buffer.from([0xff, 0xff, 0xff, 0xfc])],
    ["19: a length of nought", Buffer.from([0, 0, 0, 0])],
    ["19: a length beyond the protocol's", Buffer.from([1, 0, 0, 0])],
    ["20: a frame without its closing NUL", rawFrame(Buffer.from("9\x001\x001"))],
  ] as const)
    test(`${name} ends the connection at once`, async () => {
      const { fake, ended } = await adapter()
      fake.client.sendRaw(bytes)
      expect(await ended).toMatchObject({ kind: "protocol" })
    })

  test("20: unknown and binary message ids lose nothing", async () => {
    const { hear } = await adapter()
    const heard = await hear(
      [108, 1001, "a", "b"],
      [109, 1795188600000],
      rawFrame(Buffer.from([0, 0, 0, 201, 8, 1, 0])),
      [52, 1, 1001],
    )
    expect(heard.at(-1)).toEqual({ type: "contractsEnd", reqId: 1001 })
  })

  test("21: every step of the way in has a deadline, and every request", async () => {
    const r = kept(await rig())
    const asked = [
      r.gateway.contractDetails({ symbol: "A" }),
      r.gateway.matchingSymbols("A"),
      r.gateway.optionParameters(apple),
      r.gateway.bars({
        contract: apple,
        end: null,
        duration: "1 D",
        barSize: "1 day",
        source: "TRADES",
        regularHoursOnly: true,
      }),
      r.gateway.headTimestamp(apple, "TRADES"),
      r.gateway.schedule(apple, 5, true),
      r.gateway.accountSummary(["A"]),
      r.gateway.positions(),
      r.gateway.accountUpdates("DU1234567"),
      r.gateway.accountPnl("DU1234567"),
      r.gateway.positionPnl("DU1234567", 1),
      r.gateway.probe(),
    ]
    await r.fake.next("49", 0)
    await r.fence()
    await r.clock.advance(15_000)
    expect((await Promise.all(asked)).map(code)).toEqual(Array(asked.length).fill("request_timeout"))
  })

  test("22: a new connection is a new object, and an ended one sends nothing any more", async () => {
    const { fake, wire, ended } = await adapter()
    const before = fake.seen.length
    fake.client.close()
    await ended
    wire.requests.positions()
    wire.requests.marketData(1001, { conId: 1 }, "")
    expect(fake.seen.length).toBe(before)
  })

  test("23: the end of an old connection does not end the new one", async () => {
    const r = kept(await rig())
    r.fake.client.close()
    while (r.gateway.status().state === "connected") await new Promise(setImmediate)
    const back = r.fake.next("8")
    await r.clock.advance(1000)
    await back
    await r.fence()
    expect(r.gateway.status()).toMatchObject({ state: "connected", reconnects: 1 })
    expect(r.fake.connections).toBe(2)
  })

  test("24: the library's rate limiter delays nothing", async () => {
    const { fake, wire } = await adapter()
    const before = fake.seen.length
    for (let id = 1001; id < 1201; id++) wire.requests.cancelMarketData(id)
    wire.requests.time()
    await fake.next("49", before)
    expect(fake.seen.length - before).toBe(201)
  })

  test("25: NULs in a symbol do not become fields", async () => {
    const { fake, wire } = await adapter()
    const before = fake.seen.length
    wire.requests.marketData(1001, { symbol: "AAPL\0STK\0\0\0\0\0SMART\0\0USD\0\0\x000\0\x001\x001\0" }, "")
    wire.requests.time()
    await fake.next("49", before)
    expect(fake.seen.slice(before).map(([id]) => id)).toEqual(["49"])
  })

  test("26, 27: a message of megabytes in small chunks takes no quadratic time", async () => {
    const { fake, hear } = await adapter()
    const rows = Array.from({ length: 60_000 }, (_, n) => [
      `${1795188600 + n}`,
      "1",
      "2",
      "0.5",
      "1.5",
      "10",
      "1.2",
      "3",
    ])
    const bytes = frame(17, 1001, "", "", rows.length, ...rows.flat())
    const began = performance.now()
    for (let at = 0; at < bytes.length; at += 1460) fake.client.sendRaw(bytes.subarray(at, at + 1460))
    const heard = await hear()
    expect(heard).toMatchObject([{ type: "bars", bars: { length: 60_000 } }])
    // Concatenated for every chunk, as the library does it, this is seconds.
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe("configuration and surface", () => {
  test("28: no .env file, environment variable or configuration file is read", () => {
    const folder = mkdtempSync(join(tmpdir(), "ibkr-mcp-"))
    try {
      writeFileSync(join(folder, ".env"), "IB_HOST=evil.example\nIB_PORT=1\nHOSTILE=1\n")
      const adapterFile = new URL("../../src/gateway/adapter.ts", import.meta.url).href
      const script = `
        const { openWire } = await import(${JSON.stringify(adapterFile)})
        const nothing = () => {}
        const wire = openWire({ host: "127.0.0.1", port: 1, clientId: 10 }, { onConnect: nothing, onVersion: nothing,
          onHeard: nothing, onMessage: nothing, onRefused: nothing, onTrouble: nothing, onEnd(end) {
            console.log(JSON.stringify({ end, hostile: process.env.HOSTILE ?? null }))
          } })`
      const run = Bun.spawnSync([process.execPath, "--no-env-file", "-e", script], {
        cwd: folder,
        env: { MAX_REQ_PER_SECOND: "1" },
      })
      expect(JSON.parse(run.stdout.toString())).toEqual({
        end: { kind: "network", code: "ECONNREFUSED" },
        hostile: null,
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test("29: what can be asked has no order in it, and no way back to the library's object", async () => {
    const { wire } = await adapter()
    expect(Object.keys(wire).sort()).toEqual(["close", "requests"])
    const offered = Object.keys(wire.requests)
    const suspect = offered.filter((name) => /order|exercise|replace|global|log|verify/i.test(name))
    expect(suspect.toSorted()).toEqual(["completedOrders", "openOrders"])
    expect(Object.values(wire.requests).some((one) => one instanceof IBApi)).toBe(false)
  })
})
