import { closingLine } from "./closing-line.ts"
import { runStep, type Step } from "./step.ts"

/**
 * Everything that must hold before a change goes in, from a fresh clone: one command for a person and for CI. Stops at the
 * first step that fails. Its last line is always `N passed, N failed`, the tests' own count. Imports no package, as it
 * is what installs them.
 */
const steps: readonly Step[] = [
  {
    name: "install",
    command: ["install", "--frozen-lockfile"],
    remedy:
      "Is the npm registry reachable, and does bun.lock belong to package.json? `bun install` brings it up to date.",
  },
  {
    name: "generated files",
    command: ["scripts/generate.ts", "--check"],
    remedy: "Run `bun run generate` and commit what it changes.",
  },
  { name: "types", command: ["check", "--no-script"], remedy: "Mend the types; `bun run check` shows them again." },
  { name: "lint", command: ["x", "biome", "ci", "--colors=off", "."], remedy: "`bun run format` mends most of it." },
  { name: "architecture", command: ["scripts/check-architecture.ts"], remedy: "Each line above says what to do." },
  { name: "build", command: ["scripts/build.ts"], remedy: "`bun run build` shows it again." },
  {
    name: "tests",
    // Most tests wait for something most of the time.
    command: ["test", "--only-failures", "--timeout", "20000", "--parallel=2", "--no-isolate"],
    remedy: "`bun test <file>` runs one file again.",
  },
]

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const started = performance.now()
for (const step of steps) {
  say(`\n== ${step.name}: bun ${step.command.join(" ")}`)
  const { ok, seconds, output } = await runStep(step, { show: true })
  const counts = step.name === "tests" ? closingLine(output) : null
  if (!ok) {
    say(`== ${step.name} FAILED after ${seconds.toFixed(1)} s, and what follows it was not run. ${step.remedy}`)
    say(counts ?? "0 passed, 1 failed")
    process.exit(1)
  }
  say(`== ${step.name} took ${seconds.toFixed(1)} s`)
  if (counts !== null) {
    say(`\nVerified in ${((performance.now() - started) / 1000).toFixed(0)} s.`)
    say(counts)
  }
}
