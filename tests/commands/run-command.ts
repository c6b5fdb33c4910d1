import type { Command, Flags } from "../../src/commands/command.ts"

export interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command in this process, as `main.ts` would, and collects what it prints. */
export async function runCommand(
  run: Command,
  { positionals = [], flags = {} }: { readonly positionals?: readonly string[]; readonly flags?: Flags } = {},
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  let stdout = ""
  let stderr = ""
  const code = await run({
    positionals,
    flags,
    env: { NO_COLOR: "1", ...env },
    print: (text) => {
      stdout += text
    },
    complain: (text) => {
      stderr += text
    },
  })
  return { code, stdout, stderr }
}
