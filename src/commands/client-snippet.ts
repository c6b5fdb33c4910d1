import { posix, win32 } from "node:path"
import type { ServerEntry } from "./client-entry.ts"

/** How a client starts this server. */
export interface Launch {
  /** The program's absolute path: clients with a window have no shell's PATH. */
  readonly command: string
  readonly args: readonly string[]
  /** Variables that differ from their defaults, or were given by a flag. */
  readonly env: Readonly<Record<string, string>>
}

/** A person's machine, as far as it says where clients keep their files. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** An MCP client: what to paste, and where. */
export interface ClientSpec {
  /** What `--client` takes; dashes and case do not matter. */
  readonly name: string
  readonly title: string
  readonly aliases: readonly string[]
  /** Lines for a person: the file, per system where it differs. */
  readonly where: readonly string[]
  readonly snippet: (launch: Launch) => string
  /** The file that `--write` changes: where it is, and the entry's place and form in it. */
  readonly file: (machine: Machine) => string
  readonly format: "json" | "toml"
  readonly at: readonly string[]
  readonly entry: (launch: Launch) => ServerEntry
}

const server = "ibkr"

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const plainEntry = ({ command, args, env }: Launch): ServerEntry => ({
  command,
  args,
  ...(Object.keys(env).length === 0 ? {} : { env }),
})

const typedEntry = (launch: Launch): ServerEntry => ({ type: "stdio", ...plainEntry(launch) })

const openCodeEntry = ({ command, args, env }: Launch): ServerEntry => ({
  type: "local",
  command: [command, ...args],
  ...(Object.keys(env).length === 0 ? {} : { environment: env }),
  enabled: true,
})

/** A client whose snippet is a part of its JSON file: `{[key]: {ibkr: entry}}`. */
const inJson = (key: string, entry: ClientSpec["entry"]): Pick<ClientSpec, "snippet" | "format" | "at" | "entry"> => ({
  snippet: (launch) => json({ [key]: { [server]: entry(launch) } }),
  format: "json",
  at: [key, server],
  entry,
})

/** Where programs with a window keep their settings: a folder of its own name on each system. */
const settings = ({ platform, home, env }: Machine, ...below: readonly string[]): string => {
  if (platform === "win32") return win32.join(env.APPDATA || win32.join(home, "AppData", "Roaming"), ...below)
  if (platform === "darwin") return posix.join(home, "Library", "Application Support", ...below)
  return posix.join(env.XDG_CONFIG_HOME || posix.join(home, ".config"), ...below)
}

const inHome = ({ platform, home }: Machine, ...below: readonly string[]): string =>
  (platform === "win32" ? win32 : posix).join(home, ...below)

function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  return process.platform === "win32" ? `"${word.replaceAll('"', '\\"')}"` : `'${word.replaceAll("'", "'\\''")}'`
}

function claudeCode({ command, args, env }: Launch): string {
  const variables = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`])
  const words = ["claude", "mcp", "add", server, "--scope", "user", ...variables, "--", command, ...args]
  return `${words.map(shellWord).join(" ")}\n`
}

// TOML's basic strings are written as JSON's are.
function codex({ command, args, env }: Launch): string {
  const variables = Object.entries(env).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
  return [
    `[mcp_servers.${server}]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\n`,
    variables.length === 0 ? "" : `\n[mcp_servers.${server}.env]\n`,
    ...variables,
  ].join("")
}

/** The clients that snippets are made for, in the order in which they are listed. */
export const clients: readonly ClientSpec[] = [
  {
    name: "claude-code",
    title: "Claude Code",
    aliases: ["claude"],
    where: ["Run it in a shell; it adds the server to ~/.claude.json for all your projects."],
    ...inJson("mcpServers", typedEntry),
    snippet: claudeCode,
    file: (machine) => inHome({ ...machine, home: machine.env.CLAUDE_CONFIG_DIR || machine.home }, ".claude.json"),
  },
  {
    name: "claude-desktop",
    title: "Claude Desktop",
    aliases: [],
    where: [
      "macOS    ~/Library/Application Support/Claude/claude_desktop_config.json",
      "Windows  %APPDATA%\\Claude\\claude_desktop_config.json",
      "Linux    ~/.config/Claude/claude_desktop_config.json",
    ],
    ...inJson("mcpServers", plainEntry),
    file: (machine) => settings(machine, "Claude", "claude_desktop_config.json"),
  },
  {
    name: "cursor",
    title: "Cursor",
    aliases: [],
    where: ["~/.cursor/mcp.json, or .cursor/mcp.json in a project"],
    ...inJson("mcpServers", plainEntry),
    file: (machine) => inHome(machine, ".cursor", "mcp.json"),
  },
  {
    name: "vscode",
    title: "VS Code",
    aliases: ["code", "visualstudiocode", "copilot"],
    where: [
      "The command MCP: Open User Configuration opens the file, or use .vscode/mcp.json in a project:",
      "macOS    ~/Library/Application Support/Code/User/mcp.json",
      "Windows  %APPDATA%\\Code\\User\\mcp.json",
      "Linux    ~/.config/Code/User/mcp.json",
    ],
    ...inJson("servers", typedEntry),
    file: (machine) => settings(machine, "Code", "User", "mcp.json"),
  },
  {
    name: "codex",
    title: "Codex",
    aliases: ["codexcli", "openaicodex"],
    where: ["~/.codex/config.toml"],
    snippet: codex,
    format: "toml",
    at: ["mcp_servers", server],
    entry: plainEntry,
    file: (machine) =>
      machine.env.CODEX_HOME
        ? inHome({ ...machine, home: machine.env.CODEX_HOME }, "config.toml")
        : inHome(machine, ".codex", "config.toml"),
  },
  {
    name: "gemini-cli",
    title: "Gemini CLI",
    aliases: ["gemini"],
    where: ["~/.gemini/settings.json, or .gemini/settings.json in a project"],
    ...inJson("mcpServers", plainEntry),
    file: (machine) => inHome(machine, ".gemini", "settings.json"),
  },
  {
    name: "opencode",
    title: "opencode",
    aliases: [],
    where: ["~/.config/opencode/opencode.json, or opencode.json in a project"],
    ...inJson("mcp", openCodeEntry),
    file: (machine) =>
      machine.platform === "linux"
        ? settings(machine, "opencode", "opencode.json")
        : inHome(machine, ".config", "opencode", "opencode.json"),
  },
  {
    name: "zed",
    title: "Zed",
    aliases: [],
    where: [
      "The command zed: open settings file opens it:",
      "macOS, Linux  ~/.config/zed/settings.json",
      "Windows       %APPDATA%\\Zed\\settings.json",
    ],
    ...inJson("context_servers", plainEntry),
    file: (machine) =>
      machine.platform === "darwin"
        ? inHome(machine, ".config", "zed", "settings.json")
        : settings(machine, machine.platform === "win32" ? "Zed" : "zed", "settings.json"),
  },
  {
    name: "windsurf",
    title: "Windsurf",
    aliases: ["codeium"],
    where: [
      "macOS, Linux  ~/.codeium/windsurf/mcp_config.json",
      "Windows       %USERPROFILE%\\.codeium\\windsurf\\mcp_config.json",
    ],
    ...inJson("mcpServers", plainEntry),
    file: (machine) => inHome(machine, ".codeium", "windsurf", "mcp_config.json"),
  },
]

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "")

/** The client that a person means by a name: `claude-code`, `Claude Code`, `claudecode`; undefined when none. */
export const clientNamed = (name: string): ClientSpec | undefined =>
  clients.find((client) => [client.name, client.title, ...client.aliases].some((known) => bare(known) === bare(name)))
