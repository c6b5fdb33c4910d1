import { afterEach, describe, expect, test } from "bun:test"
import type { DepthRequest } from "../../../src/gateway/depth/depth.ts"
import { readVenues } from "../../../src/gateway/depth/venues.ts"
import { apple, code, type Rig, rig, value } from "../rig.ts"

let r: Rig
afterEach(() => r?.close())

const smart: DepthRequest = { contract: apple, rows: 2, smart: true }
const bySmart = ["265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", ""]

/** Asks, and gives the request's id and a way to send rows of its book: `maker|operation|side|price|size` at a position. */
async function look(request: DepthRequest = smart, options = {}) {
  const from = r.fake.seen.length
  const asked = r.gateway.depth(request, options)
  const frame = await r.fake.next("10", from)
  const id = frame[2] ?? ""
  const row = (
    position: number,
    maker: string,
    operation: 0 | 1 | 2,
    side: "bid" | "ask",
    price: string,
    size: string,
  ) => r.fake.client.send(13, 1, id, position, maker, operation, side === "bid" ? 1 : 0, price, size, 1)
  return { asked, frame, id, row }
}

describe("a look at the book", () => {
  test("is asked for, answered once both sides are full and quiet, and cancelled", async () => {
    r = await rig()
    const { asked, frame, id, row } = await look()
    expect(frame).toEqual(["10", "5", id, ...bySmart, "2", "1", ""])
    row(0, "ARCA", 0, "bid", "200.1", "300")
    row(1, "IEX", 0, "bid", "200.09", "100")
    row(0, "NASDAQ", 0, "ask", "200.12", "250")
    row(1, "", 0, "ask", "200.12", "50")
    await r.fence()
    await r.clock.advance(199)
    expect(r.fake.sent("11")).toEqual([])
    await r.clock.advance(1)
    expect(value(await asked)).toEqual({
      settled: true,
      venues: null,
      book: {
        bids: [
          { price: 200.1, size: 300, maker: "ARCA" },
          { price: 200.09, size: 100, maker: "IEX" },
        ],
        asks: [
          { price: 200.12, size: 250, maker: "NASDAQ" },
          { price: 200.12, size: 50, maker: null },
        ],
      },
    })
    expect(await r.fake.next("11", 0)).toEqual(["11", "1", id, "1"])
  })

  test("follows the changes of rows, as a real Gateway was heard to send them", async () => {
    r = await rig()
    const { asked, row } = await look()
    row(0, "OVERNIGHT", 0, "bid", "235.84", "300")
    row(0, "OVERNIGHT", 0, "ask", "236.09", "200")
    row(1, "OVERNIGHT", 0, "bid", "235.84", "300")
    row(0, "IBEOS", 1, "bid", "235.84", "100")
    row(1, "IBEOS", 0, "ask", "236.26", "100")
    row(1, "OVERNIGHT", 1, "bid", "235.84", "200")
    row(1, "IBEOS", 1, "bid", "235.82", "100")
    await r.fence()
    await r.clock.advance(200)
    const { bids, asks } = value(await asked).book
    expect(bids).toEqual([
      { price: 235.84, size: 100, maker: "IBEOS" },
      { price: 235.82, size: 100, maker: "IBEOS" },
    ])
    expect(asks.map(({ price }) => price)).toEqual([236.09, 236.26])
  })

  test("puts a row between others, takes rows out, and never shows more than were asked for", async () => {
    r = await rig()
    const { asked, row } = await look({ ...smart, rows: 3 })
    for (const [at, price] of ["10", "9", "8"].entries()) row(at, "A", 0, "bid", price, "1")
    for (const [at, price] of ["11", "12", "13"].entries()) row(at, "A", 0, "ask", price, "1")
    row(1, "A", 0, "bid", "9.5", "1")
    row(0, "A", 2, "ask", "0", "0")
    row(7, "A", 2, "ask", "0", "0")
    row(2, "A", 1, "ask", "14", "1")
    row(0, "A", 0, "bid", "-1", "0")
    row(-1, "A", 0, "bid", "11", "1")
    await r.fence()
    await r.clock.advance(4000)
    const { bids, asks } = value(await asked).book
    // A row without a price has its place all the same.
    expect(bids.map(({ price }) => price)).toEqual([10, 9.5])
    expect(asks.map(({ price }) => price)).toEqual([12, 13, 14])
  })

  test("keeps the places of rows that have no price yet, or no longer", async () => {
    r = await rig()
    const { asked, row } = await look()
    row(0, "A", 0, "bid", "-1", "0")
    row(1, "B", 0, "bid", "10", "5")
    row(0, "A", 1, "bid", "10.01", "3")
    row(0, "C", 0, "ask", "10.02", "7")
    row(1, "D", 0, "ask", "10.03", "9")
    row(0, "C", 1, "ask", "0", "0")
    await r.fence()
    await r.clock.advance(600)
    const { bids, asks } = value(await asked).book
    expect(bids).toEqual([
      { price: 10.01, size: 3, maker: "A" },
      { price: 10, size: 5, maker: "B" },
    ])
    expect(asks).toEqual([{ price: 10.03, size: 9, maker: "D" }])
  })

  test("is waited for no longer than was said", async () => {
    r = await rig()
    const { asked } = await look({ ...smart, patienceMs: 1000 })
    await r.fence()
    await r.clock.advance(1000)
    expect(value(await asked)).toMatchObject({ settled: false, book: { bids: [], asks: [] } })
  })

  test("of an exchange without names is heard too, and asked for as one exchange's", async () => {
    r = await rig()
    const { asked, frame, id } = await look({ ...smart, contract: { ...apple, exchange: "ARCA" }, smart: false })
    expect(frame.slice(10, 11)).toEqual(["ARCA"])
    expect(frame.slice(-3)).toEqual(["2", "0", ""])
    for (const side of [0, 1]) r.fake.client.send(12, 1, id, 0, 0, side, side === 1 ? "10" : "10.01", "5")
    await r.fence()
    // Not full: a longer silence is needed.
    await r.clock.advance(599)
    expect(r.fake.sent("11")).toEqual([])
    await r.clock.advance(1)
    expect(value(await asked).book.bids).toEqual([{ price: 10, size: 5, maker: null }])
    expect(await r.fake.next("11", 0)).toEqual(["11", "1", id, "0"])
  })

  test("begins anew when the Gateway says so", async () => {
    r = await rig()
    const { asked, id, row } = await look({ ...smart, rows: 1 })
    row(0, "A", 0, "bid", "10", "1")
    r.fake.client.send(4, 2, id, 317, "Market depth data has been RESET. Please empty deep book contents.", "")
    row(0, "A", 0, "bid", "11", "1")
    row(0, "A", 0, "ask", "12", "1")
    await r.fence()
    await r.clock.advance(200)
    expect(value(await asked).book.bids).toEqual([{ price: 11, size: 1, maker: "A" }])
  })

  test("that shows nothing is over after 4 s, with what the Gateway said of its exchanges", async () => {
    r = await rig()
    const { asked, id } = await look()
    const text = "Exchanges - Top: IBEOS; OVERNIGHT; Need additional market data permissions - Depth: NASDAQ; ARCA; "
    r.fake.client.send(4, 2, id, 2152, text, "")
    await r.fence()
    await r.clock.advance(4000)
    expect(value(await asked)).toEqual({
      settled: false,
      book: { bids: [], asks: [] },
      venues: { deep: [], topOnly: ["IBEOS", "OVERNIGHT"], notSubscribed: ["NASDAQ", "ARCA"] },
    })
    expect(await r.fake.next("11", 0)).toEqual(["11", "1", id, "1"])
  })

  test("that may show nothing is not waited for", async () => {
    r = await rig()
    const { asked, id } = await look()
    r.fake.client.send(4, 2, id, 2152, "Need additional market data permissions - Depth: NASDAQ; ", "")
    await r.fence()
    await r.clock.advance(600)
    expect(value(await asked).venues).toEqual({ deep: [], topOnly: [], notSubscribed: ["NASDAQ"] })
  })

  test("of a CFD is taken at the contract that its book is of", async () => {
    r = await rig()
    const { asked, id } = await look({ ...smart, contract: { ...apple, conId: 5, secType: "CFD" } })
    const from = r.fake.seen.length
    r.fake.client.send(92, id, 265598, "SMART")
    const second = await r.fake.next("10", from)
    expect(second.slice(3)).toEqual(["265598", "", "", "", "", "", "", "SMART", "", "", "", "", "2", "1", ""])
    await r.clock.advance(4000)
    expect(value(await asked).book.bids).toEqual([])
  })

  test("is cancelled when nobody wants it any more", async () => {
    r = await rig()
    const abort = new AbortController()
    const { asked, id } = await look(smart, { signal: abort.signal })
    const from = r.fake.seen.length
    abort.abort()
    expect(code(await asked)).toBe("request_timeout")
    expect(await r.fake.next("11", from)).toEqual(["11", "1", id, "1"])
  })

  test.each([
    [309, "Max number (3) of market depth requests has been reached", "line_limit"],
    [10092, "Deep market data is not supported for this combination of security type/exchange", "unsupported"],
    [
      354,
      "Requested market data is not subscribed.Delayed market data is not available.AAPL NASDAQ.NMS/DEEP/ALL",
      "not_subscribed",
    ],
  ])("ends with error %d", async (ibCode, text, kind) => {
    r = await rig()
    const { asked, id } = await look()
    r.fake.client.send(4, 2, id, ibCode, text, "")
    expect(code(await asked)).toBe(kind)
    await r.fence()
    expect(r.fake.sent("11")).toEqual([])
  })

  test("is one of three at once; the fourth waits for a place", async () => {
    r = await rig()
    const four = [1, 2, 3, 4].map((conId) => r.gateway.depth({ ...smart, contract: { ...apple, conId } }))
    while (r.fake.sent("10").length < 3) await new Promise(setImmediate)
    await r.fence()
    expect(r.fake.sent("10")).toHaveLength(3)
    await r.clock.advance(4000)
    while (r.fake.sent("10").length < 4) await new Promise(setImmediate)
    await r.clock.advance(4000)
    for (const one of four) value(await one)
    while (r.fake.sent("11").length < 4) await new Promise(setImmediate)
  })

  test("fails when the Gateway goes away, and one who asks for the same shares it", async () => {
    r = await rig()
    const { asked } = await look()
    const same = r.gateway.depth(smart)
    await r.fence()
    expect(r.fake.sent("10")).toHaveLength(1)
    r.fake.client.close()
    expect(code(await asked)).toBe("not_connected")
    expect(code(await same)).toBe("not_connected")
  })
})

