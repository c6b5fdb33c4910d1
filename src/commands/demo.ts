import { relative } from "node:path"
import { newYorkOffsetMinutes, nyseDay, nyseStatus } from "../calendar/nyse.ts"
import { systemClock } from "../clock/clock.ts"
import { type McpClient, type Reply, ServerEnded, startServer } from "../mcp/client.ts"
import type { CommandArguments } from "./command.ts"
import { row, toolAnswer } from "./demo/answer.ts"
import { type Chapter, firstChapters, lastChapters, optionSlice } from "./demo/chapters.ts"
import { bytes } from "./demo/figures.ts"
import { widerChapters } from "./demo/wider-chapters.ts"
import { selfCommand } from "./self.ts"
import { type Terminal, terminal, wrap } from "./terminal.ts"

/**
 * `demo`: starts `serve --demo` the way an MCP client does, shows the handshake, and asks what a person would ask. 0 when
 * every question was answered, 1 when the server failed.
 */
export async function run(args: CommandArguments): Promise<number> {
  const screen = terminal(args)
  const session = lastSession(systemClock.now())
  introduce(screen, session)
  const clock = session === null ? [] : ["--clock", new Date(session.at).toISOString()]
  const client = startServer(
    [...selfCommand(), "serve", "--demo", ...clock, "--log-level", "error"],
    ownEnvironment(args),
  )
  try {
    await shakeHands(client, screen)
    const good = await tellStory(client, screen)
    goodbye(screen)
    return good ? 0 : 1
  } catch (error) {
    if (!(error instanceof ServerEnded)) throw error
    args.complain(`ibkr-mcp: the demo's server ended early. ${error.message}\n`)
    return 1
  } finally {
    await client.close()
  }
}

/** The demo shows the defaults, whatever this shell is set to. */
const ownEnvironment = ({ env }: CommandArguments) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith("IB_")))

/** Two hours after the opening of NYSE's last session, as prices then move; null while NYSE is open anyway. */
function lastSession(now: number): { readonly at: number; readonly date: string } | null {
  const status = nyseStatus(now)
  const offset = newYorkOffsetMinutes(now)
  if (status === "unknown" || offset === "unknown" || status.isOpen) return null
  const twoHours = 2 * 3_600_000
  for (let back = 0; back < 10; back++) {
    const date = new Date(now + offset * 60_000 - back * 86_400_000).toISOString().slice(0, 10)
    const day = nyseDay(date)
    if (day !== "unknown" && day.kind === "session" && day.close <= now) return { at: day.open + twoHours, date }
  }
  return null
}

function introduce({ line, paint, width }: Terminal, session: ReturnType<typeof lastSession>): void {
  line()
  line(
    ` ${paint.bold("ibkr-mcp demo")}  ${paint.yellow("All data is simulated: no account, no network, no real price.")}`,
  )
  if (session === null) return
  const note = `NYSE is closed now; the simulated clock starts in its last session, at 11:30 New York time on ${session.date}.`
  for (const text of wrap(note, width - 1)) line(paint.dim(` ${text}`))
}

async function shakeHands(client: McpClient, screen: Terminal): Promise<void> {
  const { line, paint } = screen
  const hello = await client.initialize()
  const list = await client.request("tools/list")
  const server = row(hello.result).row("serverInfo")
  const tools = row(list.result).rows("tools").length
  heading("What happens when an MCP client starts it", screen)
  line(paint.dim(" `ibkr-mcp serve --demo` runs as a child process, JSON-RPC over stdin and stdout"))
  const protocol = row(hello.result).text("protocolVersion") ?? "?"
  line(
    ` initialize   ${server.text("name") ?? "?"} ${server.text("version") ?? ""}, MCP ${protocol}   ${cost(hello, paint)}`,
  )
  line(` tools/list   ${tools} tools   ${cost(list, paint)}`)
}

const cost = (reply: Reply, paint: Terminal["paint"]): string =>
  paint.dim(`${bytes(reply.bytes)} in ${Math.max(1, Math.round(reply.ms))} ms`)

function heading(text: string, { line, paint }: Terminal): void {
  line()
  line(` ${paint.bold(text)}`)
}

async function tellStory(client: McpClient, screen: Terminal): Promise<boolean> {
  const slice = await chainSlice(client)
  let good = slice !== null
  for (const chapter of [...firstChapters, ...(slice ? [slice] : []), ...widerChapters, ...lastChapters]) {
    good = (await tell(chapter, client, screen)) && good
  }
  return good
}

/** The slice of the first expiry that is four weeks away; the chain itself has to name it. */
async function chainSlice(client: McpClient): Promise<Chapter | null> {
  const reply = await client.callTool("ibkr_option_chain", { symbol: "AAPL" })
  const { data } = toolAnswer(reply.result)
  const expirations = data.rows("chains")[0]?.texts("expirations") ?? []
  const asOf = Date.parse(data.row("meta").text("as_of") ?? "")
  const inFourWeeks = Number.isNaN(asOf)
    ? ""
    : new Date(asOf + 28 * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "")
  const expiry = expirations.find((each) => each.replaceAll("-", "") >= inFourWeeks) ?? expirations.at(-1)
  return expiry === undefined ? null : optionSlice("AAPL", expiry)
}

async function tell(chapter: Chapter, client: McpClient, screen: Terminal): Promise<boolean> {
  const { line, paint, width } = screen
  const reply = await client.callTool(chapter.tool, chapter.args)
  heading(`“${chapter.question}”`, screen)
  const call = `${chapter.tool} ${JSON.stringify(chapter.args)}`
  const room = width - 22
  line(` ${paint.dim(call.length > room ? `${call.slice(0, room - 1)}…` : call)}  ${cost(reply, paint)}`)
  if (reply.error !== undefined) {
    line(` ${paint.red("✖")} ${reply.error}`)
    return false
  }
  const answer = toolAnswer(reply.result)
  chapter.show(answer, screen)
  return answer.isError === (chapter.fails === true)
}

function goodbye(screen: Terminal): void {
  const { line, paint, width } = screen
  const self = program()
  heading("Now with your own Gateway", screen)
  const first =
    'Log in to IB Gateway or TWS (paper first) with its "Read-Only API" setting on. Then ask whether it connects:'
  for (const text of wrap(first, width - 1)) line(` ${text}`)
  line(`   ${paint.cyan(`${self} doctor --port 4002`)}`)
  line(" and print what to paste into your MCP client:")
  line(`   ${paint.cyan(`${self} config --client claude-code --port 4002`)}`)
  line()
}

/** How to call this program from here. */
function program(): string {
  if (!Bun.isStandaloneExecutable) return "bun src/main.ts"
  const path = relative(process.cwd(), process.execPath)
  return path.startsWith("..") ? process.execPath : path
}
