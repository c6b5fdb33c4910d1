import { failure } from "../outcome/outcome.ts"
import type { ListedTool } from "./listing.ts"
import type { Registry } from "./registry.ts"

export interface ServerParts {
  /** The tools that are offered, as they are listed. */
  readonly listed: readonly ListedTool[]
  /** The tools ready to be called; resolves as soon as everything behind them is loaded. */
  readonly registry: () => Promise<Registry>
}

export const notLoaded = failure(
  "internal",
  "The tools could not be loaded; the log on stderr says why.",
  "Restart the server; if that does not help, install it again.",
)
