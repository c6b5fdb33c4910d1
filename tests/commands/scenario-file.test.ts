import { afterAll, describe, expect, test } from "bun:test"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isScenarioFile, readScenarioFile } from "../../src/commands/scenario-file.ts"

const folder = await mkdtemp(join(tmpdir(), "ibkr-mcp-scenario-"))
afterAll(() => rm(folder, { recursive: true }))

async function read(name: string, text: string) {
  const path = join(folder, name)
  await Bun.write(path, text)
  const reading = await readScenarioFile(path)
  return reading.ok ? reading.scenario.summary : reading.problem
}

test("a file is told from a name", () => {
  expect(["day.toml", "./day.json", "C:\\day.TOML", "scenarios/day"].map(isScenarioFile)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(["silent-port", "drop:after=10s"].map(isScenarioFile)).toEqual([false, false])
})

describe("a scenario is read", () => {
  test("from TOML, with an instant of TOML's own", async () => {
    const text = 'summary = "a day"\n[[events]]\nat = 2026-11-20T15:31:00Z\nevent = "1100"\n'
    expect(await read("good.toml", text)).toBe("a day")
  })

  test("from JSON", async () => {
    const text = '{"summary": "a day", "events": [{"after": "5s", "event": "farm-broken usfarm"}]}'
    expect(await read("good.json", text)).toBe("a day")
  })
})

test.each([
  ["bad.toml", 'summary = "a day"\n\nevents = = 2\n', "line 3: Expected a value but found '='"],
  ["open.toml", '# all day\nscenarios = [\n  "drop",\n', "line 2: "],
  ["twice.toml", 'summary = "a"\nsummary = "b"\n', "Cannot redefine key 'summary'"],
  ["bad.json", '{\n  "summary": "a day",\n  events: []\n}', 'line 3 is not JSON: "events: []"'],
  ["field.toml", '[[events]]\nafter = "1s"\nevent = "1103"\n', 'events[0].event is "1103"; allowed: 1100'],
  ["day.yaml", "summary: a day", "allowed: a file that ends in .toml or .json"],
])("%s: %j", async (name, text, problem) => {
  expect(await read(name, text)).toStartWith(problem)
})

test("a file that is not there, and one that is no scenario", async () => {
  const reading = await readScenarioFile(join(folder, "nowhere.toml"))
  expect(reading).toEqual({ ok: false, problem: "there is no such file" })
  expect(await read("huge.json", `"${"x".repeat(1_000_000)}"`)).toBe("it has 1000002 bytes; allowed: at most 1000000")
})
