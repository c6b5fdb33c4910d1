import { type Failure, failure } from "../outcome/outcome.ts"

const controlCharacter = /\p{Cc}/u

/** Why a text argument cannot be used at all, be it about what it may; null when it can, or was not given. Nothing of it is sent anywhere. */
export function unusableText(name: string, text: string | null, most: number): Failure | null {
  if (text === null) return null
  if (text.length > most)
    return failure(
      "invalid_request",
      `${name} has ${text.length} characters.`,
      `Give ${name} in at most ${most} characters.`,
    )
  if (controlCharacter.test(text))
    return failure(
      "invalid_request",
      `${name} holds a control character (a line break, a tab, a NUL or the like).`,
      `Give ${name} as printable characters only. Nothing was sent to the Gateway.`,
    )
  return null
}

/** The same of several texts, by the names of their parameters: the first that cannot be used. */
export function unusableTexts(texts: Readonly<Record<string, string | null>>, most: number): Failure | null {
  for (const [name, text] of Object.entries(texts)) {
    const unusable = unusableText(name, text, most)
    if (unusable) return unusable
  }
  return null
}

/** Why a count of rows, seconds or the like cannot be used; null when it is a whole number from 1 to `most`. */
export function unusableCount(name: string, count: number, most: number): Failure | null {
  if (Number.isInteger(count) && count >= 1 && count <= most) return null
  return failure("invalid_request", `${name} is ${count}.`, `Give a whole number from 1 to ${most}.`)
}

/** What to say of a cursor that no answer gave. */
export const noCursor = (cursor: string): Failure =>
  failure(
    "invalid_request",
    `${quoted(cursor)} is no cursor.`,
    "Give back the cursor of the answer before unchanged, with the same other arguments.",
  )

/** An argument as it may be repeated in a message: printable, and short. */
export function quoted(text: string): string {
  const printable = text.replace(/\p{Cc}|\p{Cf}/gu, "?")
  return `"${printable.length > 60 ? `${printable.slice(0, 57)}...` : printable}"`
}
