/** Every way a call can fail, as a client sees it. The list is part of the outside contract. */
export const failureCodes = [
  "not_connected",
  "connecting",
  "not_accepting",
  "connectivity_lost",
  "not_found",
  "ambiguous_contract",
  "invalid_request",
  "not_subscribed",
  "competing_session",
  "no_data",
  "pacing",
  "line_limit",
  "account_not_allowed",
  "request_timeout",
  "read_only",
  "unsupported",
  "gateway_error",
  "internal",
] as const

export type FailureCode = (typeof failureCodes)[number]

/** A contract that an ambiguous name could have meant, in the instrument notation. */
export interface Candidate {
  readonly instrument: string
  readonly conId: number
  readonly description: string
}

/**
 * What went wrong, as data. `message` says what happened and why; `hint` what the person should change, in the words of
 * the Gateway's own settings dialog.
 */
export interface Failure {
  readonly code: FailureCode
  readonly message: string
  readonly hint: string
  /** The Gateway's own error code, when the Gateway said it. */
  readonly ibCode: number | null
  /** Seconds after which the same call can succeed; null when waiting does not help or cannot be known. */
  readonly retryAfterS: number | null
  /** Filled for `ambiguous_contract` only, at most 20. */
  readonly candidates: readonly Candidate[]
}

/** The result of anything that can fail for a reason other than a bug. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export const success = <T>(value: T): Outcome<T> => ({ ok: true, value })

export const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure })

/** Makes a failure; what is not given is null or empty. */
export function failure(
  code: FailureCode,
  message: string,
  hint: string,
  more: { readonly ibCode?: number; readonly retryAfterS?: number; readonly candidates?: readonly Candidate[] } = {},
): Failure {
  return {
    code,
    message,
    hint,
    ibCode: more.ibCode ?? null,
    retryAfterS: more.retryAfterS ?? null,
    candidates: more.candidates ?? [],
  }
}

/** Shorthand for a failed outcome. */
export const fail = (...args: Parameters<typeof failure>): { readonly ok: false; readonly failure: Failure } =>
  failed(failure(...args))
