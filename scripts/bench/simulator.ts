// The simulated Gateway under load: many ticks, one long answer, many clients, hostile ones, and a week at a hundredfold pace.
import { connect } from "node:net"
import { mb, ms, printTable } from "./figures.ts"
import { residentBytes } from "./resident-memory.ts"
import { simulatedGateway } from "./simulated-gateway.ts"
import { wait } from "./wait.ts"
import { type CountingClient, countingClient, stockFields, ticksOf } from "./wire.ts"

const weekSeconds = Number(process.argv[2] ?? 60)
const symbols = [
  "AAPL",
  "MSFT",
  "NVDA",
  "AMZN",
  "GOOGL",
  "META",
  "TSLA",
  "JPM",
  "IBM",
  "AMD",
  "KO",
  "SPY",
  "QQQ",
  "IWM",
]

function stream(client: CountingClient, lines: number): void {
  for (let line = 0; line < lines; line++) {
    client.send(1, 11, line + 1, ...stockFields(symbols[line % symbols.length] ?? ""), 0, "", 0, 0, "")
  }
}

function streamOptions(client: CountingClient, lines: number): void {
  for (let line = 0; line < lines; line++) {
    const strike = 200 + 5 * Math.floor(line / 2)
    const option = [0, "AAPL", "OPT", "20261218", strike, line % 2 === 0 ? "C" : "P", "100", "SMART", "", "USD", "", ""]
    client.send(1, 11, line + 1, ...option, 0, "", 0, 0, "")
  }
}

/** Ticks a second, and the share of one core, of lines at a pace of the clock. */
async function load(name: string, speed: number, subscribe: (client: CountingClient) => void) {
  const started = performance.now()
  const gateway = await simulatedGateway("--clock", `2026-11-20T15:30:00Zx${speed}`)
  const client = await countingClient(gateway.port, 1)
  subscribe(client)
  await wait(1)
  const [before, from] = [ticksOf(client), performance.now()]
  await wait(8)
  const perSecond = ((ticksOf(client) - before) / (performance.now() - from)) * 1000
  client.close()
  const lifetime = performance.now() - started
  const share = (await gateway.stop()) / lifetime
  return [name, `x${speed}`, perSecond.toFixed(0), `${(100 * share).toFixed(0)} %`]
}

async function longAnswer(): Promise<readonly string[]> {
  const gateway = await simulatedGateway("--clock", "2026-11-20T20:00:00Z")
  const client = await countingClient(gateway.port, 1)
  const euro = [12_087_792, "", "", "", "", "", "", "IDEALPRO", "", "", "", ""]
  const started = performance.now()
  client.send(20, 1, ...euro, 0, "", "5 mins", "1 Y", 0, "MIDPOINT", 1, 0, "")
  await client.got("17", 1)
  const took = performance.now() - started
  client.close()
  await gateway.stop()
  return ["a year of 5-minute bars of EURUSD (more than 70,000) in one answer", ms(took), mb(client.bytes)]
}

async function manyClients(count: number): Promise<readonly (readonly string[])[]> {
  const gateway = await simulatedGateway("--clock", "2026-11-20T15:30:00Z")
  const started = performance.now()
  const clients = await Promise.all(Array.from({ length: count }, (_, at) => countingClient(gateway.port, at + 1)))
  const connected = performance.now() - started
  const asked = performance.now()
  await Promise.all(
    clients.map(async (client) => {
      stream(client, 2)
      client.send(61, 1)
      client.send(9, 8, 99, ...stockFields("AAPL"), 0, "", "", "")
      await Promise.all([client.got("62", 1), client.got("52", 1), client.got("81", 2)])
    }),
  )
  const answered = performance.now() - asked
  for (const client of clients) client.close()
  await gateway.stop()
  return [
    [`${count} clients have started`, ms(connected), ""],
    [`each has two quotes, positions and a contract`, ms(answered), ""],
  ]
}

