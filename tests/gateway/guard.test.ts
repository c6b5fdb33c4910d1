import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { IBApi, OptionExerciseAction, OrderAction, OrderType, SecType } from "@stoqey/ib"
import { openWire } from "../../src/gateway/adapter.ts"
import { refusal } from "../../src/gateway/guard.ts"
import { adapterRig } from "./adapter-rig.ts"
import { type FakeGateway, fakeGateway, frame } from "./fake-gateway.ts"

/** The ids of every message that only reads. */
const reading = new Set([
  ...[
    1, 2, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18, 20, 22, 23, 24, 25, 49, 54, 55, 56, 57, 59, 61, 62, 63, 64, 71, 78,
    80,
  ],
  ...[81, 82, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103],
])

const quote = (fields: Record<number, string> = {}) => {
  const plain = [
    "1",
    "11",
    "1001",
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
    "0",
    "",
    "0",
    "0",
    "",
  ]
  return frame(...plain.map((field, index) => fields[index] ?? field))
}

describe("a frame may leave", () => {
  test("when it is one of ours, whole", () => {
    expect(refusal(quote())).toBeNull()
    expect(refusal(Buffer.from("API\0\0\0\0\tv100..193", "latin1"))).toBeNull()
    expect(refusal(Buffer.concat([frame(71, 2, 10, ""), frame(61, 1)]))).toBeNull()
  })

  for (let id = 0; id <= 210; id++) {
    if (reading.has(id)) continue
    test(`never with message id ${id}, whatever is in it`, () => {
      for (const fields of [[id], [id, 1], [id, 1, 2, "x"], [id, ...Array(60).fill("")]])
        expect(refusal(frame(...fields))).toBe(`message id ${id} is not on the read-only list`)
    })
  }

  test("not with the regulatory snapshot flag, in any spelling but off", () => {
    for (const flag of ["1", "true", "", "01", " 0"])
      expect(refusal(quote({ 18: flag }))).toBe("a regulatory snapshot is billed")
    expect(refusal(quote({ 17: "1" }))).toBe("quotes are streams here, never snapshots")
  })

  test("not when NULs in a symbol shift its fields", () => {
    expect(refusal(quote({ 4: "AAPL\0STK\0\0\0\0\0SMART\0\0USD\0\0\x000\0\x001\x001\0" }))).toContain("reqMktData with")
  })

  test("not with a control character in a field", () => {
    for (const bad of ["AA\nPL", "\x7f", "\x01"])
      expect(refusal(quote({ 4: bad }))).toBe("reqMktData with a control character in a field")
  })

  test("not with client id 0", () => {
    for (const id of ["0", "", "-1", "00", "1 "])
      expect(refusal(frame(71, 2, id, ""))).toBe("client id 0 binds manual orders")
  })

  test("not in parts, with a wrong length, behind a good one, or with a message id in disguise", () => {
    const order = frame(3, 1)
    expect(refusal(order.subarray(0, 5))).not.toBeNull()
    expect(refusal(Buffer.concat([quote(), order]))).toBe("message id 3 is not on the read-only list")
    expect(refusal(Buffer.concat([frame(61, 1), Buffer.from("xx")]))).toBe("a write that ends inside a frame")
    for (const id of ["03", " 3", "3 ", "+3", "constructor", "__proto__", ""])
      expect(refusal(frame(id, 1))).not.toBeNull()
    expect(refusal(Buffer.from("API\0\0\0\0\tv100..193".concat("\0"), "latin1"))).not.toBeNull()
  })
})

describe("every request of ours", () => {
  for (const version of [157, 163, 164, 165, 173, 175, 176, 178, 182, 193])
    test(`leaves at server version ${version}`, async () => {
      const rig = await adapterRig(`${version}`)
      const contract = { conId: 265598, symbol: "AAPL", secType: "STK", exchange: "SMART", currency: "USD" }
      const ask = { end: "", duration: "1 D", barSize: "1 day", source: "TRADES", regularHoursOnly: true }
      const { requests } = rig.wire
      requests.contractDetails(1001, { ...contract, includeExpired: true, secIdType: "ISIN", secId: "US0378331005" })
      requests.matchingSymbols(1002, "AAPL")
      requests.optionParameters(1003, { symbol: "AAPL", futFopExchange: "", secType: "STK", conId: 265598 })
      requests.marketDataType(3)
      requests.marketData(1004, contract, "101")
      requests.cancelMarketData(1004)
      requests.bars(1005, contract, ask)
      requests.cancelBars(1005)
      requests.headTimestamp(1006, contract, "TRADES")
      requests.cancelHeadTimestamp(1006)
      requests.accountSummary(1007, "NetLiquidation")
      requests.cancelAccountSummary(1007)
      requests.positions()
      requests.cancelPositions()
      requests.accountUpdates(true, "DU1")
      requests.accountUpdates(false, "DU1")
      requests.pnl(1008, "DU1")
      requests.cancelPnl(1008)
      requests.positionPnl(1009, "DU1", 265598)
      requests.cancelPositionPnl(1009)
      requests.scan(1010, { rows: 10, instrument: "STK", location: "STK.US", scanCode: "TOP_PERC_GAIN", filters: "" })
      requests.cancelScan(1010)
      requests.scannerParameters()
      requests.nextId()
      requests.accounts()
      requests.time()
      await rig.fake.next("49", 0)
      expect(rig.refused).toEqual([])
      expect(rig.fake.seen.map(([id]) => Number(id))).toEqual([
        71, 9, 81, 78, 59, 1, 2, 20, 25, 87, 90, 62, 63, 61, 64, 6, 6, 92, 93, 94, 95, 22, 23, 24, 8, 17, 49,
      ])
      await rig.close()
    })
})

