import { afterEach, expect, test } from "bun:test"
import { type Control, startControl } from "../../../src/simulator/control.ts"
import { byConId, closeGatewaysAfterEach, smallGateway } from "./small-gateway.ts"
import { aapl, friday } from "./small-world.ts"

closeGatewaysAfterEach()

let control: Control | undefined
afterEach(() => control?.close())

async function controlled(isManual = true) {
  const gateway = await smallGateway()
  const manualClock = isManual ? gateway.clock : undefined
  control = await startControl({ simulator: gateway.simulator, port: 0, manualClock })
  const url = `http://127.0.0.1:${control.port}`
  const get = async (path: string): Promise<unknown> => (await fetch(url + path)).json()
  const post = async (path: string, body: unknown) => {
    const headers = { "content-type": "application/json" }
    const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as unknown }
  }
  return { ...gateway, url, get, post }
}

test("the state tells clients, frames, lines and billed snapshots", async () => {
  const { client: connect, get } = await controlled()
  const client = await connect()
  client.send(1, 11, 1, ...byConId(aapl), 0, "", 0, 0, "")
  client.send(1, 11, 2, ...byConId(aapl), 0, "", 0, 1, "")
  await client.served()
  expect(await get("/state")).toMatchObject({
    now: friday,
    clients: [7],
    connections: 1,
    framesSeen: 4,
    held: { marketDataLines: 1 },
    billedSnapshots: 1,
    port: "answers",
    connectedToServers: true,
    frozen: false,
    brokenFarms: [],
  })
})

test("frames that were seen are numbered, and can be asked for from a number on", async () => {
  const { client: connect, get } = await controlled()
  const client = await connect()
  await client.served()
  expect(await get("/seen")).toEqual({
    from: 0,
    next: 2,
    frames: [
      { client: 7, at: friday, fields: ["71", "2", "7", ""] },
      { client: 7, at: friday, fields: ["17", "1"] },
    ],
  })
  expect(await get("/seen?from=1")).toMatchObject({ from: 1, next: 2, frames: [{ fields: ["17", "1"] }] })
  expect(await get("/seen?from=9")).toMatchObject({ from: 9, next: 9, frames: [] })
})

test("an event happens, and what is none is refused with those that there are", async () => {
  const { client: connect, post } = await controlled()
  const client = await connect()
  expect(await post("/event", { event: "farm-broken usfarm" })).toMatchObject({
    status: 200,
    body: { brokenFarms: ["usfarm"] },
  })
  expect((await client.next("4"))[3]).toBe("2103")
  for (const body of [{ event: "1103" }, { event: 1100 }, {}, [], null, "1100"]) {
    const { status, body: answer } = await post("/event", body)
    expect(status).toBe(400)
    expect(JSON.stringify(answer)).toContain("1100, 1101, 1102, drop")
  }
})

test("a clock that stands still is moved, one that runs is not", async () => {
  const { post, clock } = await controlled()
  expect(await post("/clock", { advance: "90s" })).toEqual({ status: 200, body: { now: friday + 90_000 } })
  expect(clock.now()).toBe(friday + 90_000)
  expect((await post("/clock", { advance: "soon" })).status).toBe(400)
  await control?.close()
  const running = await controlled(false)
  expect((await running.post("/clock", { advance: "1s" })).status).toBe(409)
})

test("a page in a browser does not get through: another name for this machine, or a form", async () => {
  const { url, simulator } = await controlled()
  const renamed = await fetch(`${url}/state`, { headers: { host: "evil.example" } })
  expect(renamed.status).toBe(403)
  const form = await fetch(`${url}/event`, { method: "POST", body: '{"event":"freeze"}' })
  expect(form.status).toBe(400)
  expect(simulator.state.frozen).toBe(false)
})

test("an unknown path says which there are", async () => {
  const { get, url } = await controlled()
  expect((await fetch(`${url}/nope`)).status).toBe(404)
  expect(JSON.stringify(await get("/"))).toContain("POST /clock")
})
