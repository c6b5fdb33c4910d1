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

/** The answer with one warning more, when there is one. */
export function withWarning<Data>(outcome: Outcome<Answer<Data>>, warning: string | null): Outcome<Answer<Data>> {
  if (!outcome.ok || warning === null) return outcome
  const { data, provenance } = outcome.value
  return success({ data, provenance: { ...provenance, warnings: [...provenance.warnings, warning] } })
}
