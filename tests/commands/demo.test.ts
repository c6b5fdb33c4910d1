import { expect, test } from "bun:test"
import { numberOf, row, toolAnswer } from "../../src/commands/demo/answer.ts"
import { bytes, figure, price, signed, sparkline } from "../../src/commands/demo/figures.ts"

const main = Bun.fileURLToPath(new URL("../../src/main.ts", import.meta.url))

async function demo(env: Readonly<Record<string, string>> = {}) {
  const started = performance.now()
  const child = Bun.spawn([process.execPath, main, "demo"], {
    env: { ...process.env, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  })
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { code: await child.exited, stdout, stderr, ms: performance.now() - started }
}

/** In a pipe: no colours, no cursor movements, no wider than asked. */
function expectPlain(stdout: string, columns: number): void {
  expect(stdout).not.toContain("\u001b")
  expect(stdout).not.toContain("\r")
  expect(stdout.split("\n").filter((line) => line.length > columns)).toEqual([])
}

test.concurrent("from start to end: shakes hands, answers every question, says that it is simulated, and ends with 0", async () => {
  // What this shell is set to must not change the demo.
  const own = { IB_PORT: "not a port", IB_TOOLSETS: "research", IB_ACCOUNTS: "U7130001" }
  const { code, stdout, stderr, ms } = await demo({ ...own, COLUMNS: "" })
  expectPlain(stdout, 80)
  expect(stderr).toBe("")
  expect(stdout).not.toContain("7130001")
  expect(code).toBe(0)
  expect(ms).toBeLessThan(15_000)
  expect(stdout).toContain("All data is simulated")
  expect(stdout).toMatch(/initialize +ibkr-mcp \d+\.\d+\.\d+, MCP 20\d\d-\d\d-\d\d +[\d.]+ K?B in \d+ ms/)
  expect(stdout).toMatch(/tools\/list +\d+ tools +[\d.]+ KB in \d+ ms/)
  for (const tool of [
    "ibkr_connection_status",
    "ibkr_quote",
    "ibkr_positions",
    "ibkr_account_summary",
    "ibkr_historical_bars",
    "ibkr_fx_rate",
    "ibkr_option_chain",
    "ibkr_market_hours",
    "ibkr_compare",
    "ibkr_portfolio_risk",
    "ibkr_scanner",
    "ibkr_news",
  ]) {
    expect(stdout).toContain(`${tool} {`)
  }
  expect(stdout).toMatch(/^ AAPL +USD +[\d.,]+ +[\d.,]+ +[\d.,]+ +[+-][\d.]+% +live/m)
  expect(stdout).toMatch(/[▁▂▃▄▅▆▇█]{20,}/u)
  expect(stdout).toContain("10,000 EUR = ")
  expect(stdout).toMatch(/✖ NOSUCHTHING +not_found: /)
  expect(stdout).toContain("✖ ambiguous_contract: ")
  expect(stdout).toContain("config --client claude-code")
})

test.concurrent("in a pipe with COLUMNS=120: at most 120 columns", async () => {
  const { stdout } = await demo({ COLUMNS: "120" })
  expectPlain(stdout, 120)
  expect(stdout.split("\n").some((line) => line.length > 80)).toBe(true)
})

test("a reader that has seen enough is no failure", async () => {
  const child = Bun.spawn([process.execPath, main, "demo"], { stdin: "ignore", stdout: "pipe", stderr: "pipe" })
  const reader = child.stdout.getReader()
  await reader.read()
  await reader.cancel()
  expect(await new Response(child.stderr).text()).toBe("")
  expect(await child.exited).toBe(0)
})

test("figures: missing is a dash, never 0; prices keep the digits they have", () => {
  expect([figure(null), price(null), signed(null)]).toEqual(["-", "-", "-"])
  expect([price(1.08455), price(5), price(1234.5)]).toEqual(["1.08455", "5.00", "1,234.50"])
  expect([signed(1.234), signed(-1), signed(0)]).toEqual(["+1.23", "-1.00", "0.00"])
  expect([bytes(999), bytes(1_234)]).toEqual(["999 B", "1.2 KB"])
})

test("a sparkline runs from the lowest block to the highest", () => {
  expect(sparkline([1, 2, 3, 8])).toBe("▁▂▃█")
  expect(sparkline([5, 5])).toBe("▄▄")
})

test("answers are read field by field; what is missing or of another kind is null", () => {
  const fields = row({ name: "x", n: 1, on: true, list: [{ n: 2 }, 3], table: [[1, "a"], 2] })
  expect([fields.text("name"), fields.text("n"), fields.number("n"), fields.number("name")]).toEqual([
    "x",
    null,
    1,
    null,
  ])
  expect([fields.flag("on"), fields.flag("n"), fields.row("absent").text("name")]).toEqual([true, null, null])
  expect(fields.rows("list").map((each) => each.number("n"))).toEqual([2, null])
  expect(fields.cells("table")).toEqual([[1, "a"], []])
  expect(numberOf(Number.NaN)).toBeNull()
  expect(row("text").text("length")).toBeNull()
})

test("an error is read from its text, as some clients show nothing else", () => {
  const answer = toolAnswer({ isError: true, content: [{ type: "text", text: '{"error":{"code":"not_found"}}' }] })
  expect([answer.isError, answer.data.row("error").text("code")]).toEqual([true, "not_found"])
  const plain = toolAnswer({ isError: true, content: [{ type: "text", text: "not JSON" }] })
  expect(plain.data.row("error").text("message")).toBe("not JSON")
})
