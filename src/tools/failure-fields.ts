import { type } from "arktype"
import type { InstrumentError } from "../desk/instruments/several-instruments.ts"
import type { Failure } from "../outcome/outcome.ts"
import type { Shape } from "./define-tool.ts"
import { MaybeText } from "./parameters.ts"

/** Why one instrument of several failed, with the fields of the contract's error object. */
export const InstrumentFailure = () =>
  type({
    instrument: "string",
    code: "string",
    message: "string",
    hint: MaybeText.describe("null where it is that of an error before", "self"),
    ib_code: "number | null",
    retry_after_s: "number | null",
    "candidates?": type({ instrument: "string", con_id: "number", description: "string" }).array(),
  })

/** All of them, each hint said once: of a long list with one mistake in it the hints would be most. */
export function instrumentFailures(errors: readonly InstrumentError[]): Shape<typeof InstrumentFailure>[] {
  const said = new Set<string>()
  return errors.map(({ instrument, failure }) => {
    const fields = instrumentFailure(instrument, failure)
    if (said.has(failure.hint)) return { ...fields, hint: null }
    said.add(failure.hint)
    return fields
  })
}

const instrumentFailure = (instrument: string, failure: Failure): Shape<typeof InstrumentFailure> => ({
  instrument,
  code: failure.code,
  message: failure.message,
  hint: failure.hint,
  ib_code: failure.ibCode,
  retry_after_s: failure.retryAfterS,
  ...(failure.candidates.length === 0
    ? {}
    : {
        candidates: failure.candidates.map(({ conId, ...candidate }) => ({ ...candidate, con_id: conId })),
      }),
})
