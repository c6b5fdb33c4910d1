import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** The binary that is measured: what `bun run build` made, or what `IBKR_MCP_BINARY` names. */
export const binary: string =
  process.env.IBKR_MCP_BINARY ??
  fileURLToPath(new URL(`../../dist/ibkr-mcp${process.platform === "win32" ? ".exe" : ""}`, import.meta.url))

if (!existsSync(binary)) {
  process.stderr.write(`There is no ${binary}: run \`bun run build\` first.\n`)
  process.exit(2)
}
