import { type Row, toolAnswer } from "../../src/commands/demo/answer.ts"
import type { McpClient } from "../../src/mcp/client.ts"

/** A call that has to succeed: how long it took, and what came back. Throws when the tool answers an error. */
export async function calledTool(
  client: McpClient,
  name: string,
  args: object,
): Promise<{ readonly ms: number; readonly data: Row }> {
  const { result, error, ms } = await client.callTool(name, args)
  const { isError, data } = toolAnswer(result)
  if (error !== undefined || isError) throw new Error(`${name} failed: ${error ?? data.row("error").text("message")}`)
  return { ms, data }
}
