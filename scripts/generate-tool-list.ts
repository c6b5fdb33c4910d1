import { describeTool } from "../src/mcp/describe-tools.ts"
import { tools } from "../src/tools/index.ts"

/**
 * `tools/list` as data, made from the definitions that validate at run time, so that a client gets it without waiting for
 * what is needed to validate.
 */
export default async function generateToolList(): Promise<{ readonly path: string; readonly content: string }> {
  const listed = tools.map(describeTool)
  const content = [
    "// Made by scripts/generate-tool-list.ts from src/tools/. Do not edit.",
    `import type { ListedTool } from "./listing.ts"`,
    "",
    `export const listedTools: readonly ListedTool[] = ${JSON.stringify(listed, null, 2)}`,
    "",
  ].join("\n")
  return { path: "src/mcp/listed-tools.generated.ts", content }
}
