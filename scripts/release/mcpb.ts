import { type Zippable, zipSync } from "fflate"
import { type Platform, platforms, programOn } from "../platforms.ts"
import { json, type Release, settings } from "./release.ts"

/** The bundle's format knows systems and no processors or C libraries, so there is one bundle for each of these. */
export const bundled: readonly Platform[] = platforms.filter(({ libc }) => libc !== "musl")

export const bundleOf = ({ name }: Platform): string => `ibkr-mcp-${name}.mcpb`

/** How a bundle's user is asked for a variable. */
const key = (name: string): string => name.replace(/^IB_/, "").toLowerCase()

/** `manifest.json` of the bundle for a platform (MCPB manifest 0.3). */
export function bundleManifest(
  release: Release,
  platform: Platform,
  tools: readonly { readonly name: string; readonly description: string }[],
): Readonly<Record<string, unknown>> {
  const program = `server/${programOn(platform)}`
  return {
    manifest_version: "0.3",
    name: "ibkr-mcp",
    display_name: release.title,
    version: release.version,
    description: release.summary,
    long_description: release.description,
    author: { name: "The ibkr-mcp authors", url: release.homepage },
    repository: { type: "git", url: release.homepage },
    homepage: release.homepage,
    documentation: `${release.homepage}#readme`,
    support: `${release.homepage}/issues`,
    license: release.license,
    keywords: release.keywords,
    server: {
      type: "binary",
      entry_point: program,
      mcp_config: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the client fills these in.
        command: "${__dirname}/".concat(program),
        args: ["serve"],
        env: Object.fromEntries(settings.map(({ name }) => [name, `\${user_config.${key(name)}}`])),
      },
    },
    compatibility: { platforms: [platform.os] },
    tools: tools.map(({ name, description }) => ({ name, description })),
    user_config: Object.fromEntries(
      settings.map(({ name, title, meaning, fallback }) => [
        key(name),
        { type: "string", title, description: meaning, required: false, default: fallback },
      ]),
    ),
  }
}

/** The bundle's bytes: the same for the same content, as its files have no time of their own. */
export function bundle(
  manifest: Readonly<Record<string, unknown>>,
  platform: Platform,
  binary: Uint8Array,
): Uint8Array {
  const at = { mtime: new Date("1980-01-01T00:00:00"), os: 3 } as const
  const text = (content: string) => [new TextEncoder().encode(content), { ...at, attrs: 0o644 << 16 }] as const
  const files: Zippable = {
    "manifest.json": [...text(json(manifest))],
    [`server/${programOn(platform)}`]: [binary, { ...at, attrs: 0o755 << 16, level: 6 }],
  }
  return zipSync(files)
}
