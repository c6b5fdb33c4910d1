import type { Progress } from "../desk/answer.ts"

/** A call that waits for one answer of the Gateway, which can take seconds: says what for, and that it has come. */
export async function oneWait<Answer>(progress: Progress, what: string, answer: Promise<Answer>): Promise<Answer> {
  progress(0, 1, what)
  const came = await answer
  progress(1, 1, what)
  return came
}
