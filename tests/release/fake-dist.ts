import { chmod, mkdir, mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { binaryOf, platforms } from "../../scripts/platforms.ts"
import { release } from "../../scripts/release/release.ts"
import { makeRelease } from "../../scripts/release.ts"

/** What stands in for a binary: a script that answers its version, or its arguments and input. */
export const fakeBinary = (name: string): string => `#!/bin/sh
# ${name}
if [ "$1" = --version ]; then echo ${release.version}; exit 0; fi
echo "arguments: $*"
cat
exit 7
`

/** A release made from such binaries, in a folder of its own. */
export async function fakeDist(): Promise<{ readonly dist: string; readonly written: readonly string[] }> {
  const dist = await mkdtemp(join(tmpdir(), "ibkr-mcp-dist-"))
  await mkdir(dist, { recursive: true })
  for (const platform of platforms) {
    const file = join(dist, binaryOf(platform))
    await Bun.write(file, fakeBinary(binaryOf(platform)))
    await chmod(file, 0o755)
  }
  const written: string[] = []
  await makeRelease(release, dist, (path) => written.push(path))
  return { dist, written }
}

/** SHA-256 in hex by file name, as `SHA256SUMS` says it. */
export async function sums(dist: string): Promise<ReadonlyMap<string, string>> {
  const lines = (await Bun.file(join(dist, "SHA256SUMS")).text()).trimEnd().split("\n")
  return new Map(
    lines.map((line) => {
      const [sum = "", name = ""] = line.split("  ")
      return [name, sum] as const
    }),
  )
}
