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
 * progress only rise, and end with the request: a stretch that begins anew is counted on from the one before.
 */
export async function withProgress<Result>(
  { signal, _meta, sendNotification }: RequestExtra,
  run: (options: CallOptions) => Promise<Result>,
): Promise<Result> {
  const progressToken = _meta?.progressToken
  let isOver = false
  let [before, lastDone, told] = [0, 0, Number.NEGATIVE_INFINITY]
  const progress = (done: number, total: number | null, message: string): void => {
    if (progressToken === undefined || isOver) return
    if (done < lastDone) before = told
    lastDone = done
    if (!(before + done > told)) return
    told = before + done
    const params = { progressToken, progress: told, message, ...(total === null ? {} : { total: before + total }) }
    void sendNotification({ method: "notifications/progress", params })
  }
  try {
    return await run({ signal, progress })
  } finally {
    isOver = true
  }
}
