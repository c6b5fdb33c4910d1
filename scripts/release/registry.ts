import { bundled, bundleOf } from "./mcpb.ts"
import { type Checksums, checksumOf, json, type Release, type ReleaseFile, settings } from "./release.ts"

/** Of the MCP registry's `server.json`. */
export const registrySchema = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"

/** The entry of the MCP registry: one bundle for each system and processor, as it knows no bare binaries, and the npm package. */
export function registryEntry(release: Release, checksums: Checksums): ReleaseFile {
  const environmentVariables = settings.map(({ name, meaning, fallback }) => ({
    name,
    description: meaning,
    isRequired: false,
    ...(fallback === "" ? {} : { default: fallback }),
  }))
  const transport = { type: "stdio" }
  const bundles = bundled.map((platform) => ({
    registryType: "mcpb",
    identifier: `${release.files}/${bundleOf(platform)}`,
    fileSha256: checksumOf(checksums, bundleOf(platform)),
    transport,
    environmentVariables,
  }))
  const content = json({
    $schema: registrySchema,
    name: release.registryName,
    title: release.title,
    description: release.summary,
    version: release.version,
    websiteUrl: release.homepage,
    repository: { url: release.homepage, source: "github" },
    packages: [
      ...bundles,
      {
        registryType: "npm",
        registryBaseUrl: "https://registry.npmjs.org",
        identifier: release.npmName,
        version: release.version,
        runtimeHint: "npx",
        transport,
        packageArguments: [{ type: "positional", value: "serve" }],
        environmentVariables,
      },
    ],
  })
  return { path: "server.json", content }
}