describe("pitfall 11: an order through the library", () => {
  let fake: FakeGateway
  let ib: IBApi
  const refused: string[] = []
  beforeAll(async () => {
    fake = await fakeGateway()
    const accepted = Promise.withResolvers<void>()
    // The adapter keeps its object to itself: this takes hold of it on its way to the socket.
    const connect = IBApi.prototype.connect
    IBApi.prototype.connect = function (this: IBApi, ...args) {
      ib = this
      return connect.apply(this, args)
    }
    openWire(
      { host: "127.0.0.1", port: fake.port, clientId: 10 },
      {
        onConnect() {},
        onVersion() {},
        onHeard() {},
        onMessage: (message) => message.type === "nextId" && accepted.resolve(),
        onEnd() {},
        onRefused: (reason) => refused.push(reason),
        onTrouble() {},
      },
    )
    IBApi.prototype.connect = connect
    await accepted.promise
  })
  afterAll(() => fake.close())

  const contract = { conId: 265598, symbol: "AAPL", secType: SecType.STK, exchange: "SMART", currency: "USD" }
  const order = { action: OrderAction.BUY, orderType: OrderType.MKT, totalQuantity: 1 }
  const attempts: Record<string, () => unknown> = {
    placeOrder: () => ib.placeOrder(1, contract, order),
    cancelOrder: () => ib.cancelOrder(1),
    reqGlobalCancel: () => ib.reqGlobalCancel(),
    exerciseOptions: () => ib.exerciseOptions(1, contract, OptionExerciseAction.EXERCISE, 1, "DU1", 0),
    replaceFA: () => ib.replaceFA(1, 1, "<xml/>"),
    reqAutoOpenOrders: () => ib.reqAutoOpenOrders(true),
    setServerLogLevel: () => ib.setServerLogLevel(5),
    "a regulatory snapshot": () => ib.reqMktData(1, contract, "", false, true),
    "the encoder": () => internals().encoder.placeOrder(1, contract, order),
    "the controller's sendMsg": () => internals().sendMsg([3, 1, "x"]),
    "the socket's send": () => internals().socket.send([58, 1]),
    "the TCP socket's write": () => internals().socket.client.write(frame(58, 1)),
    "a text to the TCP socket": () => internals().socket.client.write("\0\0\0\x04\x34\0\x31\0", "latin1"),
    "a text in another encoding": () => internals().socket.client.write(frame(58, 1).toString("hex"), "hex"),
    "a text that is fine until it is encoded": () => {
      // Read as UTF-16 these are the bytes of a frame of ours, one byte in two; what would leave is something else.
      internals().socket.client.write(frame(61, 1).toString("latin1"), "utf16le")
    },
    "two corked writes": () => {
      const { client } = internals().socket
      client.cork()
      client.write(frame(3, 1))
      client.write(frame(4, 1))
      client.uncork()
    },
    "the runtime's handle below the socket": () => {
      internals().socket.client._handle.write(frame(58, 1))
      internals().socket.client._handle.write(frame(3, 1).toString("latin1"))
    },
    "a guard put back": () => {
      const { client } = internals().socket
      expect(() => {
        client._write = Object.getPrototypeOf(client)._write
      }).toThrow()
      expect(Reflect.deleteProperty(client, "_write")).toBe(false)
      client.write(frame(58, 1))
    },
    "a frame in two halves": () => {
      const bytes = frame(58, 1)
      internals().socket.client.write(bytes.subarray(0, 3))
      internals().socket.client.write(bytes.subarray(3))
    },
  }
  const internals = () => Reflect.get(ib, "controller")

  for (const [name, attempt] of Object.entries(attempts))
    test(`by ${name} is held back, and the connection stays usable`, async () => {
      const before = fake.seen.length
      refused.length = 0
      attempt()
      const fence = fake.next("61")
      ib.reqPositions()
      await fence
      expect(fake.seen.slice(before)).toEqual([["61", "1"]])
      expect(refused.length).toBeGreaterThan(0)
    })

  /** Everything that the library can send, called with nothing and with what an order would need. */
  const arguments_: readonly (readonly unknown[])[] = [
    [],
    [1, contract, order],
    [1, contract, 1, 1, "DU1", 0],
    [1, 1, "x"],
  ]
  for (const [of, target] of [
    ["the library", () => ib],
    ["its encoder", () => internals().encoder],
    ["its controller", () => internals()],
  ] as const)
    test(`whatever method of ${of} is called: only what reads leaves`, async () => {
      const object = target()
      const names = Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter(
        (name) =>
          !/^(constructor|disableUseV100Plus|connect|disconnect|executeConnect|executeDisconnect|pause|resume)$/.test(
            name,
          ),
      )
      expect(names.length).toBeGreaterThan(8)
      // Its queue of commands stops for good at the first one that throws, which would hide the others.
      Reflect.set(internals(), "schedule", (command: () => void) => command())
      const before = fake.seen.length
      for (const name of names)
        for (const args of arguments_) {
          try {
            Reflect.get(object, name)?.apply(object, args)
          } catch {
            // Arguments that do not fit: nothing was sent.
          }
        }
      const fence = fake.next("17")
      internals().socket.send([17, 1])
      await fence
      Reflect.deleteProperty(internals(), "schedule")
      for (const [id = "", ...fields] of fake.seen.slice(before)) {
        expect(reading).toContain(Number(id))
        if (id === "1") expect(fields.slice(-3, -1)).toEqual(["0", "0"])
      }
    })

  test("a second socket of the same object is guarded and closed too", async () => {
    const { socket } = internals()
    const first = socket.client
    Reflect.set(socket, "_status", 0)
    socket.connect()
    expect(socket.client).toBe(first)
    ib.reqPositions()
    expect(fake.connections).toBe(1)
  })
})
