import type { Toolset } from "../config/config.ts"

/** A JSON Schema of an object, as `tools/list` shows it. */
export interface ObjectSchema {
  readonly type: "object"
  readonly properties?: Readonly<Record<string, object>>
  readonly required?: readonly string[]
  readonly [keyword: string]: unknown
}

/** A tool as clients see it, and the group it belongs to. */
export interface ListedTool {
  readonly toolset: Toolset
  readonly name: string
  readonly title: string
  readonly description: string
  readonly inputSchema: ObjectSchema
  readonly outputSchema: ObjectSchema
}

/** The eight tools of `IB_TOOLSETS=core`, in the order in which they are listed. */
export const coreTools: readonly string[] = [
  "ibkr_quote",
  "ibkr_historical_bars",
  "ibkr_fx_rate",
  "ibkr_positions",
  "ibkr_account_summary",
  "ibkr_option_chain",
  "ibkr_contract_search",
  "ibkr_connection_status",
]

/** The tools that the configuration offers, in their fixed order. */
export function offered<Tool extends { readonly name: string; readonly toolset: Toolset }>(
  tools: readonly Tool[],
  toolsets: "all" | "core" | readonly Toolset[],
): readonly Tool[] {
  if (toolsets === "all") return tools
  if (toolsets === "core") return tools.filter((tool) => coreTools.includes(tool.name))
  return tools.filter((tool) => toolsets.includes(tool.toolset))
}

/** Every tool only reads, asks the same when asked twice, and reaches out to the Gateway. */
export const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true }

/** A tool's entry of `tools/list`. */
export const entryOf = ({ toolset: _, ...tool }: ListedTool) => ({ ...tool, annotations })
