import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { complete } from "../../src/commands/complete.ts"
import { completionScript, shells } from "../../src/commands/completion-scripts.ts"
import { commands } from "../../src/commands/table.ts"
import { tools } from "../../src/tools/index.ts"
import { programCommand, runProgram } from "./run-program.ts"

const words = async (before: string, current: string) =>
  (await complete(before.split(" ").filter(Boolean), current)).map(({ word }) => word)

describe("what fits", () => {
  test("at first: the commands", async () => {
    expect(await words("", "")).toEqual([...commands.map(({ name }) => name), "--version", "--help"])
    expect(await words("", "s")).toEqual(["serve", "simulate"])
  })

  test("behind call: every tool, and nothing behind it", async () => {
    expect(await words("call", "")).toEqual(tools.map(({ name }) => name))
    expect(await words("call --demo", "ibkr_q")).toEqual(["ibkr_quote"])
    expect(await words("call ibkr_quote", "")).toEqual([])
  })

  test("the flags of a command that are not given yet", async () => {
    expect(await words("calendar", "-")).toEqual(["--json", "--help"])
    expect(await words("calendar --json", "-")).toEqual(["--help"])
    expect(await words("serve", "--p")).toEqual(["--port"])
  })

  test("the values of a flag, in both spellings, and as bash takes them apart", async () => {
    expect(await words("config --client", "cu")).toEqual(["cursor"])
    expect(await words("config", "--client=cu")).toEqual(["--client=cursor"])
    expect(await words("config --client =", "cu")).toEqual(["cursor"])
    expect(await words("serve --mask-accounts", "=")).toEqual(["true", "false"])
    expect(await words("simulate --scenario", "delayed")).toContain("delayed-only")
    expect(await words("serve --port", "")).toEqual([])
  })

  test("a flag whose value may be left out can be followed by another one", async () => {
    expect(await words("config --client", "--j")).toEqual(["--json"])
  })

  test("of words that mean nothing: nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), fc.string(), async (before, current) => {
        for (const { word } of await complete(before, current))
          expect(word.startsWith(current.replace(/^=$/, ""))).toBe(true)
      }),
    )
  })
})

describe("completions", () => {
  test.each([
    [[], "completions needs a shell"],
    [["tcsh"], 'no completions for "tcsh"'],
  ])("%j lists the shells", async (args, problem) => {
    const { stderr, code } = await runProgram(["completions", ...args])
    expect([code, stderr]).toEqual([2, `ibkr-mcp: ${problem}; the shells are bash, zsh, fish, powershell\n`])
  })

  test.each([...shells])("%s has a script that asks the program", async (shell) => {
    const { stdout, code } = await runProgram(["completions", shell])
    expect([code, stdout]).toEqual([0, completionScript(shell) ?? ""])
    expect(stdout).toContain("__complete")
  })
})

describe.skipIf(process.platform === "win32")("in a real shell", () => {
  let folder = ""
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ibkr-mcp-completions-"))
    const quoted = programCommand([]).map((word) => `'${word}'`)
    await writeFile(join(folder, "ibkr-mcp"), `#!/bin/sh\nexec ${quoted.join(" ")} "$@"\n`)
    await chmod(join(folder, "ibkr-mcp"), 0o755)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const run = (shell: string, ...args: readonly string[]) => {
    const child = Bun.spawnSync([shell, ...args], {
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, HOME: folder },
    })
    return `${child.stdout}${child.stderr}`.trim().split(/\s+/)
  }

  const typed = async (shell: string) => {
    const file = join(folder, `script.${shell}`)
    await writeFile(file, completionScript(shell) ?? "")
    return file
  }

  test.skipIf(Bun.which("bash") === null)("bash", async () => {
    const at = (...line: readonly string[]) =>
      `COMP_WORDS=(ibkr-mcp ${line.join(" ")}); COMP_CWORD=${line.length}; _ibkr_mcp; echo "\${COMPREPLY[@]}"`
    const script = `source ${await typed("bash")}; ${at("call", "ibkr_q")}; ${at("config", "--client", "cu")}; ${at("serve", "''")}`
    expect(run("bash", "-c", script)).toEqual(["ibkr_quote", "cursor"])
  })

  test.skipIf(Bun.which("fish") === null)("fish", async () => {
    const script = `source ${await typed("fish")}; complete -C 'ibkr-mcp call ibkr_q'; complete -C 'ibkr-mcp config --client cu'`
    expect(run("fish", "--no-config", "-c", script)).toEqual(["ibkr_quote", "Quotes", "cursor", "Cursor"])
  })

  test.skipIf(Bun.which("zsh") === null)("zsh can read its script", async () => {
    expect(run("zsh", "-n", await typed("zsh"))).toEqual([""])
  })
})
