import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { type Asked, askQuestion } from "../../scripts/bench/ask-question.ts"
import { demoServer, fromSource } from "../../scripts/bench/demo-server.ts"
import { offeredTools } from "../../scripts/bench/example-calls.ts"
import { type Question, questions } from "../../scripts/bench/question-list.ts"
import type { McpClient } from "../../src/mcp/client.ts"

let client: McpClient
beforeAll(async () => {
  client = await demoServer(fromSource)
})
afterAll(() => client.close())

/** Each question is asked once, whichever tests run. */
const answers = new Map<Question, Promise<Asked>>()
function answerTo(question: Question): Promise<Asked> {
  const answer = answers.get(question) ?? askQuestion(client, question)
  answers.set(question, answer)
  return answer
}

describe("what people ask", () => {
  test("are twenty different things", () => {
    expect(new Set(questions.map(({ text }) => text)).size).toBe(20)
  })

  test.each(questions.map((question) => [question.text, question] as const))("%s", async (_, question) => {
    const { calls, bytesIn, lacks } = await answerTo(question)
    expect(lacks).toEqual([])
    expect(calls.length).toBeWithin(1, 4)
    expect(bytesIn).toBeLessThan(15_000)
  })

  test("takes every tool that there is", async () => {
    const asked = []
    for (const question of questions) asked.push(await answerTo(question))
    const used = new Set(asked.flatMap(({ calls }) => calls))
    expect((await offeredTools(client)).filter((name) => !used.has(name))).toEqual([])
  })
})
