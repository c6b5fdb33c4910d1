import { describe, expect, test } from "bun:test"
import { version } from "../../package.json"
import type { Flags } from "../../src/commands/command.ts"
import { parseFlags } from "../../src/commands/parse.ts"
import { nearest } from "../../src/commands/suggestion.ts"
import { commands } from "../../src/commands/table.ts"
import { runProgram } from "./run-program.ts"

const command = (name: string) => {
  const found = commands.find((each) => each.name === name)
  if (!found) throw new Error(`no command ${name}`)
  return found
}

describe("flags", () => {
  const understood: readonly [string, readonly string[], readonly string[], Flags][] = [
    ["call", ["ibkr_quote", "{}", "--demo"], ["ibkr_quote", "{}"], { demo: true }],
    ["call", ["--port=4002", "ibkr_quote", "-"], ["ibkr_quote", "-"], { port: "4002" }],
    ["config", ["--client", "zed", "--json"], [], { client: "zed", json: true }],
    ["config", ["--client"], [], { client: true }],
    ["config", ["--client", "--json"], [], { client: true, json: true }],
    ["serve", ["--mask-accounts"], [], { "mask-accounts": true }],
    ["serve", ["--mask-accounts", "no"], [], { "mask-accounts": "no" }],
    ["serve", ["--mask-accounts=false", "--demo"], [], { "mask-accounts": "false", demo: true }],
    ["serve", ["--port", "-1"], [], { port: "-1" }],
    ["simulate", ["--port", "0"], [], { port: "0" }],
  ]
  test.each(understood)("%s %j", (name, args, positionals, flags) => {
    expect(parseFlags(command(name), args)).toEqual({ kind: "arguments", positionals, flags })
  })

  test.each([
    ["serve", ["--prot", "1"], "unknown flag --prot for serve; did you mean --port?"],
    ["serve", ["--zzzzzzzzz"], "unknown flag --zzzzzzzzz for serve; ibkr-mcp serve --help lists the flags"],
    ["serve", ["-x"], "unknown flag -x for serve; ibkr-mcp serve --help lists the flags"],
    ["serve", ["--port"], "--port needs a value: --port PORT"],
    ["serve", ["--demo=yes"], "--demo takes no value"],
    ["serve", ["--port", "1", "--port", "2"], "--port is given twice"],
    ["serve", ["now"], 'serve does not take "now"; see ibkr-mcp serve --help'],
    [
      "simulate",
      ["--client-id", "5"],
      "unknown flag --client-id for simulate; ibkr-mcp simulate --help lists the flags",
    ],
  ])("%s %j is wrong usage", (name, args, problem) => {
    expect(parseFlags(command(name), args)).toEqual({ kind: "usage", problem })
  })

  test.each([["--help"], ["-h"]])("%s asks for help wherever it stands", (flag) => {
    expect(parseFlags(command("call"), ["ibkr_quote", flag])).toEqual({ kind: "help" })
  })
})

test.each([
  ["srve", "serve"],
  ["docter", "doctor"],
  ["cal", "call"],
  ["calender", "calendar"],
  ["simulator", "simulate"],
  ["SERVE", "serve"],
  ["xyzzy", undefined],
  ["", undefined],
])("nearest to %p is %p", (word, expected) => {
  expect(
    nearest(
      word,
      commands.map(({ name }) => name),
    ),
  ).toBe(expected)
})

describe("the program", () => {
  test("--version", async () => {
    expect(await runProgram(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" })
  })

  test("--version --json tells all about the build", async () => {
    const { stdout, code } = await runProgram(["--version", "--json"])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      version,
      bun: Bun.version,
      platform: `${process.platform}-${process.arch}`,
      calendar: { from: "1990-01-01", valid_through: "2035-12-31" },
    })
  })

  test("--help lists every command, aligned, within 110 columns", async () => {
    const { stdout, code } = await runProgram(["--help"])
    expect(code).toBe(0)
    for (const { name, summary } of commands)
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b.*  ${summary.slice(0, 20)}`, "m"))
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(110)
  })

  test.each(commands.map(({ name }) => name))("%s --help shows its flags", async (name) => {
    const { stdout, code } = await runProgram([name, "--help"])
    expect(code).toBe(0)
    expect(stdout).toStartWith(`ibkr-mcp ${name}`)
    for (const flag of command(name).flags) expect(stdout).toContain(`--${flag.name}`)
    if (command(name).configurable) expect(stdout).toContain("--client-id")
  })

  test("an unknown command is one line with what was probably meant, and exit code 2", async () => {
    const found = await runProgram(["docter"])
    expect(found).toEqual({ code: 2, stdout: "", stderr: 'ibkr-mcp: unknown command "docter"; did you mean doctor?\n' })
  })

  test("an unknown flag too", async () => {
    const { code, stderr } = await runProgram(["config", "--jsn"])
    expect([code, stderr]).toEqual([2, "ibkr-mcp: unknown flag --jsn for config; did you mean --json?\n"])
  })

  test.each([
    ["serve", { IB_PORT: "no" }, [], 'IB_PORT is "no"; allowed: a whole number from 1 to 65535'],
    ["serve", {}, ["--client-id", "0"], '--client-id is "0"; allowed: a whole number from 1 to 2147483647'],
    ["call", { IB_LOG_LEVEL: "x" }, ["ibkr_quote"], 'IB_LOG_LEVEL is "x"; allowed: debug, info, warn, error, silent'],
    ["serve", {}, ["--clock", "real"], "--clock needs --demo"],
    ["serve", {}, ["--demo", "--clock", "noon"], '--clock is "noon"; allowed: '],
  ])("a bad value stops %s %j %j with exit code 2 and one line", async (name, env, args, line) => {
    const { code, stdout, stderr } = await runProgram([name, ...args], { env })
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toStartWith(`ibkr-mcp: ${line}`)
    expect(stderr.trimEnd().split("\n")).toHaveLength(1)
  })
})
