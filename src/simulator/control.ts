import type { ManualClock } from "../clock/manual-clock.ts"
import { eventHelp, readEvent } from "./gateway-event.ts"
import { readSpan } from "./scenarios.ts"
import type { Simulator } from "./simulator.ts"

export interface ControlOptions {
  readonly simulator: Simulator
  /** 0 for any free port. */
  readonly port: number
  /** The Gateway's clock when it stands still until it is moved. */
  readonly manualClock: ManualClock | undefined
}

/** The control port of a simulated Gateway: HTTP and JSON, from this machine only. */
export interface Control {
  readonly port: number
  close(): Promise<void>
}

/** Frames that one answer to `/seen` holds at most. */
const mostFrames = 1000
const mostBodyBytes = 10_000
/** A clock is moved so far at a time, so that clients get to answer in between. */
const stepMs = 1000

const endpoints = {
  "GET /state": "how the Gateway is doing: clients, frames seen, market data lines, billed snapshots, outages",
  "GET /seen?from=N": `frames that clients have sent, from number N on, ${mostFrames} at most`,
  "POST /event": `{"event": "1100"} lets something happen: ${eventHelp.map(([name]) => name).join(", ")}`,
  "POST /clock": `{"advance": "30s"} moves a clock that stands still (--clock 2026-11-20T14:30:00Zx0)`,
}

const allowedEvents = eventHelp.map(([name]) => name).join(", ")

/** Serves the control port. Rejects when it cannot listen. */
export async function startControl({ simulator, port, manualClock }: ControlOptions): Promise<Control> {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    maxRequestBodySize: mostBodyBytes,
    fetch: (request) => answer(request, simulator, manualClock),
  })
  return {
    port: server.port ?? port,
    close: () => server.stop(true),
  }
}

const refusal = (status: number, error: string): Response => Response.json({ error }, { status })

async function answer(request: Request, simulator: Simulator, clock: ManualClock | undefined): Promise<Response> {
  const { pathname, searchParams, hostname } = new URL(request.url)
  // A page in a browser must not get here by a name that it has pointed at this machine, nor by a form.
  if (hostname !== "127.0.0.1" && hostname !== "localhost") return refusal(403, "allowed: 127.0.0.1 or localhost")
  switch (`${request.method} ${pathname}`) {
    case "GET /":
      return Response.json(endpoints)
    case "GET /state":
      return Response.json(simulator.state)
    case "GET /seen":
      return seen(simulator, searchParams.get("from"))
    case "POST /event":
      return happen(simulator, await field(request, "event"))
    case "POST /clock":
      return advance(clock, await field(request, "advance"))
    default:
      return refusal(404, `allowed: ${Object.keys(endpoints).join(", ")}`)
  }
}

/** A text of the JSON object that was posted; undefined when there is none. */
async function field(request: Request, name: string): Promise<string | undefined> {
  if (!request.headers.get("content-type")?.startsWith("application/json")) return undefined
  const body: unknown = await request.json().catch(() => undefined)
  if (typeof body !== "object" || body === null) return undefined
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1]
  return typeof value === "string" ? value : undefined
}

/** Frames are numbered from 0; the oldest are forgotten, and `from` says which number the first one has. */
function seen({ seen, state }: Simulator, asked: string | null): Response {
  if (asked !== null && !/^\d{1,15}$/.test(asked)) return refusal(400, "from: allowed: a whole number from 0")
  const oldest = state.framesSeen - seen.length
  const from = Math.max(Number(asked ?? oldest), oldest)
  const frames = seen.slice(from - oldest, from - oldest + mostFrames)
  return Response.json({ from, next: from + frames.length, frames })
}

function happen(simulator: Simulator, text: string | undefined): Response {
  const event = readEvent(text ?? "")
  if (!event)
    return refusal(400, `a JSON object (content-type: application/json) with event; allowed: ${allowedEvents}`)
  simulator.happen(event)
  return Response.json(simulator.state)
}

async function advance(clock: ManualClock | undefined, text: string | undefined): Promise<Response> {
  if (!clock)
    return refusal(409, "the clock runs by itself; start with --clock 2026-11-20T14:30:00Zx0 to move it by hand")
  const span = readSpan(text ?? "")
  if (span === undefined) {
    return refusal(
      400,
      "a JSON object (content-type: application/json) with advance; allowed: 500ms, 30s, 5m, 12h, ...",
    )
  }
  for (let left = span; left > 0; left -= stepMs) {
    await clock.advance(Math.min(left, stepMs))
    await new Promise((done) => setImmediate(done))
  }
  return Response.json({ now: clock.now() })
}
