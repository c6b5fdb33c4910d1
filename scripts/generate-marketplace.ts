import { json, release } from "./release/release.ts"

/** What lets Claude Code install the plugin from this repository: `/plugin marketplace add OWNER/NAME`. */
export default async function generateMarketplace(): Promise<{ readonly path: string; readonly content: string }> {
  const content = json({
    name: "ibkr-mcp",
    owner: { name: "The ibkr-mcp authors", url: release.homepage },
    metadata: { description: release.description, version: release.version },
    plugins: [{ name: "ibkr-mcp", source: "./", description: release.description, version: release.version }],
  })
  return { path: ".claude-plugin/marketplace.json", content }
}
