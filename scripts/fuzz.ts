import { parseArgs } from "node:util"
import type { Target } from "../tests/properties/target.ts"
import { targets } from "../tests/properties/targets.ts"

/**
 * Draws cases of the properties that `bun test` holds too, for as long as it is told, and prints how many it drew and what
 * failed, each with the seed that repeats it. Ends with 0, with 1 when something failed, with 2 for wrong usage.
 */
const usage = `bun scripts/fuzz.ts [--seconds N] [--seed S] [target...]

  --seconds N   for all targets together; 60 when not given
  --seed S      begins with the cases of this seed, so that the one of a failure repeats it; any when not given
  target        names, or parts of them; every target when none is given:
${targets.map(({ name }) => `                ${name}`).join("\n")}
`

interface Result {
  readonly name: string
  readonly cases: number
  readonly seconds: number
  readonly failures: readonly { readonly seed: number; readonly report: string }[]
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

function wrongUsage(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}`)
  process.exit(2)
}

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise
  return /^-?\d{1,10}$/.test(text) ? Number(text) : wrongUsage(`--${name} is a whole number`)
}

function readArguments() {
  try {
    const options = { seconds: { type: "string" }, seed: { type: "string" }, help: { type: "boolean" } } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const unknown = positionals.find((word) => !targets.some(({ name }) => name.includes(word)))
    if (unknown !== undefined) wrongUsage(`no target has "${unknown}" in its name`)
    return {
      help: values.help === true,
      seconds: wholeNumber(values.seconds, "seconds", 60),
      seed: wholeNumber(values.seed, "seed", (Math.random() * 2 ** 31) | 0),
      chosen: targets.filter(({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word))),
    }
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error))
  }
}

/** A few failures of one target tell as much as many. */
const enoughFailures = 3

let under: { readonly name: string; readonly seed: number } | undefined

async function fuzz({ name, open }: Target, firstSeed: number, ms: number): Promise<Result> {
  const started = performance.now()
  const opened = await open()
  const failures: { readonly seed: number; readonly report: string }[] = []
  let cases = 0
  try {
    for (let seed = firstSeed; failures.length < enoughFailures; seed = (seed + 1) | 0) {
      under = { name, seed }
      const drawn = await opened.draw(seed)
      cases += drawn.cases
      if (drawn.failure !== null) failures.push({ seed, report: drawn.failure })
      if (performance.now() - started >= ms) break
    }
  } finally {
    await opened.close()
  }
  return { name, cases, seconds: (performance.now() - started) / 1000, failures }
}

/** What nobody has caught is a failure too, and the worst kind: it says whose it was before the run ends. */
function endRun(error: unknown): never {
  process.stderr.write(`Uncaught, at --seed ${under?.seed} "${under?.name}": ${Bun.inspect(error)}\n`)
  process.exit(1)
}
process.on("uncaughtException", endRun)
process.on("unhandledRejection", endRun)

const { help, seconds, seed, chosen } = readArguments()
if (help) {
  say(usage)
  process.exit(0)
}
const results: Result[] = []
for (const one of chosen) {
  const result = await fuzz(one, seed, (seconds * 1000) / chosen.length)
  results.push(result)
  for (const failure of result.failures)
    say(`\n${result.name}: bun scripts/fuzz.ts --seconds 0 --seed ${failure.seed} "${result.name}"\n${failure.report}`)
}

const width = Math.max(...results.map(({ name }) => name.length))
say(`\n${"target".padEnd(width)}  ${"cases".padStart(9)}  ${"seconds".padStart(7)}  failures`)
for (const { name, cases, seconds: took, failures } of results) {
  const found = failures.length === 0 ? "none" : failures.map((failure) => `--seed ${failure.seed}`).join(", ")
  say(`${name.padEnd(width)}  ${String(cases).padStart(9)}  ${took.toFixed(1).padStart(7)}  ${found}`)
}
process.exit(results.some(({ failures }) => failures.length > 0) ? 1 : 0)
