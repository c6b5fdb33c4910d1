import { row, toolAnswer } from "../../src/commands/demo/answer.ts"
import type { McpClient } from "../../src/mcp/client.ts"
import type { Question } from "./question-list.ts"
import { bytesAsIndentedObjects } from "./tables.ts"

/** What one question took. Bytes are those that pass through the model: one copy of each answer, as hosts show it. */
export interface Asked {
  readonly text: string
  /** Tools in the order of their calls. */
  readonly calls: readonly string[]
  readonly bytesOut: number
  readonly bytesIn: number
  /** What the same answers would be as indented objects, tables and all. */
  readonly bytesIndented: number
  /** Errors that tools answered, and what the answers did not hold; empty when the question is answered. */
  readonly lacks: readonly string[]
}

/** Has a client ask a question, and looks whether its answers hold what it needs. */
export async function askQuestion(client: McpClient, question: Question): Promise<Asked> {
  const calls: string[] = []
  const lacks: string[] = []
  let bytesOut = 0
  let bytesIn = 0
  let bytesIndented = 0
  const facts = await question.ask(async (name, args) => {
    calls.push(name)
    bytesOut += Buffer.byteLength(JSON.stringify({ name, arguments: args }))
    const { result, error } = await client.callTool(name, args)
    const { isError, data } = toolAnswer(result)
    const text = row(result).rows("content")[0]?.text("text") ?? "null"
    bytesIn += Buffer.byteLength(text)
    bytesIndented += bytesAsIndentedObjects(JSON.parse(text))
    if (error !== undefined || isError) lacks.push(`${name}: ${error ?? data.row("error").text("message")}`)
    return data
  })
  for (const [fact, holds] of Object.entries(facts)) if (!holds) lacks.push(fact)
  return { text: question.text, calls, bytesOut, bytesIn, bytesIndented, lacks }
}
