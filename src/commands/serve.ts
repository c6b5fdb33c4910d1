import { systemClock } from "../clock/clock.ts"
import { createLog } from "../log/log.ts"
import { serveStdio } from "../mcp/serve-stdio.ts"
import { type CommandArguments, configure } from "./command.ts"
import { demoClock } from "./demo-clock.ts"
import type { OpenDesk } from "./open-desk.ts"
import { surviveBugs } from "./survive-bugs.ts"

/** How long the first calls wait for the first attempt to connect: its end makes a better answer than "connecting". */
const firstAttemptMs = 2_000

/** How long answers under way may still take once the client has gone; the Gateway is then told goodbye. */
const lastAnswersMs = 500

/** When the process ends at the latest, whatever hangs: a second from the event, with time to notice it and to die. */
const endMs = 700

/** How often the parent is looked for. */
const parentMs = 200

/**
 * `serve`: MCP on stdio until the client goes (stdin ends), a signal comes, or the parent is gone. Answers 0; 2 when the
 * configuration or a flag is bad.
 */
export async function run(args: CommandArguments): Promise<number> {
  const effective = configure(args)
  if (!effective) return 2
  const clock = demoClock(args)
  if (!clock) return 2
  const { config } = effective
  const log = createLog(config.logLevel)
  const demo = args.flags.demo === true
  surviveBugs(log)

  let desk: Promise<OpenDesk> | undefined
  const open = async () => {
    desk = import("./open-desk.ts").then(({ openDesk }) => openDesk({ config, clock, log, demo }))
    const { gateway, registry } = await desk
    await gateway.settled(firstAttemptMs)
    return registry
  }
  const { stdin, stdout } = process
  const server = serveStdio({ input: stdin, output: stdout, toolsets: config.toolsets, log, open })

  if (stdin.isTTY)
    args.complain("Waiting for an MCP client on stdin; Ctrl-C ends. `ibkr-mcp --help` shows what else there is.\n")
  const why = await clientGone()
  log.info(`${why}: closing`)
  systemClock.after(endMs, () => process.exit(0))
  await Promise.race([server.idle(), new Promise<void>((resolve) => systemClock.after(lastAnswersMs, resolve))])
  // That it could not be opened has been logged then.
  const opened = await desk?.catch(() => undefined)
  await opened?.close()
  await server.close()
  return 0
}

/** Resolves with the reason when nobody is there any more to answer to. */
function clientGone(): Promise<string> {
  return new Promise((resolve) => {
    for (const event of ["end", "close", "error"]) process.stdin.once(event, () => resolve("the client closed stdin"))
    process.stdout.once("error", () => resolve("the client closed stdout"))
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => resolve(signal))
    // A parent that died without closing the pipe, because somebody else holds its other end.
    const parent = process.ppid
    systemClock.every(parentMs, () => {
      if (process.ppid !== parent) resolve("the parent process has gone")
    })
  })
}
