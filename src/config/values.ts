/** How a configuration text becomes a value; undefined when it is not allowed. */
export type Parse<Value> = (text: string) => Value | undefined

/** Whole number from `from` to `to`, digits only. */
export const wholeNumber =
  (from: number, to: number): Parse<number> =>
  (text) => {
    if (!/^\d{1,15}$/.test(text)) return undefined
    const value = Number(text)
    return value >= from && value <= to ? value : undefined
  }

/** Seconds, fractions allowed, from `from` to `to`. */
export const seconds =
  (from: number, to: number): Parse<number> =>
  (text) => {
    if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) return undefined
    const value = Number(text)
    return value >= from && value <= to ? value : undefined
  }

/** One of the words, in any case. */
export const oneOf =
  <const Word extends string>(words: readonly Word[]): Parse<Word> =>
  (text) =>
    words.find((word) => word === text.toLowerCase())

const truths: Readonly<Record<string, boolean>> = { true: true, 1: true, yes: true, false: false, 0: false, no: false }

export const yesOrNo: Parse<boolean> = (text) => {
  const word = text.toLowerCase()
  return Object.hasOwn(truths, word) ? truths[word] : undefined
}

/** Comma separated items, each of which must match; spaces around them and empty items are dropped. */
export const listOf =
  <Item>(item: Parse<Item>): Parse<readonly Item[]> =>
  (text) => {
    const items: Item[] = []
    for (const part of text.split(",")) {
      const trimmed = part.trim()
      if (trimmed === "") continue
      const parsed = item(trimmed)
      if (parsed === undefined) return undefined
      if (!items.includes(parsed)) items.push(parsed)
    }
    return items.length > 0 ? items : undefined
  }
