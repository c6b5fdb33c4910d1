import { afterAll, describe, expect, test } from "bun:test"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { cleanEnvironment } from "../commands/run-program.ts"
import { type Listening, listening } from "./listening.ts"

/**
 * Clients that this project has not written, each against the simulated Gateway as a program of its own. What they hold it
 * to is in their folders; how to install them is in this folder's README.
 */
const strangers = [
  { folder: "ib-async", name: "ib_async 2.1.0" },
  { folder: "official", name: "IBKR's Python client 10.46.1" },
  { folder: "earliest", name: "IBKR's Python client 9.81.1" },
]

/** A Friday in New York, an hour after the opening. */
const clock = "2026-11-20T15:30:00Z"
const python = Bun.which("python3") ?? Bun.which("python")
/** Where these tests are the point, a client that is missing is a failure. */
const mustRun = process.env.IBKR_MCP_STRANGERS === "required"

const packages = (folder: string): string => join(import.meta.dir, folder, ".packages")
const missing = (folder: string): string | undefined => {
  if (!python) return "Python is not installed"
  return existsSync(packages(folder)) ? undefined : "it is not installed, see tests/interop/README.md"
}

describe("strangers believe the simulated Gateway", () => {
  let gateways: Promise<readonly Listening[]> | undefined
  /** Started with the first client that runs, for all of them. */
  const ports = async (): Promise<Readonly<Record<string, string>>> => {
    gateways ??= Promise.all([
      listening("--clock", clock),
      listening("--clock", clock, "--scenario", "read-only-off"),
      listening("--clock", `${clock}x60`, "--scenario", "read-only-off"),
      listening("--clock", clock, "--scenario", "advisor"),
    ])
    const [readOnly, readOnlyOff, fast, advisor] = (await gateways).map(({ port }) => String(port))
    return {
      READ_ONLY_PORT: readOnly ?? "",
      READ_ONLY_OFF_PORT: readOnlyOff ?? "",
      FAST_PORT: fast ?? "",
      ADVISOR_PORT: advisor ?? "",
    }
  }
  afterAll(async () => {
    for (const gateway of (await gateways) ?? []) await gateway.end()
  })

  for (const { folder, name } of strangers) {
    const why = missing(folder)
    if (why !== undefined && !mustRun) {
      test.skip(`${name}: skipped, ${why}`, () => undefined)
      continue
    }
    test(name, async () => {
      expect(why).toBeUndefined()
      const child = Bun.spawn([python ?? "python3", "-B", "-m", "unittest"], {
        cwd: join(import.meta.dir, folder),
        env: cleanEnvironment({ ...(await ports()), PYTHONPATH: packages(folder), PYTHONUTF8: "1" }),
        stdout: "pipe",
        stderr: "pipe",
      })
      const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
      expect(await child.exited, said.join("\n")).toBe(0)
    }, 120_000)
  }
})
