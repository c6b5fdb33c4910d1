import type { CommandArguments } from "./command.ts"
import { completionScript, shells } from "./completion-scripts.ts"
import { shownWord } from "./parse.ts"

/** `completions SHELL`: prints the script that lets a shell complete this program's commands, flags and values. */
export async function run({ positionals: [shell], print, complain }: CommandArguments): Promise<number> {
  const script = shell === undefined ? undefined : completionScript(shell)
  if (script === undefined) {
    const what =
      shell === undefined ? "completions needs a shell" : `no completions for ${JSON.stringify(shownWord(shell))}`
    complain(`ibkr-mcp: ${what}; the shells are ${shells.join(", ")}\n`)
    return 2
  }
  print(script)
  return 0
}
