import { spawn } from "node:child_process"
import { basename } from "node:path"
import type { Log } from "../log/log.ts"
import { commandWords } from "./command-words.ts"

/** Launches a Gateway that is not running: once an outage, and never ends what it has launched. */
export interface GatewayStarter {
  /** Nothing listens on the Gateway's port. */
  portRefused(): void
  /** A Gateway has let us in: the next refusal is another outage. */
  gatewayAccepted(): void
  /** What has come of it in this outage, in a sentence for a person; null when nothing was launched. */
  readonly note: string | null
}

/**
 * Runs `command` without a shell (one that wants a shell names it: `sh -c "…"`), in a session of its own, so that it
 * outlives this program and a Ctrl-C meant for it; its output goes nowhere, because stdout carries MCP.
 */
export function createGatewayStarter(command: string, log: Log): GatewayStarter {
  let note: string | null = null

  const failedBy = (why: string) => {
    note = `IB_GATEWAY_START_COMMAND has not started a Gateway: ${why}.`
    log.warn(note)
  }

  const launch = () => {
    const words = commandWords(command)
    if (!words.ok) {
      note = `${words.failure.message} ${words.failure.hint}`
      log.warn(note)
      return
    }
    const [program = "", ...args] = words.value
    const name = basename(program)
    note = `IB_GATEWAY_START_COMMAND was run (${name}): wait for the Gateway, and log in when its window asks for it. If none comes:`
    // Arguments can hold a password.
    log.info(`Nothing listens on the Gateway's port: running IB_GATEWAY_START_COMMAND (${name}), once.`)
    const child = spawn(program, args, { detached: true, stdio: "ignore", windowsHide: true })
    child.once("error", (error: NodeJS.ErrnoException) => {
      failedBy(`${name} cannot be run (${error.code ?? error.name}): correct its path`)
    })
    child.once("exit", (code, signal) => {
      if (code !== 0) failedBy(`${name} ended with ${code === null ? signal : `exit code ${code}`}`)
    })
    child.unref()
  }

  return {
    portRefused() {
      if (note !== null) return
      try {
        launch()
      } catch (error) {
        failedBy(`it cannot be run (${error instanceof Error ? error.name : "error"}): correct it`)
      }
    },
    gatewayAccepted() {
      note = null
    },
    get note() {
      return note
    },
  }
}
