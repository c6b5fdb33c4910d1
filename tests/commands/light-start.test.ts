import { expect, test } from "bun:test"

const root = new URL("../../", import.meta.url)
const transpiler = new Bun.Transpiler({ loader: "ts" })

/** The packages that a file loads as soon as it is loaded, through every file it imports; what is imported on demand is left out. */
async function packagesOf(path: string, seen = new Set<string>()): Promise<Set<string>> {
  const packages = new Set<string>()
  if (seen.has(path)) return packages
  seen.add(path)
  for (const found of transpiler.scanImports(await Bun.file(new URL(path, root)).text())) {
    if (found.kind !== "import-statement") continue
    if (!found.path.startsWith(".")) packages.add(found.path)
    else if (found.path.endsWith(".ts")) {
      const next = new URL(found.path, new URL(path, root)).href.slice(root.href.length)
      for (const each of await packagesOf(next, seen)) packages.add(each)
    }
  }
  return packages
}

test.each([
  ["src/main.ts", ["node:util"]],
  ["src/commands/help.ts", ["node:util", "picocolors"]],
  ["src/commands/serve.ts", []],
  ["src/commands/config.ts", ["node:path", "node:util"]],
  ["src/mcp/server.ts", ["@modelcontextprotocol/sdk/server/index.js", "@modelcontextprotocol/sdk/types.js"]],
  ["src/mcp/listed-tools.generated.ts", []],
  // The connection to the Gateway begins before arktype and the tools are loaded.
  ["src/commands/open-desk.ts", ["@stoqey/ib", "lru-cache", "node:child_process", "node:path"]],
])("%s loads no package but %j", async (path, allowed) => {
  expect([...(await packagesOf(path))].sort()).toEqual(allowed)
})
