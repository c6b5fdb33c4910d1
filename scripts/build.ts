import { rm } from "node:fs/promises"
import packageJson from "../package.json"
import { replacedModules } from "./bundled-modules.ts"
import { writeGenerated } from "./generate.ts"
import { binaryOf, type Platform, platforms, programOn } from "./platforms.ts"
import { release } from "./release/release.ts"
import { bundledPackages, sbom } from "./release/sbom.ts"

/**
 * Builds the binaries: `dist/ibkr-mcp` for this machine, or with --all one per platform as
 * `dist/ibkr-mcp-<os>-<arch>[-musl][.exe]`, with a list of what is in them (SBOM) and their SHA256SUMS.
 */
const root = new URL("../", import.meta.url)

/** Compiles one binary. Without a target it is for the machine it is compiled on. */
export async function compile(outfile: string, target?: Bun.Build.CompileTarget): Promise<void> {
  await Bun.build({
    entrypoints: [Bun.fileURLToPath(new URL("src/main.ts", root))],
    root: Bun.fileURLToPath(root),
    format: "esm",
    minify: true,
    bytecode: true,
    sourcemap: "linked",
    define: { "process.env.NODE_ENV": '"production"', ...(await buildFacts()) },
    plugins: [replacedModules],
    compile: {
      outfile,
      ...(target === undefined ? {} : { target }),
      // Otherwise the binary would load the .env and run the bunfig.toml preloads of whatever directory it is started in.
      autoloadDotenv: false,
      autoloadBunfig: false,
      jitPolicy: 50,
      execArgv: ["--disallow-code-generation-from-strings=strict", "--no-orphans"],
    },
  })
  // The binary has its source map inside.
  await rm(`${outfile.replace(/\.exe$/, "")}.map`, { force: true })
}

/** What `--version` tells. The commit's date stands for the build's, so that one commit always makes the same bytes. */
async function buildFacts(): Promise<Record<string, string>> {
  const facts = { IBKR_MCP_VERSION: JSON.stringify(packageJson.version) }
  const git = Bun.spawn(["git", "show", "--no-patch", "--format=%H %cI", "HEAD"], {
    cwd: Bun.fileURLToPath(root),
    stdout: "pipe",
    stderr: "ignore",
  })
  const [commit, date] = (await new Response(git.stdout).text()).trim().split(" ")
  if ((await git.exited) !== 0 || commit === undefined || date === undefined) return facts
  return {
    ...facts,
    IBKR_MCP_COMMIT: JSON.stringify(commit),
    IBKR_MCP_BUILT: JSON.stringify(`${new Date(date).toISOString().slice(0, 19)}Z`),
  }
}

/** A platform as Bun's compiler names it. */
export const targetOf = ({ os, cpu, libc }: Platform): Bun.Build.CompileTarget =>
  os === "linux" ? `bun-linux-${cpu}${libc === "musl" ? "-musl" : ""}` : `bun-${os === "win32" ? "windows" : os}-${cpu}`

const inDist = (name: string): string => Bun.fileURLToPath(new URL(`dist/${name}`, root))

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** The lines of a SHA256SUMS file, as `sha256sum --check` reads them. */
async function checksums(names: readonly string[]): Promise<string> {
  const lines = names.map(async (name) => {
    const hash = new Bun.CryptoHasher("sha256").update(await Bun.file(new URL(`dist/${name}`, root)).bytes())
    return `${hash.digest("hex")}  ${name}\n`
  })
  return (await Promise.all(lines)).join("")
}

if (import.meta.main) {
  await writeGenerated()
  if (process.argv.includes("--all")) {
    const names: string[] = []
    for (const platform of platforms) {
      const name = binaryOf(platform)
      await compile(inDist(name), targetOf(platform))
      names.push(name)
      say(`dist/${name}`)
    }
    const parts = sbom(release, await bundledPackages(), packageJson.engines.bun)
    await Bun.write(inDist(parts.path), parts.content)
    names.push(parts.path)
    say(`dist/${parts.path}`)
    await Bun.write(inDist("SHA256SUMS"), await checksums(names))
    say("dist/SHA256SUMS")
  } else {
    const name = programOn({ os: process.platform === "win32" ? "win32" : "linux" })
    await compile(inDist(name))
    say(`dist/${name}`)
  }
}
