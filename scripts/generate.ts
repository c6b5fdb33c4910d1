import { Glob } from "bun"

/**
 * Runs every scripts/generate-*.ts and writes what it makes; with --check it compares instead, and fails when a committed
 * file is not what its sources make.
 */
interface Generated {
  readonly path: string
  readonly content: string
}

const root = new URL("../", import.meta.url)

/** Writes every generated file that is not yet what its sources make. */
export async function writeGenerated(): Promise<void> {
  for (const { path, content } of await stale()) await Bun.write(new URL(path, root), content)
}

/** The generated files that differ from what is committed, with what they should be. */
async function stale(): Promise<Generated[]> {
  const found: Generated[] = []
  for (const script of [...new Glob("generate-*.ts").scanSync(import.meta.dir)].sort()) {
    const generator: { default: () => Promise<Generated> } = await import(`./${script}`)
    const generated = await generator.default()
    const file = Bun.file(new URL(generated.path, root))
    if (!(await file.exists()) || (await file.text()) !== generated.content) found.push(generated)
  }
  return found
}

if (import.meta.main) {
  if (!process.argv.includes("--check")) await writeGenerated()
  else {
    const paths = (await stale()).map(({ path }) => path)
    if (paths.length > 0) {
      process.stderr.write(
        `Not what its sources make: ${paths.join(", ")}\nRun \`bun run generate\` and commit the result.\n`,
      )
      process.exit(1)
    }
  }
}
