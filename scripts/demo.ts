import { runStep, type Step } from "./step.ts"

/** From a fresh clone to the demo on one's own screen. Imports no package, as it is what installs them. */
const steps: readonly Step[] = [
  {
    name: "Installing",
    command: ["install", "--frozen-lockfile"],
    remedy: "Is the npm registry reachable from here?",
  },
  {
    name: "Building",
    command: ["scripts/build.ts"],
    remedy: "Is this a clean checkout? The lines above say what is missing.",
  },
]

for (const step of steps) {
  process.stderr.write(`${step.name} ... `)
  const { ok, seconds, output } = await runStep(step, { show: false })
  process.stderr.write(ok ? `${seconds.toFixed(1)} s\n` : `failed\n\n${output}\n${step.remedy}\n`)
  if (!ok) process.exit(1)
}

const binary = new URL(`../dist/ibkr-mcp${process.platform === "win32" ? ".exe" : ""}`, import.meta.url)
const demo = Bun.spawn([Bun.fileURLToPath(binary), "demo"], { stdin: "inherit", stdout: "inherit", stderr: "inherit" })
process.exit(await demo.exited)
