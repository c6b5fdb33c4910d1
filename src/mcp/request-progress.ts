import type { ProgressToken, ServerNotification } from "@modelcontextprotocol/sdk/types.js"
import type { CallOptions } from "./registry.ts"

/** What a handler gets to know about its request. */
export interface RequestExtra {
  readonly signal: AbortSignal
  readonly _meta?: { readonly progressToken?: ProgressToken | undefined } | undefined
  sendNotification(notification: ServerNotification): Promise<void>
}

/**
 * Runs what answers a request, which may tell how far it has come when the client gave a token for that. The protocol has
 * progress only rise, and end with the request: what would break that is not sent.
 */
export async function withProgress<Result>(
  { signal, _meta, sendNotification }: RequestExtra,
  run: (options: CallOptions) => Promise<Result>,
): Promise<Result> {
  const progressToken = _meta?.progressToken
  let reached = Number.NEGATIVE_INFINITY
  const progress = (done: number, total: number | null, message: string): void => {
    if (progressToken === undefined || !(done > reached)) return
    reached = done
    const params = { progressToken, progress: done, message, ...(total === null ? {} : { total }) }
    void sendNotification({ method: "notifications/progress", params })
  }
  try {
    return await run({ signal, progress })
  } finally {
    reached = Number.POSITIVE_INFINITY
  }
}
