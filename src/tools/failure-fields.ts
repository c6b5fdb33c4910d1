import { type } from "arktype"
import type { Failure } from "../outcome/outcome.ts"
import type { Shape } from "./define-tool.ts"

/** Why one instrument of several failed, with the fields of the contract's error object. */
export const InstrumentFailure = () =>
  type({
    instrument: "string",
    code: "string",
    message: "string",
    hint: "string",
    ib_code: "number | null",
    retry_after_s: "number | null",
    "candidates?": type({ instrument: "string", con_id: "number", description: "string" }).array(),
  })

export const instrumentFailure = (instrument: string, failure: Failure): Shape<typeof InstrumentFailure> => ({
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
