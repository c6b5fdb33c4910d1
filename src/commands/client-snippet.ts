/** How a client starts this server. */
export interface Launch {
  /** The program's absolute path: clients with a window have no shell's PATH. */
  readonly command: string
  readonly args: readonly string[]
  /** Variables that differ from their defaults. */
  readonly env: Readonly<Record<string, string>>
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
}

const server = "ibkr"

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const withEnv = ({ env }: Launch) => (Object.keys(env).length === 0 ? {} : { env })

const mcpServers = (launch: Launch): string =>
  json({ mcpServers: { [server]: { command: launch.command, args: launch.args, ...withEnv(launch) } } })

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
    snippet: claudeCode,
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
    snippet: mcpServers,
  },
  {
    name: "cursor",
    title: "Cursor",
    aliases: [],
    where: ["~/.cursor/mcp.json, or .cursor/mcp.json in a project"],
    snippet: mcpServers,
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
    snippet: (launch) =>
      json({
        servers: { [server]: { type: "stdio", command: launch.command, args: launch.args, ...withEnv(launch) } },
      }),
  },
  {
    name: "codex",
    title: "Codex",
    aliases: ["codexcli", "openaicodex"],
    where: ["~/.codex/config.toml"],
    snippet: codex,
  },
  {
    name: "gemini-cli",
    title: "Gemini CLI",
    aliases: ["gemini"],
    where: ["~/.gemini/settings.json, or .gemini/settings.json in a project"],
    snippet: mcpServers,
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
    snippet: (launch) =>
      json({ context_servers: { [server]: { command: launch.command, args: launch.args, ...withEnv(launch) } } }),
  },
  {
    name: "windsurf",
    title: "Windsurf",
    aliases: ["codeium"],
    where: [
      "macOS, Linux  ~/.codeium/windsurf/mcp_config.json",
      "Windows       %USERPROFILE%\\.codeium\\windsurf\\mcp_config.json",
    ],
    snippet: mcpServers,
  },
]

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "")

/** The client that a person means by a name: `claude-code`, `Claude Code`, `claudecode`; undefined when none. */
export const clientNamed = (name: string): ClientSpec | undefined =>
  clients.find((client) => [client.name, client.title, ...client.aliases].some((known) => bare(known) === bare(name)))
