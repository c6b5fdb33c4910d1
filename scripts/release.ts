import { chmod, copyFile, mkdir } from "node:fs/promises"
import { dirname, join } from "node:path"
import packageJson from "../package.json"
import { listedTools } from "../src/mcp/listed-tools.generated.ts"
import { binaryOf, platforms } from "./platforms.ts"
import { homebrewFormula } from "./release/homebrew.ts"
import { installPs1 } from "./release/install-ps1.ts"
import { installSh } from "./release/install-sh.ts"
import { bundle, bundled, bundleManifest, bundleOf } from "./release/mcpb.ts"
import { releaseNotes, subjectsSinceLastTag } from "./release/notes.ts"
import { npmBinary, npmPackages } from "./release/npm.ts"
import { registryEntry } from "./release/registry.ts"
import { type Release, type ReleaseFile, release } from "./release/release.ts"
import { bundledPackages, sbom } from "./release/sbom.ts"

/**
 * Makes every channel's files from the binaries of `bun run build --all`, beside them in dist/: compressed binaries, bundles,
 * checksums, install scripts, formula, packages, registry entry, SBOM and notes. With --tag v1.2.3 it first holds the tag to
 * the version of the sources.
 */
const root = Bun.fileURLToPath(new URL("../", import.meta.url))

const sha256 = (bytes: Uint8Array): string => new Bun.CryptoHasher("sha256").update(bytes).digest("hex")

/** What a folder of binaries is made into. `say` hears the path of each file as it is written. */
export async function makeRelease(of: Release, dist: string, say: (path: string) => void): Promise<void> {
  const checksums = new Map<string, string>()
  const write = async (path: string, content: Uint8Array | string): Promise<void> => {
    await mkdir(dirname(join(dist, path)), { recursive: true })
    await Bun.write(join(dist, path), content)
    say(path)
  }
  const writeFile = async ({ path, content, executable }: ReleaseFile): Promise<void> => {
    await write(path, content)
    if (executable) await chmod(join(dist, path), 0o755)
  }
  const publish = async (name: string, bytes: Uint8Array): Promise<void> => {
    checksums.set(name, sha256(bytes))
    await write(name, bytes)
  }

  for (const platform of platforms) {
    const name = binaryOf(platform)
    const binary = await Bun.file(join(dist, name)).bytes()
    checksums.set(name, sha256(binary))
    await publish(`${name}.gz`, Bun.gzipSync(binary, { level: 9 }))
    if (bundled.includes(platform))
      await publish(bundleOf(platform), bundle(bundleManifest(of, platform, listedTools), platform, binary))
    const inPackage = join(dist, npmBinary(of, platform))
    await mkdir(dirname(inPackage), { recursive: true })
    await copyFile(join(dist, name), inPackage)
    await chmod(inPackage, 0o755)
  }
  const published = [sbom(of, await bundledPackages(), packageJson.engines.bun), installSh(of), installPs1(of)]
  for (const file of published) {
    checksums.set(file.path, sha256(new TextEncoder().encode(file.content)))
    await writeFile(file)
  }
  const lines = [...checksums].map(([name, sum]) => `${sum}  ${name}\n`)
  await write("SHA256SUMS", lines.join(""))
  const readme = await Bun.file(join(root, "README.md")).text()
  for (const file of [
    homebrewFormula(of, checksums),
    ...npmPackages(of, readme),
    registryEntry(of, checksums),
    releaseNotes(of, await subjectsSinceLastTag(root)),
  ])
    await writeFile(file)
}

if (import.meta.main) {
  const tag = process.argv.includes("--tag") ? (process.argv[process.argv.indexOf("--tag") + 1] ?? "") : null
  if (tag !== null && tag !== `v${release.version}`) {
    process.stderr.write(
      `The tag is ${tag || "missing"}, and package.json says ${release.version}: they have to agree.\n`,
    )
    process.exit(1)
  }
  const missing = []
  for (const platform of platforms)
    if (!(await Bun.file(join(root, "dist", binaryOf(platform))).exists())) missing.push(binaryOf(platform))
  if (missing.length > 0) {
    process.stderr.write(`Missing in dist: ${missing.join(", ")}. Run \`bun run build --all\` first.\n`)
    process.exit(1)
  }
  await makeRelease(release, join(root, "dist"), (path) => process.stdout.write(`dist/${path}\n`))
}
