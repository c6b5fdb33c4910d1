import { describe, expect, test } from "bun:test"
import { clientNamed, clients } from "../../src/commands/client-snippet.ts"
import { programCommand, runProgram } from "./run-program.ts"

const launch = { command: "/opt/ibkr-mcp", args: ["serve"], env: { IB_PORT: "4002", IB_TOOLSETS: "core" } }

const snippet = (name: string): string => clientNamed(name)?.snippet(launch) ?? ""

describe("snippets", () => {
  test.each(["claude-desktop", "cursor", "gemini-cli", "windsurf"])("%s", (name) => {
    expect(JSON.parse(snippet(name))).toEqual({ mcpServers: { ibkr: launch } })
  })

  test("VS Code", () => {
    expect(JSON.parse(snippet("vscode"))).toEqual({ servers: { ibkr: { type: "stdio", ...launch } } })
  })

  test("Zed", () => {
    expect(JSON.parse(snippet("zed"))).toEqual({ context_servers: { ibkr: launch } })
  })

  test("Codex", () => {
    expect(Bun.TOML.parse(snippet("codex"))).toEqual({ mcp_servers: { ibkr: launch } })
  })

  test("Claude Code", () => {
    expect(snippet("claude-code")).toBe(
      "claude mcp add ibkr --scope user -e IB_PORT=4002 -e IB_TOOLSETS=core -- /opt/ibkr-mcp serve\n",
    )
  })

  test("a path with spaces and quotes survives the shell", async () => {
    const odd = `/Applications/it's "here"/ibkr-mcp`
    const line = clientNamed("claude-code")?.snippet({ command: odd, args: ["serve"], env: {} }) ?? ""
    const words = await Bun.$`sh -c ${`printf '%s\\n' ${line}`}`.text()
    expect(words.split("\n")).toContain(odd)
  })

  test("nothing is said of an environment that is all defaults", () => {
    for (const client of clients) expect(client.snippet({ ...launch, env: {} })).not.toContain("env")
  })

  test.each([
    ["Claude Code", "claude-code"],
    ["claudedesktop", "claude-desktop"],
    ["VS-Code", "vscode"],
    ["gemini", "gemini-cli"],
    ["WINDSURF", "windsurf"],
    ["emacs", undefined],
    ["", undefined],
  ])("%p is understood as %p", (name, expected) => {
    expect(clientNamed(name)?.name).toBe(expected)
  })
})

describe("the file of", () => {
  const on = (platform: NodeJS.Platform, home: string, env: Record<string, string> = {}) =>
    Object.fromEntries(clients.map((client) => [client.name, client.file({ platform, home, env })]))

  test("each client on macOS", () => {
    const support = "/Users/ann/Library/Application Support"
    expect(on("darwin", "/Users/ann")).toEqual({
      "claude-code": "/Users/ann/.claude.json",
      "claude-desktop": `${support}/Claude/claude_desktop_config.json`,
      cursor: "/Users/ann/.cursor/mcp.json",
      vscode: `${support}/Code/User/mcp.json`,
      codex: "/Users/ann/.codex/config.toml",
      "gemini-cli": "/Users/ann/.gemini/settings.json",
      opencode: "/Users/ann/.config/opencode/opencode.json",
      zed: "/Users/ann/.config/zed/settings.json",
      windsurf: "/Users/ann/.codeium/windsurf/mcp_config.json",
    })
  })

  test("the clients with a window on Windows", () => {
    const files = on("win32", "C:\\Users\\Ann", { APPDATA: "D:\\Roaming" })
    expect(files["claude-desktop"]).toBe("D:\\Roaming\\Claude\\claude_desktop_config.json")
    expect(files.zed).toBe("D:\\Roaming\\Zed\\settings.json")
    expect(files.cursor).toBe("C:\\Users\\Ann\\.cursor\\mcp.json")
    expect(on("win32", "C:\\Users\\Ann").vscode).toBe("C:\\Users\\Ann\\AppData\\Roaming\\Code\\User\\mcp.json")
  })

  test("clients that let it be moved is where it was moved", () => {
    const files = on("linux", "/home/ann", { XDG_CONFIG_HOME: "/etc/ann", CODEX_HOME: "/c", CLAUDE_CONFIG_DIR: "/cl" })
    expect(files).toMatchObject({
      zed: "/etc/ann/zed/settings.json",
      codex: "/c/config.toml",
      "claude-code": "/cl/.claude.json",
    })
  })
})

describe("config", () => {
  test("shows each value and where it came from", async () => {
    const { stdout, code } = await runProgram(["config", "--port", "4002"], { env: { IB_CLIENT_ID: "7" } })
    expect(code).toBe(0)
    expect(stdout).toMatch(/IB_PORT +--port +4002 +flag/)
    expect(stdout).toMatch(/IB_CLIENT_ID +--client-id +7 +environment/)
    expect(stdout).toMatch(/IB_HOST +--host +127\.0\.0\.1 +default/)
  })

  test("--json", async () => {
    const { stdout } = await runProgram(["config", "--json"], { env: { IB_ACCOUNTS: "DU1,DU2" } })
    const values = JSON.parse(stdout)
    expect(values.IB_ACCOUNTS).toEqual({ value: ["DU1", "DU2"], source: "environment" })
    expect(values.IB_PORT).toEqual({ value: 4001, source: "default" })
  })

  test("--client prints what to paste on stdout and where on stderr, with this program's real path", async () => {
    const { stdout, stderr, code } = await runProgram(["config", "--client", "cursor"], {
      env: { IB_PORT: "4002", IB_HOST: "127.0.0.1" },
    })
    const [command, ...args] = programCommand(["serve"])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ mcpServers: { ibkr: { command, args, env: { IB_PORT: "4002" } } } })
    expect(stderr).toContain("~/.cursor/mcp.json")
  })

  test.each([
    [["--client"], "--client needs a name"],
    [["--client", "crusor"], 'unknown client "crusor"; did you mean cursor?'],
  ])("%j lists the names, exit code 2", async (args, problem) => {
    const { stdout, stderr, code } = await runProgram(["config", ...args])
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toBe(
      `ibkr-mcp: ${problem}\nClients: claude-code, claude-desktop, cursor, vscode, codex, gemini-cli, opencode, zed, windsurf\n`,
    )
  })
})
