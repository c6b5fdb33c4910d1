import { cleanEnvironment, programCommand } from "../commands/run-program.ts"

export interface Listening {
  readonly port: number
  end(): Promise<unknown>
}

/** `ibkr-mcp simulate` in a process of its own, on a free port, once it says that it listens. */
export async function listening(...flags: readonly string[]): Promise<Listening> {
  const child = Bun.spawn([...programCommand(["simulate", "--port", "0", ...flags])], {
    env: cleanEnvironment(),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
  })
  let said = ""
  for await (const chunk of child.stdout) {
    said += new TextDecoder().decode(chunk)
    const [, port] = /^listening on [^\n]+:(\d+) [^\n]*\n/.exec(said) ?? []
    if (port === undefined) continue
    return {
      port: Number(port),
      end() {
        child.kill()
        return child.exited
      },
    }
  }
  throw new Error(`the simulated Gateway ended before it listened: ${said}`)
}
