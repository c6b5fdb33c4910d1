import { binary } from "./binary.ts"

export interface SimulatedGateway {
  readonly port: number
  readonly pid: number
  /** Ends it; the milliseconds of CPU time that it has taken in all. */
  stop(): Promise<number>
}

/** Runs `ibkr-mcp simulate` in a process of its own, as a real Gateway would be one, on a free port. */
export async function simulatedGateway(...flags: readonly string[]): Promise<SimulatedGateway> {
  const command = [binary, "simulate", "--port", "0", ...flags]
  const child = Bun.spawn(command, { stdin: "ignore", stdout: "pipe", stderr: "ignore" })
  let said = ""
  for await (const chunk of child.stdout) {
    said += new TextDecoder().decode(chunk)
    if (said.includes("\n")) break
  }
  const port = Number(/listening on \S+:(\d+)/.exec(said)?.[1])
  if (!port) throw new Error(`The simulated Gateway did not say where it listens: ${said}`)
  return {
    port,
    pid: child.pid,
    async stop() {
      child.kill()
      await child.exited
      return Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000
    },
  }
}
