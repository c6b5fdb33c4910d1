import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { existsSync } from "node:fs"
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import packageJson from "../../package.json"

const root = Bun.fileURLToPath(new URL("../../", import.meta.url))
const binary = join(root, "dist", process.platform === "win32" ? "ibkr-mcp.exe" : "ibkr-mcp")

/** What a program needs to start at all; nothing of what a person has configured. */
const bareEnvironment: Record<string, string> = Object.fromEntries(
  ["PATH", "HOME", "SystemRoot", "TEMP", "TMPDIR"].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  }),
)

function run(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const child = Bun.spawnSync([binary, ...args], { cwd, env: { ...bareEnvironment, ...env }, stdin: "ignore" })
  return { code: child.exitCode, out: child.stdout.toString(), error: child.stderr.toString() }
}

beforeAll(() => {
  if (!existsSync(binary)) throw new Error("There is no dist/ibkr-mcp to test: run `bun run build` first.")
})

describe("a directory that tries to change what the binary does", () => {
  let clean = ""
  let hostile = ""
  const marker = () => existsSync(join(hostile, "marker"))

  beforeAll(async () => {
    clean = await realpath(await mkdtemp(join(tmpdir(), "ibkr-mcp-clean-")))
    hostile = await realpath(await mkdtemp(join(tmpdir(), "ibkr-mcp-hostile-")))
    await mkdir(join(hostile, "config"))
    const evil = `require("node:fs").writeFileSync(${JSON.stringify(join(hostile, "marker"))}, "")\n`
    const settings = "IB_PORT=1\nIB_HOST=evil.example\nIB_CLIENT_ID=77\nNODE_ENV=test\n"
    const files: Record<string, string> = {
      ".env": settings,
      ".env.local": settings,
      ".env.production": settings,
      "bunfig.toml": `preload = ["./evil.ts"]\n[run]\npreload = ["./evil.ts"]\n`,
      "evil.ts": evil,
      "index.ts": evil,
      "package.json": `{"main": "evil.ts", "scripts": {"config": "bun evil.ts"}}`,
      "tsconfig.json": `{"compilerOptions": {"paths": {"*": ["./evil.ts"]}}}`,
      "config/default.json": `{"ib_port": 1, "ib_host": "evil.example"}`,
      "config/production.json": `{"ib_port": 1, "ib_host": "evil.example"}`,
    }
    for (const [name, text] of Object.entries(files)) await Bun.write(join(hostile, name), text)
  })

  afterAll(async () => {
    await rm(clean, { recursive: true })
    await rm(hostile, { recursive: true })
  })

  test.each(["config --json", "config", "--version", "calendar 2026 --json", "--help"])(
    "%s answers as anywhere",
    (line) => {
      const args = line.split(" ")
      const expected = run(args, clean)
      expect(expected).toMatchObject({ code: 0, error: "" })
      expect(run(args, hostile)).toEqual(expected)
      expect(marker()).toBe(false)
    },
  )

  test("what the IB library would read from the directory is not read when it is loaded", () => {
    const args = ["call", "ibkr_connection_status", "{}", "--demo"]
    const result = run(args, hostile)
    expect(result.code).toBe(0)
    expect(result.out).not.toContain("evil.example")
    expect(marker()).toBe(false)
  })

  test.each(["--preload ./evil.ts", "--preload=./evil.ts", "--require ./evil.ts", "--import ./evil.ts"])(
    "BUN_OPTIONS=%s runs nothing of it",
    (options) => {
      const expected = run(["config", "--json"], clean)
      const result = run(["config", "--json"], hostile, { BUN_OPTIONS: options })
      expect(marker()).toBe(false)
      // Bun's runtime refuses to start rather than run code that is not in the binary.
      if (result.code === 0) expect(result).toEqual(expected)
      else expect(result).toMatchObject({ out: "", error: expect.stringContaining("disallowed") })
    },
  )

  test.each(["NODE_OPTIONS", "BUN_INSPECT_PRELOAD"])("%s runs nothing either", (name) => {
    run(["config", "--json"], hostile, { [name]: name === "NODE_OPTIONS" ? "--require ./evil.ts" : "./evil.ts" })
    expect(marker()).toBe(false)
  })
})

describe("what is in the binary", () => {
  let bytes = Buffer.alloc(0)
  const has = (text: string): boolean => bytes.includes(text, 0, "latin1") || bytes.includes(text, 0, "utf16le")

  beforeAll(async () => {
    bytes = Buffer.from(await Bun.file(binary).arrayBuffer())
  })

  test("no path of the machine it was built on", async () => {
    // As the scan finds what is there, it would find the paths too.
    expect(has("node_modules/@stoqey/ib")).toBe(true)
    const top = root.replace(/[\\/]$/, "")
    const paths = [top, await realpath(top), dirname(process.execPath), dirname(await realpath(process.execPath))]
    for (const path of paths)
      for (const spelling of [path, path.replaceAll("\\", "/"), path.replaceAll("\\", "\\\\")])
        expect({ path: spelling, found: has(spelling) }).toEqual({ path: spelling, found: false })
  })

  test("neither the library's own configuration nor anything that only the build needs", () => {
    expect(has("env_config_test")).toBe(false)
    for (const name of ["date-holidays", "moment-timezone", "fast-check", "mitata", "dotenv"])
      expect({ name, found: has(`node_modules/${name}/`) }).toEqual({ name, found: false })
  })
})

describe("how the binary is called", () => {
  test("--version says the package's version, and as JSON the commit and its date", () => {
    expect(run(["--version"], root)).toEqual({ code: 0, out: `${packageJson.version}\n`, error: "" })
    const { out } = run(["--version", "--json"], root)
    expect(JSON.parse(out)).toMatchObject({
      version: packageJson.version,
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      built: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      bun: Bun.version,
    })
  })

  test("help exits with 0, wrong usage with 2 and says so on stderr", () => {
    expect(run(["--help"], root)).toMatchObject({ code: 0, error: "", out: expect.stringContaining("serve") })
    expect(run(["nonsense"], root)).toMatchObject({ code: 2, out: "", error: expect.stringContaining("nonsense") })
    expect(run(["config", "--nonsense"], root)).toMatchObject({ code: 2, out: "" })
    expect(run(["config"], root, { IB_PORT: "x" })).toMatchObject({
      out: "",
      error: expect.stringContaining("IB_PORT"),
    })
  })
})
