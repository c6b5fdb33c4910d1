import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { parse } from "jsonc-parser"
import { withJsonEntry, withTomlEntry } from "../../src/commands/client-entry.ts"

const entry = { command: "/opt/ibkr-mcp", args: ["serve"], env: { IB_PORT: "4002" } }
const inServers = (text: string) => withJsonEntry(text, ["mcpServers", "ibkr"], entry)
const inTables = (text: string) => withTomlEntry(text, ["mcp_servers", "ibkr"], entry)

const textOf = (edited: ReturnType<typeof inServers>): string => {
  if (!edited.ok) throw new Error(edited.problem)
  return edited.text
}

describe("a JSON file", () => {
  test("that is empty gets the entry alone", () => {
    for (const empty of ["", "\n", "  \r\n", "{}"])
      expect(JSON.parse(textOf(inServers(empty)))).toEqual({ mcpServers: { ibkr: entry } })
  })

  test("keeps comments, other servers, indentation and line ends", () => {
    const before =
      '{\r\n\t// mine\r\n\t"theme": "dark", /* as ever */\r\n\t"mcpServers": {\r\n\t\t"other": { "command": "x" }\r\n\t}\r\n}\r\n'
    const after = textOf(inServers(before))
    for (const kept of ["\t// mine\r\n", "/* as ever */", '"theme": "dark"']) expect(after).toContain(kept)
    expect(after.replaceAll("\r\n", "")).not.toContain("\n")
    expect(after).toContain('\r\n\t\t"ibkr": {\r\n\t\t\t"command"')
    expect(parse(after).mcpServers).toEqual({ other: { command: "x" }, ibkr: entry })
  })

  test("keeps what else the entry says, and changes what is no longer so", () => {
    const there = {
      command: "/old",
      args: ["serve", "--demo"],
      env: { IB_PORT: "4001", IB_ACCOUNTS: "U1" },
      disabled: false,
    }
    const after = textOf(inServers(JSON.stringify({ mcpServers: { ibkr: there } }, null, 4)))
    expect(JSON.parse(after)).toEqual({
      mcpServers: { ibkr: { ...there, ...entry, env: { IB_PORT: "4002", IB_ACCOUNTS: "U1" } } },
    })
  })

  test("that has it already stays as it is, byte by byte", () => {
    const once = textOf(inServers('{ "a": 1 /* one */ }'))
    expect(textOf(inServers(once))).toBe(once)
  })

  test("keeps its byte order mark", () => {
    expect(textOf(inServers('\uFEFF{"a":1}'))).toStartWith("\uFEFF{")
  })

  test.each([
    ['{"mcpServers": {', "it is not JSON: CloseBraceExpected in line 1"],
    ["not json", "it is not JSON: InvalidSymbol in line 1"],
    ["[1, 2]", "something on the way to mcpServers.ibkr in it is no object"],
    ['{"mcpServers": []}', "something on the way to mcpServers.ibkr in it is no object"],
    ['{"mcpServers": {"ibkr": "x"}, "mcpServers": {}}', "it has a key twice"],
  ])("%p is left alone", (text, problem) => {
    const edited = inServers(text)
    expect(edited.ok ? edited.text : edited.problem).toContain(problem)
  })

  test("of any shape: either left alone or only the entry is new", () => {
    const file = fc.oneof(
      fc.json(),
      fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value, null, 3)),
      fc
        .dictionary(fc.string(), fc.jsonValue())
        .map((mcpServers) => JSON.stringify({ mcpServers, zed: true }, null, "\t")),
      fc.string(),
    )
    fc.assert(
      fc.property(file, (before) => {
        const edited = inServers(before)
        if (!edited.ok) return
        const { mcpServers, ...rest } = parse(edited.text)
        const { mcpServers: servers = {}, ...others } = parse(before) ?? {}
        expect(rest).toEqual(others)
        expect(Object.keys(mcpServers).toSorted()).toEqual([...new Set([...Object.keys(servers), "ibkr"])].toSorted())
        expect(mcpServers.ibkr).toMatchObject(entry)
      }),
    )
  })
})

describe("a TOML file", () => {
  test("that is empty gets the entry alone", () => {
    expect(textOf(inTables(""))).toBe(
      '[mcp_servers.ibkr]\ncommand = "/opt/ibkr-mcp"\nargs = ["serve"]\n\n[mcp_servers.ibkr.env]\nIB_PORT = "4002"\n',
    )
  })

  test("keeps comments and other tables, and changes only what is no longer so", () => {
    const before = [
      'model = "o9" # the best',
      "",
      '[mcp_servers."ibkr"]  # mine',
      'command = "/old"',
      "startup_timeout_sec = 20",
      'args = ["serve", "--demo"]',
      "",
      "[mcp_servers.ibkr.env]",
      '"IB_PORT" = "4001"',
      'IB_ACCOUNTS = "U1"',
      "",
      "# the end",
      "[mcp_servers.other]",
      'command = "x"',
      "",
    ]
    const after = textOf(inTables(before.join("\n"))).split("\n")
    const changed = { 3: 'command = "/opt/ibkr-mcp"', 5: 'args = ["serve"]', 8: 'IB_PORT = "4002"' }
    expect(after).toEqual(Object.assign([...before], changed))
    expect(textOf(inTables(after.join("\n")))).toBe(after.join("\n"))
  })

  test.each([
    ["model = ", "it is not TOML"],
    ['mcp_servers = { other = { command = "x" } }', "cannot be changed safely"],
    ['mcp_servers = "x"', "is no table"],
    ['[mcp_servers.ibkr]\nargs = [\n  "a",\n]', "cannot be changed safely"],
    ['text = """\n[mcp_servers.ibkr]\n"""\n[mcp_servers.ibkr]\ncommand = "old"', "cannot be changed safely"],
  ])("%p is left alone", (text, problem) => {
    const edited = inTables(text)
    expect(edited.ok ? edited.text : edited.problem).toContain(problem)
  })
})
