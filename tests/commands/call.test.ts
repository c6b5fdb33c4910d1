import { describe, expect, test } from "bun:test"
import { runProgram } from "./run-program.ts"

const demo = ["--demo", "--clock", "2026-11-20T16:30:00Z"]

// Each is a process of its own: they wait together.
describe.concurrent("call", () => {
  test("a market six hundred times as fast has no less patience with its Gateway", async () => {
    const fast = ["--demo", "--clock", "2026-11-20T16:30:00Zx600"]
    const { code, stdout } = await runProgram(["call", "ibkr_quote", '{"symbols":"AAPL"}', ...fast])
    expect([code, JSON.parse(stdout).quotes[0].symbol]).toEqual([0, "AAPL"])
  })

  test("reads its arguments from stdin, and prints the tool's result as one line of JSON", async () => {
    const stdin = '{"pair":"EURUSD"}'
    const { code, stdout, stderr } = await runProgram(["call", "ibkr_fx_rate", "-", ...demo], { stdin })
    expect([code, stderr]).toEqual([0, ""])
    expect(stdout.trimEnd().split("\n")).toHaveLength(1)
    expect(JSON.parse(stdout)).toMatchObject({ pair: "EURUSD", meta: { demo: true } })
  })

  test("takes no arguments for none", async () => {
    const { code, stdout } = await runProgram(["call", "ibkr_connection_status", ...demo])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ connected: true, state: "connected" })
  })

  test("a tool's error is printed on stdout, with exit code 1", async () => {
    const { code, stdout } = await runProgram(["call", "ibkr_quote", '{"symbols":[]}', ...demo])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "invalid_request" } })
  })

  test.each([
    [[], "call needs a tool\nTools: ibkr_quote, "],
    [["ibkr_quotes"], 'unknown tool "ibkr_quotes"; did you mean ibkr_quote?\nTools: ibkr_quote, '],
    [["ibkr_quote", "{symbols:1}"], 'the arguments are not JSON: position 2, at "symbols:1}"'],
    [["ibkr_quote", '{"symbols":1'], "the arguments are not JSON: position 13, where it ends"],
    [["ibkr_quote", "[1]"], 'the arguments must be one JSON object, as {"symbols":"AAPL"}'],
  ])("%j is wrong usage", async (args, problem) => {
    const { code, stdout, stderr } = await runProgram(["call", ...args])
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toStartWith(`ibkr-mcp: ${problem}`)
  })
})
