import type { Failure } from "../outcome/outcome.ts"
import type { Answer } from "../tools/define-tool.ts"

/** A failure as clients see it. */
export interface ErrorBody {
  readonly error: Readonly<Record<string, unknown>>
}

/** ISO 8601 with an offset, always +00:00, because the eye takes a bare Z for local time. */
export const isoUtc = (at: number): string => new Date(at).toISOString().replace("Z", "+00:00")

/** The structured content of a success: the data, and `meta` saying when it was true and where it is from. */
export function answerBody({ data, provenance }: Answer<object>, demo: boolean): Record<string, unknown> {
  const { asOf, source, staleS, account, warnings } = provenance
  return {
    ...data,
    meta: {
      as_of: isoUtc(asOf),
      source,
      stale: staleS !== null,
      ...(staleS === null ? {} : { age_s: staleS }),
      ...(account === undefined ? {} : { account }),
      warnings,
      ...(demo ? { demo: true } : {}),
    },
  }
}

/** The body of an error: what happened, what to change, and candidates when a name was ambiguous. */
export function errorBody({ code, message, hint, ibCode, retryAfterS, candidates }: Failure): ErrorBody {
  return {
    error: {
      code,
      message,
      hint,
      ib_code: ibCode,
      retry_after_s: retryAfterS,
      ...(candidates.length === 0
        ? {}
        : {
            candidates: candidates.map(({ instrument, conId, description }) => ({
              instrument,
              con_id: conId,
              description,
            })),
          }),
    },
  }
}
