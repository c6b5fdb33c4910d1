import { binary } from "./binary.ts"

export interface SimulatedGateway {
  readonly port: number
  stop(): Promise<void>
}

/** Runs `ibkr-mcp simulate` in a process of its own, as a real Gateway would be one, on a free port. */
export async function simulatedGateway(): Promise<SimulatedGateway> {
  const child = Bun.spawn([binary, "simulate", "--port", "0"], { stdin: "ignore", stdout: "pipe", stderr: "ignore" })
  let said = ""
  for await (const chunk of child.stdout) {
    said += new TextDecoder().decode(chunk)
    if (said.includes("\n")) break
  }
  const port = Number(/listening on \S+:(\d+)/.exec(said)?.[1])
  if (!port) throw new Error(`The simulated Gateway did not say where it listens: ${said}`)
  return {
    port,
    async stop() {
      child.kill()
      await child.exited
    },
  }
}
