import type { Config } from "../config/config.ts"
import type { Desk } from "../desk/desk.ts"
import { logBug } from "../log/bug.ts"
import type { Log } from "../log/log.ts"
import { type Failure, failure } from "../outcome/outcome.ts"
import type { Tool, ToolContext } from "../tools/define-tool.ts"
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

/** The tools that are offered, ready to be called. */
export interface Registry {
  readonly names: readonly string[]
  /** Never rejects: a bug in a tool is an `internal` error of that call. */
  call(name: string, args: Readonly<Record<string, unknown>>, options: CallOptions): Promise<CallResult>
}

export interface RegistryParts {
  readonly tools: readonly Tool[]
  readonly listed: readonly ListedTool[]
  readonly desk: Desk
  readonly config: Config
  readonly log: Log
  /** Whether the data is simulated; every answer then says so. */
  readonly demo: boolean
}

export function createRegistry({ tools, listed, desk, config, log, demo }: RegistryParts): Registry {
  const callable = new Map<string, { readonly tool: Tool; readonly entry: ListedTool }>(
    offered(tools, config.toolsets).flatMap((tool) => {
      const entry = listed.find(({ name }) => name === tool.name)
      return entry ? [[tool.name, { tool, entry }] as const] : []
    }),
  )
  const names = [...callable.keys()]
  const failed = (reason: Failure): CallResult => {
    const failure = cleaned(reason, desk)
    return { kind: "error", body: errorBody(failure), failure }
  }

  return {
    names,
    async call(name, args, options) {
      const found = callable.get(name)
      if (!found) return { kind: "unknown_tool", names }
      try {
        const input = validate(found.tool, found.entry, args)
        if (!input.ok) return failed(input.failure)
        const outcome = await found.tool.run(input.value, { ...options, desk })
        return outcome.ok
          ? { kind: "answer", body: cleaned(answerBody(outcome.value, demo), desk) }
          : failed(outcome.failure)
      } catch (error) {
        return failed(bug(name, error, log))
      }
    },
  }
}

/**
 * The desk answers with the accounts that may be named, written as they may be. This is the net under it, at the one door
 * that every answer and every error leaves by, what was echoed of the arguments included.
 */
const cleaned = <Body extends object>(body: Body, { clean }: Desk): Body => (clean ? withTexts(body, clean) : body)

function bug(name: string, error: unknown, log: Log): Failure {
  logBug(log, `${name} failed by a bug`, error)
  return failure(
    "internal",
    `${name} failed because of a bug in this server; the log on stderr has the details.`,
    "Try other arguments. If it stays, report it with the log lines and the output of ibkr-mcp --version --json.",
  )
}
