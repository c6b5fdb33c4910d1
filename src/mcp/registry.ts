import type { Clock } from "../clock/clock.ts"
import { turnOfTheLoop } from "../clock/turn-of-the-loop.ts"
import type { Config } from "../config/config.ts"
import type { Desk } from "../desk/desk.ts"
import { logBug } from "../log/bug.ts"
import type { Log } from "../log/log.ts"
import { type Failure, failure, type Outcome } from "../outcome/outcome.ts"
import type { Answer, Tool, ToolContext } from "../tools/define-tool.ts"
import { answerBody, type ErrorBody, errorBody } from "./envelope.ts"
import { type ListedTool, offered } from "./listing.ts"
import { validate } from "./validate.ts"
import { withTexts } from "./with-texts.ts"

/** What a call came to. */
export type CallResult =
  | { readonly kind: "answer"; readonly body: Record<string, unknown> }
  | { readonly kind: "error"; readonly body: ErrorBody; readonly failure: Failure }
  | { readonly kind: "unknown_tool"; readonly names: readonly string[] }

export type CallOptions = Pick<ToolContext, "signal" | "progress">

/** The tools that are offered, ready to be called, and what they ask: resources and completions ask it too. */
export interface Registry extends Pick<RegistryParts, "desk" | "clock" | "config" | "log"> {
  readonly names: readonly string[]
  /** Never rejects: a bug in a tool is an `internal` error of that call. */
  call(name: string, args: Readonly<Record<string, unknown>>, options: CallOptions): Promise<CallResult>
  /** An outcome as a client sees it, whoever it is of. */
  result(outcome: Outcome<Answer<object>>): CallResult
  /** The same with every text in it without the numbers of accounts that may not be named: for all else that is said. */
  clean<Body>(body: Body): Body
}

export interface RegistryParts {
  readonly tools: readonly Tool[]
  readonly listed: readonly ListedTool[]
  readonly desk: Desk
  readonly clock: Clock
  readonly config: Config
  readonly log: Log
  /** Whether the data is simulated; every answer then says so. */
  readonly demo: boolean
}

export function createRegistry({ tools, listed, desk, clock, config, log, demo }: RegistryParts): Registry {
  const callable = new Map<string, { readonly tool: Tool; readonly entry: ListedTool }>(
    offered(tools, config.toolsets).flatMap((tool) => {
      const entry = listed.find(({ name }) => name === tool.name)
      return entry ? [[tool.name, { tool, entry }] as const] : []
    }),
  )
  const names = [...callable.keys()]
  /**
   * The desk answers with the accounts that may be named, written as they may be. This is the net under it, at the one door
   * that every answer and every error leaves by, what was echoed of the arguments included.
   */
  const clean = <Body>(body: Body): Body => (desk.clean ? withTexts(body, desk.clean) : body)
  const failed = (reason: Failure): CallResult => {
    const failure = clean(reason)
    return { kind: "error", body: errorBody(failure), failure }
  }
  const result = (outcome: Outcome<Answer<object>>): CallResult =>
    outcome.ok ? { kind: "answer", body: clean(answerBody(outcome.value, demo)) } : failed(outcome.failure)

  return {
    names,
    desk,
    clock,
    config,
    log,
    result,
    clean,
    async call(name, args, options) {
      const found = callable.get(name)
      if (!found) return { kind: "unknown_tool", names }
      try {
        const input = validate(found.tool, found.entry, args)
        if (!input.ok) return failed(input.failure)
        const outcome = await found.tool.run(input.value, { ...options, desk })
        // Reading a long answer and writing it are two turns of the loop: others wait for half as long.
        await turnOfTheLoop()
        return result(outcome)
      } catch (error) {
        return failed(bug(name, error, log))
      }
    },
  }
}

function bug(name: string, error: unknown, log: Log): Failure {
  logBug(log, `${name} failed by a bug`, error)
  return failure(
    "internal",
    `${name} failed because of a bug in this server; the log on stderr has the details.`,
    "Try other arguments. If it stays, report it with the log lines and the output of ibkr-mcp --version --json.",
  )
}
