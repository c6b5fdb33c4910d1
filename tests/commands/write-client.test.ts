import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { clients } from "../../src/commands/client-snippet.ts"
import { programCommand, runProgram } from "./run-program.ts"

let home = ""
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "ibkr-mcp-home-"))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const elsewhere = { XDG_CONFIG_HOME: "", CLAUDE_CONFIG_DIR: "", CODEX_HOME: "", APPDATA: "" }
const write = (client: string, ...more: readonly string[]) =>
  runProgram(["config", "--client", client, "--write", "--port", "4002", ...more], {
    env: { ...elsewhere, HOME: home, USERPROFILE: home },
  })

const cursorFile = () => join(home, ".cursor", "mcp.json")
const giveCursor = async (text: string) => {
  await mkdir(join(home, ".cursor"))
  await writeFile(cursorFile(), text)
}

describe("config --client NAME --write", () => {
  const [command, ...args] = programCommand(["serve"])

  test("adds the server, shows the difference and keeps the file as it was", async () => {
    const before = '{\n  // mine\n  "mcpServers": {}\n}\n'
    await giveCursor(before)
    await chmod(cursorFile(), 0o640)
    const { stdout, code } = await write("cursor")
    expect(code).toBe(0)
    expect(stdout).toContain('+        "IB_PORT": "4002"')
    expect(stdout).toContain(`as it was: ${cursorFile()}.backup`)
    expect(await readFile(`${cursorFile()}.backup`, "utf8")).toBe(before)
    const after = await readFile(cursorFile(), "utf8")
    expect(after).toContain("  // mine\n")
    expect(JSON.parse(after.replace("// mine", ""))).toEqual({
      mcpServers: { ibkr: { command, args, env: { IB_PORT: "4002" } } },
    })
    if (process.platform !== "win32") expect((await stat(cursorFile())).mode & 0o777).toBe(0o640)
    expect((await readdir(join(home, ".cursor"))).toSorted()).toEqual(["mcp.json", "mcp.json.backup"])
  })

  test("says that it is there when it is, and leaves no second backup", async () => {
    await write("cursor")
    const { stdout, code } = await write("cursor")
    expect([code, stdout]).toEqual([0, `Cursor: ${cursorFile()} has it already.\n`])
    expect(await readdir(join(home, ".cursor"))).toEqual(["mcp.json"])
  })

  test("a flag wins over what the file says, even when it is the default", async () => {
    await write("cursor")
    await write("cursor", "--port=4001").then(({ stderr }) => expect(stderr).toContain("--port is given twice"))
    await runProgram(["config", "--client", "cursor", "--write", "--port", "4001"], {
      env: { ...elsewhere, HOME: home, USERPROFILE: home },
    })
    expect(JSON.parse(await readFile(cursorFile(), "utf8")).mcpServers.ibkr.env).toEqual({ IB_PORT: "4001" })
  })

  test("leaves what it cannot parse alone, and prints what belongs into it", async () => {
    await giveCursor('{ "mcpServers": {')
    const { stdout, stderr, code } = await write("cursor")
    expect([code, stdout]).toEqual([1, ""])
    expect(stderr).toContain("is left as it is: it is not JSON")
    expect(stderr).toContain('"IB_PORT": "4002"')
    expect(await readFile(cursorFile(), "utf8")).toBe('{ "mcpServers": {')
    expect(await readdir(join(home, ".cursor"))).toEqual(["mcp.json"])
  })

  test("bytes that are no text are left alone", async () => {
    await mkdir(join(home, ".cursor"))
    await writeFile(cursorFile(), Uint8Array.of(0x7b, 0xff, 0x7d))
    const { code } = await write("cursor")
    expect([code, await readdir(join(home, ".cursor"))]).toEqual([1, ["mcp.json"]])
  })

  test.skipIf(process.platform === "win32")("what a link points to is changed, and the link stays", async () => {
    await mkdir(join(home, ".cursor"))
    await writeFile(join(home, "dotfile.json"), "{}")
    await symlink(join(home, "dotfile.json"), cursorFile())
    await write("cursor")
    expect(JSON.parse(await readFile(join(home, "dotfile.json"), "utf8")).mcpServers.ibkr.command).toBe(command)
    expect((await readdir(home)).filter((name) => name !== ".bun").toSorted()).toEqual([
      ".cursor",
      "dotfile.json",
      "dotfile.json.backup",
    ])
  })

  test.each(clients.map(({ name }) => name))("%s gets a file that it reads", async (name) => {
    const { stdout, code } = await write(name)
    expect(code).toBe(0)
    const [, file = ""] = /: written to (.+?)\.\n/.exec(stdout) ?? []
    expect(file).toStartWith(home)
    const text = await readFile(file, "utf8")
    expect(name === "codex" ? Bun.TOML.parse(text) : JSON.parse(text)).toBeObject()
    expect(text).toContain("4002")
  })

  test("--write without a client is wrong usage", async () => {
    const { stderr, code } = await runProgram(["config", "--write"])
    expect([code, stderr]).toEqual([2, "ibkr-mcp: --write needs --client NAME, the client whose file is meant\n"])
  })
})
