import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import type { Simulator } from "../../src/simulator/simulator.ts"
import { rawServer } from "../commands/raw-server.ts"
import { type Finished, runProgram } from "../commands/run-program.ts"
import { accounts, allowed, gossipingGateway, group, hidden, ofLogin } from "./gossiping-gateway.ts"

/** Every byte that real processes write is scanned, while a Gateway names accounts wherever it can. */
let gateway: Simulator
beforeAll(async () => {
  gateway = await gossipingGateway()
})
afterAll(() => gateway.close())

type Settings = Readonly<Record<string, string>>
const limited: Settings = { IB_ACCOUNTS: allowed, IB_LOG_LEVEL: "debug" }
const masked: Settings = { IB_ACCOUNTS: accounts.join(","), IB_MASK_ACCOUNTS: "true", IB_LOG_LEVEL: "debug" }

/** Arguments that a tool understands, and ones that put an account number where it may be echoed. */
function questionsFor({ name, inputSchema }: (typeof listedTools)[number]): readonly object[] {
  const names = Object.keys(inputSchema.properties ?? {})
  const usual: Readonly<Record<string, unknown>> = {
    symbol: "AAPL",
    symbols: "AAPL MSFT",
    pair: "EURUSD",
    pattern: "gossip",
  }
  const required = Object.fromEntries((inputSchema.required ?? []).map((each) => [each, usual[each] ?? "AAPL"]))
  // A search may be asked once a second, and one is enough.
  const echoes = names.flatMap((each) => [
    ...(each === "pattern" ? [] : [{ ...required, [each]: hidden[0] }]),
    { ...required, [each]: { of: hidden[1] } },
  ])
  const more: Readonly<Record<string, readonly object[]>> = {
    ibkr_historical_bars: [{ symbol: "MSFT" }],
    ibkr_account_summary: [{ detail: "currencies" }, { detail: "all", limit: 500 }],
    ibkr_portfolio_risk: [{ detail: "detailed", limit: 200 }],
  }
  return [required, ...(more[name] ?? []), ...echoes, { ...required, [hidden[2] ?? ""]: 1 }]
}

/** Everything but tools that an account's number can be given to, or be expected from. */
const beyondTools = (account: string | undefined): readonly object[] => [
  ...["portfolio://{account}/positions", "account://{account}/summary"].flatMap((template) => {
    const uri = template.replace("{account}", account ?? "")
    const ref = { type: "ref/resource", uri: template }
    return [
      { method: "resources/subscribe", params: { uri } },
      { method: "resources/read", params: { uri } },
      { method: "completion/complete", params: { ref, argument: { name: "account", value: "" } } },
      { method: "completion/complete", params: { ref, argument: { name: "account", value: account } } },
    ]
  }),
  { method: "resources/read", params: { uri: `stock://${account}` } },
  { method: "prompts/get", params: { name: "morning_briefing", arguments: { account } } },
  { method: "prompts/get", params: { name: "market_check", arguments: { account } } },
  { method: "prompts/get", params: { name: account } },
]

/** A client that lists everything, asks everything, and answers what nobody asked. */
async function served(settings: Settings): Promise<Finished & { readonly asked: number }> {
  const server = rawServer([], { IB_PORT: String(gateway.port), ...settings })
  await server.handshake()
  server.send({ jsonrpc: "2.0", id: 77_777, result: { account: hidden[0] } })
  const requests = [
    { method: "tools/list" },
    { method: "resources/list" },
    { method: "resources/templates/list" },
    { method: "resources/read", params: { uri: "portfolio://positions" } },
    { method: "resources/read", params: { uri: "account://summary" } },
    { method: "prompts/list" },
    ...[hidden[0], allowed].flatMap(beyondTools),
    ...listedTools.flatMap((tool) =>
      questionsFor(tool).map((args) => ({ method: "tools/call", params: { name: tool.name, arguments: args } })),
    ),
  ]
  requests.forEach((request, id) => {
    server.send({ jsonrpc: "2.0", id, ...request })
  })
  await Promise.all(requests.map((_, id) => server.answer(id)))
  const { code } = await server.goodbye()
  return { code, stdout: server.lines.join("\n"), stderr: await server.stderr, asked: requests.length }
}

