import { expect, test } from "bun:test"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { replacedModules } from "../../scripts/bundled-modules.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"

const here = (path: string): string => Bun.fileURLToPath(new URL(path, import.meta.url))

test("a bundle with the replaced modules understands every definition of a tool", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ibkr-mcp-bundle-"))
  const { outputs } = await Bun.build({
    entrypoints: [here("bundled-tools.ts")],
    outdir: folder,
    target: "bun",
    plugins: [replacedModules],
  })
  const { stdout, stderr } = Bun.spawnSync([process.execPath, outputs[0]?.path ?? ""], { cwd: folder })
  await rm(folder, { recursive: true, force: true })
  expect(stderr.toString()).toBe("")
  expect(JSON.parse(stdout.toString())).toEqual(listedTools)
})

test("the program is bundled without what it never uses", async () => {
  const { metafile } = await Bun.build({
    entrypoints: [here("../../src/main.ts")],
    target: "bun",
    metafile: true,
    plugins: [replacedModules],
  })
  const bundled = Object.keys(metafile?.inputs ?? {})
  expect(bundled.some((path) => path.includes("node_modules/arktype/"))).toBe(true)
  expect(bundled.filter((path) => /node_modules\/(rxjs|ajv|dotenv)\/|api-next\.js$/.test(path))).toEqual([])
})
