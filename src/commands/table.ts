import type { CommandSpec, FlagSpec } from "./command.ts"

const json: FlagSpec = { name: "json", description: "Print JSON for a program instead of text for a person" }

const demo: FlagSpec = {
  name: "demo",
  description: "Use an embedded simulated Gateway: no account, no network, every answer says so",
}

const demoClock: FlagSpec = {
  name: "clock",
  value: "WHEN",
  description: "With --demo, the simulated time: real, an ISO 8601 instant, or that with xN to run N times as fast",
}

/** Every command, in the order in which help lists them. */
export const commands: readonly CommandSpec[] = [
  {
    name: "serve",
    summary: "MCP server on stdio; what bare ibkr-mcp does when stdin is not a terminal",
    positionals: [],
    flags: [demo, demoClock],
    configurable: true,
    notes: [
      "stdout carries MCP messages only, logs go to stderr. Ends by itself when stdin closes.",
      "`ibkr-mcp config --client claude-code` prints how to add it to an MCP client.",
    ],
    load: () => import("./serve.ts"),
  },
  {
    name: "demo",
    summary: "See it work in a few seconds, on simulated data: no account needed",
    positionals: [],
    flags: [],
    configurable: false,
    notes: [],
    load: () => import("./demo.ts"),
  },
  {
    name: "doctor",
    summary: "Find out why it does not work, and what to change",
    positionals: [],
    flags: [
      json,
      { name: "symbol", value: "SYMBOL", description: "Instrument to test market data with (default SPY)" },
      { name: "watch", description: "Look again every few seconds and print what has changed; Ctrl-C ends" },
    ],
    configurable: true,
    notes: ["Exit code: 0 nothing failed, 1 something failed, 2 wrong usage."],
    load: () => import("./doctor.ts"),
  },
  {
    name: "config",
    summary: "Show the effective configuration, or the snippet for an MCP client",
    positionals: [],
    flags: [
      json,
      {
        name: "client",
        value: "NAME",
        valueOptional: true,
        description: "Print what to paste for this MCP client; without NAME, list them",
      },
      {
        name: "write",
        description: "With --client, add it to the client's file: shows the difference, keeps a backup",
      },
    ],
    configurable: true,
    notes: ["Example: ibkr-mcp config --client claude-code --port 4002 --write"],
    load: () => import("./config.ts"),
  },
  {
    name: "call",
    summary: "Run one tool once and print its result as JSON",
    positionals: ["TOOL", "[JSON]"],
    flags: [demo, demoClock],
    configurable: true,
    notes: [
      `Example: ibkr-mcp call ibkr_quote '{"symbols":"AAPL,FX:EURUSD"}' --demo`,
      "JSON is {} when not given, and read from stdin when it is -.",
      "Exit code: 0 answered, 1 the tool failed (the error is printed), 2 wrong usage.",
    ],
    load: () => import("./call.ts"),
  },
  {
    name: "simulate",
    summary: "Run the simulated Gateway on its own, for any TWS API client",
    positionals: [],
    flags: [
      { name: "host", value: "HOST", description: "Address to listen on (default 127.0.0.1)" },
      { name: "port", value: "PORT", description: "Port to listen on, 0 for any free one (default 4002)" },
      {
        name: "scenario",
        value: "NAMES",
        description: "What goes wrong: names or TOML and JSON files, comma separated (default: an ordinary day)",
      },
      { name: "scenarios", description: "List the scenarios" },
      {
        name: "control",
        value: "PORT",
        description: "Take commands over HTTP on this port of 127.0.0.1, 0 for any free one (GET / lists them)",
      },
      { name: "seed", value: "N", description: "Seed of the simulated market (default 1)" },
      {
        name: "clock",
        value: "WHEN",
        description:
          "real (default), an ISO 8601 instant to start from, or that with xN to run N times as fast; x0 with --control",
      },
    ],
    configurable: false,
    notes: [
      "Examples: ibkr-mcp simulate --port 0 --scenario delayed-only,drop:after=30s",
      "          ibkr-mcp simulate --clock 2026-11-20T14:30:00Zx60 --scenario ./day.toml --control 8400",
    ],
    load: () => import("./simulate.ts"),
  },
  {
    name: "calendar",
    summary: "NYSE sessions, holidays and half days, 1990 to 2035",
    positionals: ["[YEAR or DATE]"],
    flags: [json],
    configurable: false,
    notes: ["Examples: ibkr-mcp calendar 2026, ibkr-mcp calendar 2026-11-27"],
    load: () => import("./calendar.ts"),
  },
  {
    name: "completions",
    summary: "Script that completes commands, flags and values in a shell",
    positionals: ["SHELL"],
    flags: [],
    configurable: false,
    notes: [
      "SHELL is bash, zsh, fish or powershell; the script's first lines say where it belongs.",
      "Example: source <(ibkr-mcp completions bash)",
    ],
    load: () => import("./completions.ts"),
  },
]