const once = (settings: Settings, ...args: readonly string[]): Promise<Finished> =>
  runProgram(args, { env: { IB_PORT: String(gateway.port), ...settings } })

/** Every way to make the program speak of what the Gateway says; `demo` is tested where its other settings are. */
const paths: readonly (readonly [string, (settings: Settings) => Promise<Finished>])[] = [
  ["serve: every tool and resource", served],
  ["call", (settings) => once(settings, "call", "ibkr_positions")],
  ["call that is refused", (settings) => once(settings, "call", "ibkr_account_summary", `{"account":"${hidden[0]}"}`)],
  ["call that fails", (settings) => once(settings, "call", "ibkr_historical_bars", '{"symbol":"MSFT"}')],
  ["doctor", (settings) => once(settings, "doctor")],
  ["doctor --json", (settings) => once(settings, "doctor", "--json")],
]

/** Those that know no account but the configured ones and the simulated ones. */
const pathsWithoutTheGateway: typeof paths = [
  ["call --demo", (settings) => once(settings, "call", "ibkr_positions", "--demo")],
  ["call without a Gateway", (settings) => once({ ...settings, IB_PORT: "1" }, "call", "ibkr_positions")],
  ["config", (settings) => once(settings, "config")],
  ["config --json", (settings) => once(settings, "config", "--json")],
]

const appearing = (text: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => text.toLowerCase().includes(word.toLowerCase()))

/** The digits, so that a number does not hide behind other letters. */
const numberOf = (account: string): string => account.replaceAll(/\D/g, "")

describe("IB_ACCOUNTS: the other accounts are named nowhere, the allowed one in no log", () => {
  test.each(paths)("%s", async (_, path) => {
    const { stdout, stderr } = await path(limited)
    expect(appearing(stdout + stderr, [...hidden.map(numberOf), group])).toEqual([])
    expect(appearing(stderr, [numberOf(allowed)])).toEqual([])
  })
})

describe("IB_MASK_ACCOUNTS: no account is named anywhere", () => {
  test.each([...paths, ...pathsWithoutTheGateway])("%s", async (_, path) => {
    const { stdout, stderr } = await path(masked)
    expect(appearing(stdout + stderr, [...accounts.map(numberOf), group])).toEqual([])
  })
})

test("the sweep hears what it is to find: with neither setting the accounts are answered", async () => {
  const { stdout } = await once({ IB_LOG_LEVEL: "debug" }, "call", "ibkr_account_summary")
  expect(appearing(stdout, accounts)).toEqual([...ofLogin])
})

test("neither accounts nor balances nor positions are in the list of tools, nor in a log at info", async () => {
  const { stdout, stderr } = await served({ IB_LOG_LEVEL: "info" })
  const answers = stdout
    .split("\n")
    .map((line): { id: unknown; result?: { structuredContent?: object } } => JSON.parse(line))
  const list = JSON.stringify(answers.find(({ id }) => id === 0))
  const figures = answers.flatMap(({ result }) => figuresOf(result?.structuredContent))
  expect(figures.length).toBeGreaterThan(50)
  for (const text of [list, stderr]) {
    expect(appearing(text, [...accounts.map(numberOf), group])).toEqual([])
    expect(appearing(text, figures)).toEqual([])
  }
  expect(stderr).toContain(" info Connected to the Gateway")
})

/** Amounts of money, as they are written in answers about accounts. */
function figuresOf(content: object | undefined): readonly string[] {
  const { positions = [], accounts: figures = [] } = { positions: undefined, accounts: undefined, ...content }
  return (
    [positions, figures]
      .flat()
      .flatMap((row) => Object.entries(Object(row)))
      .flatMap(([name, amount]) => (/_value|liquidation|funds/.test(name) ? [String(amount)] : []))
      // Shorter ones can stand anywhere by chance.
      .filter((amount) => /\d{3}.*\d{2}/.test(amount))
  )
}
