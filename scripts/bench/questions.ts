// What it costs a model, in calls and bytes, to answer what people ask. `--source` runs the sources instead of the binary.
import { type Asked, askQuestion } from "./ask-question.ts"
import { demoServer, fromSource } from "./demo-server.ts"
import { offeredTools } from "./example-calls.ts"
import { kb, printTable } from "./figures.ts"
import { questions } from "./question-list.ts"

const program = process.argv.includes("--source") ? fromSource : [(await import("./binary.ts")).binary]
const client = await demoServer(program)
const asked: Asked[] = []
for (const question of questions) asked.push(await askQuestion(client, question))
const used = new Set(asked.flatMap(({ calls }) => calls))
const unused = (await offeredTools(client)).filter((name) => !used.has(name))
await client.close()

/** `positions, quote x2` */
function counted(calls: readonly string[]): string {
  const names = calls.map((name) => name.replace("ibkr_", ""))
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, of]) => name + (of.length > 1 ? ` x${of.length}` : ""))
    .join(", ")
}

const total = (of: (one: Asked) => number): number => asked.reduce((sum, one) => sum + of(one), 0)

printTable(
  "Questions, and what their answers cost a model",
  ["", "calls", "tools", "arguments", "answers", "as indented objects", ""],
  [
    ...asked.map((one) => [
      one.text,
      String(one.calls.length),
      counted(one.calls),
      `${one.bytesOut} B`,
      kb(one.bytesIn),
      kb(one.bytesIndented),
      one.lacks.length === 0 ? "ok" : "lacks",
    ]),
    [
      "together",
      String(total(({ calls }) => calls.length)),
      "",
      `${total(({ bytesOut }) => bytesOut)} B`,
      kb(total(({ bytesIn }) => bytesIn)),
      kb(total(({ bytesIndented }) => bytesIndented)),
      "",
    ],
  ],
)
for (const { text, lacks } of asked) for (const lack of lacks) process.stdout.write(`  ${text} ${lack}\n`)
if (unused.length > 0) process.stdout.write(`  No question uses ${unused.join(", ")}.\n`)
if (asked.some(({ lacks }) => lacks.length > 0)) process.exitCode = 1
