import { json, release } from "./release/release.ts"

/** The Claude Code plugin: the server by its npm package, at the version of these sources. */
export default async function generatePlugin(): Promise<{ readonly path: string; readonly content: string }> {
  const content = json({
    name: "ibkr-mcp",
    version: release.version,
    description: release.description,
    author: { name: "The ibkr-mcp authors", url: release.homepage },
    homepage: release.homepage,
    repository: release.homepage,
    license: release.license,
    keywords: release.keywords,
    mcpServers: { ibkr: { command: "npx", args: ["--yes", `${release.npmName}@${release.version}`, "serve"] } },
  })
  return { path: ".claude-plugin/plugin.json", content }
}
