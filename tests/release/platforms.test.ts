import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { homedir, tmpdir } from "node:os"
import { join } from "node:path"
import packageJson from "../../package.json"
import { compile, targetOf } from "../../scripts/build.ts"
import { binaryOf, type Platform, platforms } from "../../scripts/platforms.ts"
import { executableFormat } from "./executable-format.ts"

const targetCached = (platform: Platform): boolean => {
  const name = `${targetOf(platform).replace("arm64", "aarch64")}-v${packageJson.engines.bun}`
  return existsSync(join(homedir(), ".bun/install/cache", name))
}

const isMusl = !JSON.stringify(process.report.getReport()).includes("glibcVersionRuntime")
const thisLibc = isMusl ? "musl" : "glibc"

/** Whether a binary for this platform can be run here. */
const runsHere = ({ os, cpu, libc }: Platform): boolean =>
  os === process.platform &&
  cpu === process.arch &&
  (libc === undefined || libc === thisLibc || (libc === "musl" && process.env.IBKR_MCP_MUSL === "1"))

// Bun for the other systems is 250 MB to download: on a person's machine only what is there already is built.
const wanted = process.env.IBKR_MCP_ALL_PLATFORMS
  ? platforms
  : platforms.filter((platform) => runsHere(platform) || targetCached(platform))

describe.each(wanted.map((platform) => [platform.name, platform] as const))("the binary for %s", (_, platform) => {
  let folder = ""
  let file = ""
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ibkr-mcp-platform-"))
    file = join(folder, binaryOf(platform))
    await compile(file, targetOf(platform))
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test("is of that system, and holds this version and no path of the machine it was built on", async () => {
    const bytes = Buffer.from(await Bun.file(file).arrayBuffer())
    const { os, cpu, libc } = platform
    expect(executableFormat(bytes)).toEqual({
      os,
      cpu,
      ...(libc === undefined ? {} : { libc }),
      ...(os === "darwin" ? { signed: true } : {}),
    })
    expect(bytes.includes(`"${packageJson.version}"`)).toBe(true)
    expect(bytes.includes("IB_GATEWAY_START_COMMAND")).toBe(true)
    expect(bytes.includes(Bun.fileURLToPath(new URL("../../src/", import.meta.url)))).toBe(false)
  }, 60_000)

  test.skipIf(!runsHere(platform))(
    "runs",
    () => {
      const { stdout, exitCode } = Bun.spawnSync([file, "--version", "--json"])
      expect(exitCode).toBe(0)
      expect(JSON.parse(stdout.toString())).toMatchObject({
        version: packageJson.version,
        bun: packageJson.engines.bun,
        platform: `${platform.os}-${platform.cpu}`,
      })
      const call = ["call", "ibkr_fx_rate", '{"pair":"EURUSD"}', "--demo", "--clock", "2026-11-20T15:30:00Z"]
      expect(JSON.parse(Bun.spawnSync([file, ...call]).stdout.toString())).toMatchObject({
        pair: "EURUSD",
        meta: { demo: true },
      })
    },
    60_000,
  )
})
