import { Glob } from "bun"

/**
 * Runs every scripts/generate-*.ts and writes what it makes; with --check it compares instead, and fails when a committed
 * file is not what its sources make.
 */
type Generate = () => Promise<{ readonly path: string; readonly content: string }>

const root = new URL("../", import.meta.url)
const checking = process.argv.includes("--check")
const stale: string[] = []

for (const script of [...new Glob("generate-*.ts").scanSync(import.meta.dir)].sort()) {
  const generator: { default: Generate } = await import(`./${script}`)
  const { path, content } = await generator.default()
  const file = Bun.file(new URL(path, root))
  const committed = (await file.exists()) ? await file.text() : null
  if (committed === content) continue
  if (checking) stale.push(`${path} is not what scripts/${script} makes`)
  else await Bun.write(file, content)
}

if (stale.length > 0) {
  process.stderr.write(`${stale.join("\n")}\nRun \`bun run generate\` and commit the result.\n`)
  process.exit(1)
}
