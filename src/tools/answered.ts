import type { Answer } from "../desk/answer.ts"
import { type Outcome, success } from "../outcome/outcome.ts"

/** The desk's answer in the tool's shape; where it came from stays what it was. */
export function answered<Data, Shape>(
  outcome: Outcome<Answer<Data>>,
  shape: (data: Data) => Shape,
): Outcome<Answer<Shape>> {
  if (!outcome.ok) return outcome
  return success({ data: shape(outcome.value.data), provenance: outcome.value.provenance })
}

/** What to say of arguments that were given but change nothing, and why; null when none was given. */
export function hadNoEffect(input: object, names: readonly string[], why: string): string | null {
  const given = Object.entries(input).filter(([name, value]) => names.includes(name) && value !== false)
  return given.length === 0 ? null : `${why}: ${given.map(([name]) => name).join(", ")} had no effect.`
}

/** The answer with one warning more, when there is one. */
export function withWarning<Data>(outcome: Outcome<Answer<Data>>, warning: string | null): Outcome<Answer<Data>> {
  if (!outcome.ok || warning === null) return outcome
  const { data, provenance } = outcome.value
  return success({ data, provenance: { ...provenance, warnings: [...provenance.warnings, warning] } })
}
