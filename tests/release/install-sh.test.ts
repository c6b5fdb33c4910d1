import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { release } from "../../scripts/release/release.ts"
import { fakeDist } from "./fake-dist.ts"

const posix = process.platform === "linux" || process.platform === "darwin"

describe.skipIf(!posix)("install.sh", () => {
  let dist = ""
  let home = ""
  let server: ReturnType<typeof Bun.serve>
  /** What the file server gives instead of a file of the release. */
  const instead = new Map<string, string | null>()

  beforeAll(async () => {
    dist = (await fakeDist()).dist
    home = await mkdtemp(join(tmpdir(), "ibkr-mcp-home-"))
    server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      async fetch(request) {
        const name = new URL(request.url).pathname.slice(1)
        const given = instead.get(name)
        if (given === null) return new Response("no", { status: 404 })
        return given === undefined ? new Response(Bun.file(join(dist, name))) : new Response(given)
      },
    })
  })
  afterAll(async () => {
    await server.stop(true)
    await rm(dist, { recursive: true, force: true })
    await rm(home, { recursive: true, force: true })
  })

  const install = async (env: Readonly<Record<string, string>> = {}) => {
    const child = Bun.spawn(["sh", join(dist, "install.sh")], {
      env: { PATH: process.env.PATH ?? "", HOME: home, IBKR_MCP_FILES: server.url.origin, ...env },
      stdout: "pipe",
      stderr: "pipe",
    })
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
    return { stdout, stderr, code: await child.exited }
  }
  const names = (folder: string) => readdir(folder).catch((): string[] => [])

  test("puts the binary where the person can run it, and says what comes next", async () => {
    const { stdout, stderr, code } = await install()
    const program = join(home, ".local/bin/ibkr-mcp")
    expect([code, stderr]).toEqual([0, ""])
    expect(stdout).toContain(`Installed ${program}\n`)
    expect(stdout).toContain(`export PATH="${join(home, ".local/bin")}:$PATH"`)
    expect(stdout).toContain(`${program} doctor`)
    expect(Bun.spawnSync([program, "--version"]).stdout.toString()).toBe(`${release.version}\n`)
    expect(await names(join(home, ".local/bin"))).toEqual(["ibkr-mcp"])
  })

  test("again, over the one that is there, into a folder that is in PATH", async () => {
    const folder = join(home, "my bin")
    const { stdout, code } = await install({ IBKR_MCP_INSTALL_DIR: folder, PATH: `${process.env.PATH}:${folder}` })
    expect(code).toBe(0)
    expect(stdout).toContain("\n  ibkr-mcp doctor ")
    expect((await install({ IBKR_MCP_INSTALL_DIR: folder })).code).toBe(0)
    expect(await names(folder)).toEqual(["ibkr-mcp"])
  })

  test.each([
    [
      "a file that is not the one released",
      /\.gz$/,
      Bun.gzipSync("#!/bin/sh\necho evil\n"),
      "is not the file that was released",
    ],
    ["checksums that do not name the file", /^SHA256SUMS$/, "0000  something-else\n", "says nothing of ibkr-mcp-"],
    ["no checksums", /^SHA256SUMS$/, null, "SHA256SUMS cannot be downloaded"],
    ["no binary", /\.gz$/, null, ".gz cannot be downloaded"],
  ])("with %s installs nothing", async (_, pattern, given, problem) => {
    for (const name of await names(dist))
      if (pattern.test(name))
        instead.set(name, given === null || typeof given === "string" ? given : new TextDecoder("latin1").decode(given))
    const folder = join(home, "nothing")
    const { stderr, code } = await install({ IBKR_MCP_INSTALL_DIR: folder })
    instead.clear()
    expect(code).not.toBe(0)
    expect(stderr).toContain(problem)
    expect(await names(folder)).toEqual([])
  })

  test.skipIf(Bun.which("wget") === null)(
    "does with wget and openssl where there is neither curl nor sha256sum",
    async () => {
      const tools = join(home, "tools")
      await mkdir(tools)
      const needed = [
        "uname",
        "mktemp",
        "rm",
        "gzip",
        "chmod",
        "mkdir",
        "cp",
        "mv",
        "awk",
        "cut",
        "cat",
        "grep",
        "wget",
        "sh",
      ]
      for (const name of [...needed, Bun.which("openssl") ? "openssl" : "sha256sum"]) {
        const found = Bun.which(name)
        if (found) await symlink(found, join(tools, name))
      }
      const { stderr, code } = await install({ PATH: tools, IBKR_MCP_INSTALL_DIR: join(home, "by-wget") })
      expect([code, stderr]).toEqual([0, ""])
      expect(await names(join(home, "by-wget"))).toEqual(["ibkr-mcp"])
    },
  )

  test("a folder that cannot be written to is said as such", async () => {
    await Bun.write(join(home, "a-file"), "")
    const { stderr, code } = await install({ IBKR_MCP_INSTALL_DIR: join(home, "a-file/bin") })
    expect(code).not.toBe(0)
    expect(stderr).toContain("set IBKR_MCP_INSTALL_DIR to a folder of yours")
  })
})
