import type { Asking } from "./answer.ts"

/**
 * Asks about every item, `size` at a time, in their order. Aborted, it begins no further wave: the answers are then fewer than
 * the items. `each` hears how many have been answered: nought at first, then after every wave.
 */
export async function inWaves<Item, Answer>(
  items: readonly Item[],
  size: number,
  ask: (item: Item) => Promise<Answer>,
  { signal }: Asking,
  each: (done: number) => void,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  each(0)
  for (let from = 0; from < items.length && signal?.aborted !== true; from += size) {
    answers.push(...(await Promise.all(items.slice(from, from + size).map(ask))))
    each(answers.length)
  }
  return answers
}
