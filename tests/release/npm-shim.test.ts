import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { platforms } from "../../scripts/platforms.ts"
import { packageOf } from "../../scripts/release/npm.ts"
import { release } from "../../scripts/release/release.ts"
import { fakeDist } from "./fake-dist.ts"

const node = Bun.which("node")

describe.skipIf(node === null || process.platform === "win32")("the npm package, installed", () => {
  let dist = ""
  let folder = ""
  beforeAll(async () => {
    dist = (await fakeDist()).dist
    folder = await mkdtemp(join(tmpdir(), "ibkr-mcp-npm-"))
    for (const name of [release.npmName, ...platforms.map((platform) => packageOf(release, platform))])
      await cp(join(dist, "npm", name), join(folder, "node_modules", name), { recursive: true })
  })
  afterAll(async () => {
    await rm(dist, { recursive: true, force: true })
    await rm(folder, { recursive: true, force: true })
  })

  const run = async (args: readonly string[], stdin = "") => {
    const shim = join(folder, "node_modules", release.npmName, "bin", "ibkr-mcp.js")
    const child = Bun.spawn([node ?? "node", shim, ...args], {
      stdin: new Blob([stdin]),
      stdout: "pipe",
      stderr: "pipe",
    })
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
    return { stdout, stderr, code: await child.exited }
  }

  test("starts this platform's binary with the same arguments, input, output and exit code", async () => {
    expect(await run(["call", "x y", "--demo"], "input\n")).toEqual({
      stdout: "arguments: call x y --demo\ninput\n",
      stderr: "",
      code: 7,
    })
  })

  test("says which package is missing when there is none for the platform", async () => {
    for (const platform of platforms)
      await rm(join(folder, "node_modules", packageOf(release, platform)), { recursive: true, force: true })
    const { stderr, code } = await run(["--version"])
    expect(code).toBe(1)
    expect(stderr).toMatch(/the package ibkr-mcp-server-\S+ is not installed\. It comes as an optional dependency/)
  })
})