/** Clients that send random bytes, half a frame, or never read; and how long one that behaves waits meanwhile. */
async function hostile(): Promise<readonly (readonly string[])[]> {
  const gateway = await simulatedGateway("--clock", "2026-11-20T15:30:00Z")
  const good = await countingClient(gateway.port, 1)
  const deaf = await countingClient(gateway.port, 2)
  const rude = Array.from({ length: 200 }, (_, at) => {
    const socket = connect(gateway.port, "127.0.0.1")
    socket.on("error", () => undefined)
    if (at % 2 === 0) socket.write(crypto.getRandomValues(new Uint8Array(2000)))
    else socket.write(Buffer.from("API\0\0\0\0\tv100..193\0\0\x04\0half a frame"))
    return socket
  })
  const before = residentBytes(gateway.pid)
  const neverReads = connect(gateway.port, "127.0.0.1")
  neverReads.on("error", () => undefined)
  neverReads.pause()
  neverReads.write(Buffer.concat([Buffer.from("API\0\0\0\0\x12v100..193 +PACEAPI"), ...askForALot()]))
  const waits: number[] = []
  for (let asked = 0; asked < 50; asked++) {
    const started = performance.now()
    good.send(17, 1)
    await good.got("15", asked + 2)
    waits.push(performance.now() - started)
    await wait(0.05)
  }
  const after = residentBytes(gateway.pid)
  for (const socket of [...rude, neverReads]) socket.destroy()
  deaf.close()
  good.close()
  await gateway.stop()
  return [
    ["longest wait of a client that behaves", ms(Math.max(...waits)), ""],
    ["memory before and after a client that never reads", shown(before), shown(after)],
  ]
}

/** A session's start, and a hundred requests for half a megabyte each. */
function askForALot(): readonly Buffer[] {
  const framed = (fields: readonly (string | number)[]): Buffer => {
    const body = Buffer.from(fields.map((field) => `${field}\0`).join(""))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    return Buffer.concat([length, body])
  }
  const chain = ["AAPL", "OPT", "", 0, "", "", "SMART", "", "USD", "", ""]
  return [
    framed([71, 2, 3, ""]),
    ...Array.from({ length: 100 }, (_, at) => framed([9, 8, at + 1, 0, ...chain, 0, "", "", ""])),
  ]
}

const shown = (bytes: number | null): string => (bytes === null ? "not measured here" : mb(bytes))

async function week(): Promise<readonly (readonly string[])[]> {
  const days = 7
  const speed = Math.round((days * 86_400) / weekSeconds)
  const gateway = await simulatedGateway("--clock", `2026-11-16T05:00:00Zx${speed}`)
  const client = await countingClient(gateway.port, 1)
  stream(client, 14)
  client.send(6, 2, 1, "DU1234567")
  client.send(92, 500, "DU1234567", "")
  client.send(62, 1, 501, "All", "NetLiquidation,BuyingPower")
  const rows: (readonly string[])[] = []
  for (let day = 1; day <= days; day++) {
    await wait(weekSeconds / days)
    rows.push([`day ${day}`, shown(residentBytes(gateway.pid)), `${ticksOf(client)} ticks so far`])
  }
  client.close()
  await gateway.stop()
  return rows
}

printTable(
  "Streams of the simulated Gateway, in a process of its own",
  ["", "clock", "ticks a second", "of one core"],
  [
    await load("90 lines of stocks", 1, (client) => stream(client, 90)),
    await load("90 lines of stocks", 240, (client) => stream(client, 90)),
    await load("40 lines of options", 1, (client) => streamOptions(client, 40)),
    await load("40 lines of options", 60, (client) => streamOptions(client, 40)),
  ],
)
printTable("Answers", ["", "", ""], [await longAnswer(), ...(await manyClients(50)), ...(await hostile())])
printTable(`A simulated week in ${weekSeconds} s`, ["", "", ""], await week())
