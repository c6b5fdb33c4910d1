import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A program of one line, compiled as ours is: what Bun itself costs. */
export interface BareProgram {
  readonly path: string
  remove(): Promise<void>
}

export async function bareProgram(source: string): Promise<BareProgram> {
  const folder = await mkdtemp(join(tmpdir(), "ibkr-mcp-bench-"))
  const path = join(folder, process.platform === "win32" ? "bare.exe" : "bare")
  const entry = join(folder, "bare.ts")
  await Bun.write(entry, source)
  const { success } = await Bun.build({
    entrypoints: [entry],
    minify: true,
    bytecode: true,
    format: "esm",
    compile: { outfile: path, autoloadDotenv: false, autoloadBunfig: false, jitPolicy: 50 },
  })
  if (!success) throw new Error("The bare program did not compile")
  return { path, remove: () => rm(folder, { recursive: true, force: true }) }
}
