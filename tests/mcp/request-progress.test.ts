import { describe, expect, test } from "bun:test"
import type { ServerNotification } from "@modelcontextprotocol/sdk/types.js"
import fc from "fast-check"
import { withProgress } from "../../src/mcp/request-progress.ts"

type Step = readonly [done: number, total: number | null]

/** What a client is told of these steps, and of one that comes when the request is over. */
async function told(steps: readonly Step[], progressToken: string | number | undefined = 0) {
  const sent: ServerNotification[] = []
  const sendNotification = async (notification: ServerNotification) => void sent.push(notification)
  const { signal } = new AbortController()
  const late = await withProgress({ signal, _meta: { progressToken }, sendNotification }, async ({ progress }) => {
    for (const [done, total] of steps) progress(done, total, "so far")
    return progress
  })
  late(1e9, null, "too late")
  return sent.flatMap((one) => (one.method === "notifications/progress" ? [one.params] : []))
}

describe("progress", () => {
  test("is told under the client's token, 0 too", async () => {
    expect(await told([[1, 2]])).toEqual([{ progressToken: 0, progress: 1, total: 2, message: "so far" }])
    expect(await told([[1, null]], "a")).toEqual([{ progressToken: "a", progress: 1, message: "so far" }])
  })

  test("is not told to who gave no token", async () => {
    const sent: unknown[] = []
    const sendNotification = async (notification: ServerNotification) => void sent.push(notification)
    const { signal } = new AbortController()
    await withProgress({ signal, sendNotification }, async ({ progress }) => progress(1, 2, "so far"))
    expect(sent).toEqual([])
  })

  test("of a second stretch is counted on from the first", async () => {
    const steps: readonly Step[] = [
      [1, 2],
      [2, 2],
      [0, 10],
      [1, 10],
      [1, 10],
      [10, 10],
    ]
    expect((await told(steps)).map(({ progress, total }) => [progress, total])).toEqual([
      [1, 2],
      [2, 2],
      [3, 12],
      [12, 12],
    ])
  })

  test("only ever rises, and never past its total", async () => {
    const step = fc.tuple(fc.nat(100), fc.nat(100)).map(([done, more]): Step => [done, done + more])
    await fc.assert(
      fc.asyncProperty(fc.array(step), async (steps) => {
        const sent = await told(steps)
        sent.forEach(({ progress, total }, at) => {
          expect(progress).toBeGreaterThan(sent[at - 1]?.progress ?? -1)
          expect(progress).toBeLessThanOrEqual(total ?? 0)
        })
      }),
    )
  })
})
