import { describe, expect, test } from "bun:test"
import { exampleRegistry } from "./example-tools.ts"

const options = { signal: new AbortController().signal, progress: () => {} }

async function call(name: string, args: Record<string, unknown>, demo = false) {
  const result = await exampleRegistry(undefined, { demo }).registry.call(name, args, options)
  if (result.kind === "unknown_tool") throw new Error("unknown tool")
  return result.body
}

describe("an answer", () => {
  test("is the data and what is to be known about it", async () => {
    expect(await call("ibkr_echo", { symbols: ["AAPL"] })).toEqual({
      given: { symbols: ["AAPL"], limit: 5, use_rth: true },
      meta: { as_of: "2026-11-20T15:30:00.000+00:00", source: "live", stale: false, warnings: [] },
    })
  })

  test("says when it is the last known one, of which account, and what to beware of", async () => {
    expect(await call("ibkr_old", {})).toEqual({
      value: null,
      meta: {
        as_of: "1970-01-01T00:00:00.000+00:00",
        source: "cache",
        stale: true,
        age_s: 12.5,
        account: "DU1",
        warnings: ["old"],
      },
    })
  })

  test("says that it is simulated in demo mode", async () => {
    expect(await call("ibkr_old", {}, true)).toHaveProperty("meta.demo", true)
  })

  test("pitfall 22: numbers, booleans and lists given as text are understood", async () => {
    const args = { symbols: "AAPL, MSFT", limit: "7", use_rth: "false", right: "p", account: null }
    expect(await call("ibkr_echo", args)).toHaveProperty("given", {
      symbols: ["AAPL", "MSFT"],
      limit: 7,
      use_rth: false,
      right: "P",
    })
  })
})

describe("an error", () => {
  test("has every field of the contract, and candidates when a name was ambiguous", async () => {
    expect(await call("ibkr_ambiguous", {})).toEqual({
      error: {
        code: "ambiguous_contract",
        message: "two fit",
        hint: "Choose one.",
        ib_code: 200,
        retry_after_s: null,
        candidates: [{ instrument: "CONID:1", con_id: 1, description: "one" }],
      },
    })
  })

  test("pitfall 19: a bug in a tool is an internal error of that call; the log has the place and not the arguments", async () => {
    const { registry, lines } = exampleRegistry()
    const result = await registry.call("ibkr_buggy", { secret: "U1234567" }, options)
    expect(result).toMatchObject({ kind: "error", body: { error: { code: "internal" } } })
    const [error = "", debug = ""] = lines
    expect(error).toMatch(/ error ibkr_buggy failed by a bug: Error {4}at run .*example-tools/)
    expect(debug).toContain(" debug ibkr_buggy failed by a bug: a bug")
    expect(lines.join("")).not.toContain("U1234567")
  })

  test("an unknown tool lists the known ones", async () => {
    const result = await exampleRegistry().registry.call("ibkr_quot", {}, options)
    expect(result).toEqual({
      kind: "unknown_tool",
      names: ["ibkr_echo", "ibkr_old", "ibkr_ambiguous", "ibkr_buggy"],
    })
  })
})

describe("bad arguments are invalid_request, which names the parameter, its value and what is allowed", () => {
  const symbols = ["AAPL"]
  const long = "x".repeat(10_001)
  const nested = JSON.parse(`${"[".repeat(40)}1${"]".repeat(40)}`)
  test.each([
    ["missing", {}, "symbols is missing; it must be a list of strings"],
    ["of the wrong type", { symbols: { a: 1 } }, 'symbols must be a list of strings (given: {"a":1})'],
    ["of the wrong type inside", { symbols: ["A", {}] }, "symbols[1] must be a string (given: {})"],
    ["neither true nor false", { symbols, use_rth: 1 }, "use_rth must be true or false (given: 1)"],
    ["a described one of the wrong type", { symbols, account: {} }, "account must be a string (given: {})"],
    ["wrong in two ways", { symbols, limit: 100.5 }, "limit must be an integer and at most 100 (given: 100.5)"],
    ["a number without end", { symbols, limit: 1 / 0 }, "limit must be an integer and at most 100 (given: Infinity)"],
    ["too many", { symbols: Array(51).fill("A") }, "symbols must be at most length 50 (given: "],
    ["none", { symbols: [] }, "symbols must be non-empty (given: [])"],
    ["a number that is none", { symbols, limit: "many" }, 'limit must be an integer (given: "many")'],
    ["a number out of range", { symbols, limit: 101 }, "limit must be at most 100 (given: 101)"],
    ["not one of the words", { symbols, right: "X" }, 'right must be "C" or "P" (given: "X")'],
    ["a parameter that is none", { symbols, symbl: 1 }, '"symbl" is no parameter of ibkr_echo, which takes'],
    ["a prototype", JSON.parse('{"symbols":["A"],"__proto__":{}}'), '"__proto__" is no parameter of ibkr_echo'],
    ["a long text", { symbols, account: "x".repeat(100) }, "account must be at most length 40 (given: "],
    ["a very long text", { symbols: [long] }, "symbols[0] is 10001 characters long; at most 10000 are read"],
    ["a very long list", { symbols: Array(1001).fill("A") }, "symbols has 1001 elements; at most 1000 are read"],
    ["a control character", { symbols: ["AAPL\u0000"] }, "symbols[0] has the control character U+0000 at position 5"],
    ["a line end", { symbols, account: "U1\nU2" }, "account has the control character U+000A at position 3"],
    ["a C1 control", { symbols: ["A\u0085"] }, "symbols[0] has the control character U+0085 at position 2"],
    ["a control in a name", { "sym\u0007": 1 }, "a parameter's name has the control character U+0007 at position 4"],
    ["a control in the deep", { symbols: [{ a: ["\u007f"] }] }, "symbols[0].a[0] has the control character U+007F"],
    ["nested without end", { symbols: nested }, "is nested too deeply"],
  ])("%s", async (_, args, message) => {
    const body = await call("ibkr_echo", args)
    expect(body).toMatchObject({ error: { code: "invalid_request", ib_code: null, retry_after_s: null } })
    const { error } = body as { error: { message: string; hint: string } }
    expect(error.message).toContain(message)
    expect(error.message).not.toMatch(/\p{Cc}/u)
    expect(error.message.length).toBeLessThan(500)
    expect(error.hint.length).toBeGreaterThan(5)
  })

  test("the hint of a parameter that is none is the one that is meant", async () => {
    expect(await call("ibkr_echo", { symbol: "AAPL" })).toHaveProperty("error.hint", "Write symbols instead.")
    expect(await call("ibkr_echo", { symbols, Limits: 5 })).toHaveProperty("error.hint", "Write limit instead.")
    expect(await call("ibkr_echo", { symbols, useRth: true })).toHaveProperty("error.hint", "Write use_rth instead.")
    expect(await call("ibkr_echo", { symbols, nope: 5 })).toHaveProperty("error.hint", "Leave it out.")
  })

  test("the hint is the parameter's own description", async () => {
    expect(await call("ibkr_echo", { symbols, limit: 0 })).toHaveProperty("error.hint", "limit: rows, 1 to 100")
  })
})

describe("toolsets", () => {
  test.each([
    ["all", ["ibkr_echo", "ibkr_old", "ibkr_ambiguous", "ibkr_buggy"]],
    ["market,contracts", ["ibkr_echo", "ibkr_ambiguous"]],
    ["core", []],
  ])("%s", (text, names) => {
    expect(exampleRegistry(undefined, { env: { IB_TOOLSETS: text } }).registry.names).toEqual(names)
  })
})
