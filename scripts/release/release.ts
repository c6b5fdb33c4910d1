import packageJson from "../../package.json"
import { type Variable, variables } from "../../src/config/variables.ts"

/** What every channel is made from. */
export interface Release {
  readonly version: string
  /** One line of at most 100 characters, as registries want it. */
  readonly summary: string
  readonly description: string
  readonly license: string
  readonly title: string
  /** `owner/name` on GitHub. */
  readonly repository: string
  readonly homepage: string
  /** Where the release's files lie. */
  readonly files: string
  /** The server's name in the MCP registry, which GitHub's owner proves. */
  readonly registryName: string
  readonly npmName: string
  readonly keywords: readonly string[]
}

/** The release that the sources are of. */
export function releaseOf({ version, description, license, repository, keywords }: typeof packageJson): Release {
  const [, owner = "", name = ""] = /github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(repository.url) ?? []
  if (owner === "" || name === "") throw new Error("package.json names no repository on GitHub")
  const homepage = `https://github.com/${owner}/${name}`
  return {
    version,
    summary: "Read-only Interactive Brokers: quotes, history, options, positions, news from your own Gateway",
    description,
    license,
    title: "Interactive Brokers (read-only)",
    repository: `${owner}/${name}`,
    homepage,
    files: `${homepage}/releases/download/v${version}`,
    registryName: `io.github.${owner}/${name}`,
    npmName: "ibkr-mcp-server",
    keywords,
  }
}

export const release = releaseOf(packageJson)

/** A variable that somebody who installs the server may want to set, in the order in which to ask for them. */
export interface Setting {
  readonly name: `IB_${string}`
  readonly title: string
  readonly meaning: string
  readonly fallback: string
}

const setting = (title: string, { name, meaning, fallback }: Variable<unknown>): Setting => ({
  name,
  title,
  meaning: `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}`,
  fallback: fallback === null ? "" : String(fallback),
})

/** What a person is asked when a client installs the server; everything else has a good default. */
export const settings: readonly Setting[] = [
  setting("Gateway host", variables.host),
  setting("Gateway port", variables.port),
  setting("Client id", variables.clientId),
  setting("Market data type", variables.marketDataType),
  setting("Accounts", variables.accounts),
  setting("Mask account numbers", variables.maskAccounts),
  setting("Tools", variables.toolsets),
]

/** A file that a channel wants, and where it lies below `dist/`. */
export interface ReleaseFile {
  readonly path: string
  readonly content: string
  readonly executable?: true
}

/** SHA-256 in hex by file name. */
export type Checksums = ReadonlyMap<string, string>

export function checksumOf(checksums: Checksums, file: string): string {
  const found = checksums.get(file)
  if (found === undefined) throw new Error(`no checksum of ${file}: build it first (bun run build --all)`)
  return found
}

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
