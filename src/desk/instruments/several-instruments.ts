import { type Failure, fail, failed, type Outcome } from "../../outcome/outcome.ts"
import { quoted, unusableText } from "../argument.ts"
import { spell } from "./instrument.ts"
import { longestInstrument, readInstrument } from "./instrument-grammar.ts"

/** Why one instrument of several has no part in an answer, by the name it was asked by. */
export interface InstrumentError {
  readonly instrument: string
  readonly failure: Failure
}

/** Why a list of instruments cannot be used at all; null when it can. Nothing of it is sent anywhere. */
export function unusableNames(names: readonly string[], most: number): Failure | null {
  const example = `Give one to ${most} instruments: ["AAPL", "FX:EURUSD"].`
  if (names.length === 0) return fail("invalid_request", "No instrument was given.", example).failure
  if (names.length > most)
    return fail(
      "invalid_request",
      `${names.length} instruments were given; one call takes at most ${most}.`,
      `${example} Split the list into several calls.`,
    ).failure
  for (const name of names) {
    const unusable = unusableText("symbols", name, longestInstrument)
    if (unusable) return unusable
  }
  return null
}

/** One name for each instrument, the first that was given; malformed ones stay to be reported. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const seen = new Map<string, string>()
  for (const name of names) {
    const instrument = readInstrument(name)
    const key = instrument.ok ? spell(instrument.value) : `malformed ${name}`
    if (!seen.has(key)) seen.set(key, name.trim())
  }
  return [...seen.values()]
}

/** One failure for all: of the first one's code, each reason said once with the first names that it is about. `lack` is what none has. */
export function allFailed(errors: readonly InstrumentError[], lack: string): Outcome<never> {
  const [first] = errors
  if (!first) return fail("invalid_request", "No instrument was given.", "Give at least one: AAPL.")
  if (errors.length === 1) return failed(first.failure)
  const reasons = [...Map.groupBy(errors, ({ failure }) => failure.message)].slice(0, 5)
  const told = reasons.map(([message, about]) => {
    const names = about.slice(0, 5).map(({ instrument }) => quoted(instrument))
    const more = about.length > names.length ? ` and ${about.length - names.length} more` : ""
    return `${names.join(", ")}${more}: ${message}`
  })
  const hints = new Set(errors.map(({ failure }) => failure.hint))
  return failed({
    ...first.failure,
    message: `None of the ${errors.length} instruments has ${lack}. ${told.join(" ")}`,
    hint: [...hints].slice(0, 3).join(" "),
  })
}