test("where books are is answered without a request id", async () => {
  r = await rig()
  const asked = r.gateway.depthExchanges()
  expect(await r.fake.next("82", 0)).toEqual(["82"])
  r.fake.client.send(80, 2, "ARCA", "STK", "", "Deep", 2147483647, "IDEALPRO", "CASH", "", "Deep", 4)
  expect(value(await asked)).toEqual([
    { exchange: "ARCA", secType: "STK" },
    { exchange: "IDEALPRO", secType: "CASH" },
  ])
})

describe("the notice on a smart book's exchanges", () => {
  const lists = (deep: string[], topOnly: string[], notSubscribed: string[]) => ({ deep, topOnly, notSubscribed })
  test.each([
    [
      "Exchanges - Depth: IEX; Top: BYX; AMEX; Need additional market data permissions - Depth: BATS; ISLAND; ",
      lists(["IEX"], ["BYX", "AMEX"], ["BATS", "ISLAND"]),
    ],
    ["Exchanges - Depth: NYSE; ARCA; Top: ", lists(["NYSE", "ARCA"], [], [])],
    ["Need additional market data permissions - Depth: NASDAQ; Top: AMEX; ", lists([], [], ["NASDAQ"])],
  ])("%p", (text, venues) => {
    expect(readVenues(text)).toEqual(venues)
  })

  test("is none when it says something else", () => {
    expect(readVenues("Something else.")).toBeNull()
  })
})

test("nothing is left of looks that were answered, given up, refused or cut off: no timer, and no place taken", async () => {
  r = await rig()
  await r.fence()
  const before = r.clock.pending
  const answered = await look()
  await r.clock.advance(4000)
  value(await answered.asked)
  const abort = new AbortController()
  const given = await look(smart, { signal: abort.signal })
  abort.abort()
  await given.asked
  const refused = await look()
  r.fake.client.send(4, 2, refused.id, 354, "Requested market data is not subscribed.", "")
  await refused.asked
  const rerouted = await look()
  const from = r.fake.seen.length
  r.fake.client.send(92, rerouted.id, 1, "SMART")
  await r.fake.next("10", from)
  await r.clock.advance(4000)
  value(await rerouted.asked)
  await r.fence()
  expect(r.clock.pending).toBe(before)
  const three = [1, 2, 3].map((conId) => r.gateway.depth({ ...smart, contract: { ...apple, conId } }))
  const sent = r.fake.sent("10").length
  while (r.fake.sent("10").length < sent + 3) await new Promise(setImmediate)
  await r.clock.advance(4000)
  for (const one of three) value(await one)
})
