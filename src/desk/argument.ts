import { type Failure, failure } from "../outcome/outcome.ts"

const controlCharacter = /\p{Cc}/u

/** Why a text argument cannot be used at all, be it about what it may; null when it can. Nothing of it is sent anywhere. */
export function unusableText(name: string, text: string, most: number): Failure | null {
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

/** An argument as it may be repeated in a message: printable, and short. */
export function quoted(text: string): string {
  const printable = text.replace(/\p{Cc}|\p{Cf}/gu, "?")
  return `"${printable.length > 60 ? `${printable.slice(0, 57)}...` : printable}"`
}
