import { type } from "arktype"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { readConfig } from "../../src/config/read-config.ts"
import { createDesk } from "../../src/desk/desk.ts"
import { createLog } from "../../src/log/log.ts"
import { describeTool } from "../../src/mcp/describe-tools.ts"
import { createRegistry, type Registry } from "../../src/mcp/registry.ts"
import { fail, success } from "../../src/outcome/outcome.ts"
import { defineTool, type Tool } from "../../src/tools/define-tool.ts"
import { inMemoryGateway, monday } from "../desk/in-memory-gateway.ts"

/** Tools that need no Gateway, to test what the registry and the server do with any tool. */
const echo = defineTool({
  name: "ibkr_echo",
  title: "Echo",
  toolset: "market",
  description: "Answers what it was given.",
  input: () =>
    type({
      "+": "reject",
      symbols: type("1 <= string[] <= 50").describe("1 to 50 instruments, as AAPL", "self"),
      "right?": type("'C'|'P'").describe("C for calls or P for puts", "self"),
      "account?": type("string <= 40").describe("Account number, default every account", "self"),
      limit: type("1 <= number.integer <= 100").describe("rows, 1 to 100", "self").default(5),
      use_rth: type("boolean").default(true),
    }),
  output: () => type({ given: "object" }),
  run: async (given) =>
    success({
      data: { given },
      provenance: { asOf: Date.UTC(2026, 10, 20, 15, 30), source: "live", staleS: null, warnings: [] },
    }),
})

const old = defineTool({
  name: "ibkr_old",
  title: "Old",
  toolset: "account",
  description: "Answers the last known data.",
  input: () => type({ "+": "reject" }),
  output: () => type({ value: "number|null" }),
  run: async () =>
    success({
      data: { value: null },
      provenance: { asOf: 0, source: "cache", staleS: 12.5, account: "DU1", warnings: ["old"] },
    }),
})

const ambiguous = defineTool({
  name: "ibkr_ambiguous",
  title: "Ambiguous",
  toolset: "contracts",
  description: "Fails.",
  input: () => type({ "+": "reject" }),
  output: () => type({}),
  run: async () =>
    fail("ambiguous_contract", "two fit", "Choose one.", {
      ibCode: 200,
      candidates: [{ instrument: "CONID:1", conId: 1, description: "one" }],
    }),
})

const buggy = defineTool({
  name: "ibkr_buggy",
  title: "Buggy",
  toolset: "research",
  description: "Has a bug.",
  input: () => type({ "+": "reject", "secret?": "string" }),
  output: () => type({}),
  run: async () => {
    throw new Error("a bug")
  },
})

/** Reports progress, then waits until it is cancelled, and says so through `onCancelled`. */
export const slow = (onCancelled: () => void) =>
  defineTool({
    name: "ibkr_slow",
    title: "Slow",
    toolset: "research",
    description: "Takes its time.",
    input: () => type({ "+": "reject" }),
    output: () => type({}),
    run: (_, { signal, progress }) => {
      progress(1, 3, "one of three")
      progress(2, null, "unknown how many")
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          onCancelled()
          resolve(fail("internal", "cancelled", ""))
        })
      })
    },
  })

export const exampleTools: readonly Tool[] = [echo, old, ambiguous, buggy]

/** A registry of tools that need no Gateway, over one in memory, and what it logs. */
export function exampleRegistry(
  tools: readonly Tool[] = exampleTools,
  { env = {}, demo = false }: { readonly env?: Record<string, string>; readonly demo?: boolean } = {},
) {
  const reading = readConfig({ env, flags: {} })
  if (!reading.ok) throw new Error(reading.problem)
  const lines: string[] = []
  const log = createLog("debug", (line) => lines.push(line))
  const listed = tools.map(describeTool)
  const { config } = reading.value
  const clock = manualClock(monday)
  const gateway = inMemoryGateway()
  const desk = createDesk({ gateway, config, clock })
  const registry: Registry = createRegistry({ tools, listed, desk, clock, config, log, demo })
  return { registry, listed, lines, clock, gateway }
}
