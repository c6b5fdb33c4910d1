import { type Failure, failure } from "../outcome/outcome.ts"

/** Failures that are decided on this side of the socket, whatever is asked. */

export const cancelled = (): Failure =>
  failure("request_timeout", "The request was cancelled by whoever asked.", "Ask again.")

export const timedOut = (what: string, ms: number): Failure =>
  failure(
    "request_timeout",
    `The Gateway did not answer ${what} within ${Math.round(ms / 1000)} s.`,
    "Ask again, for less at once; IB_REQUEST_TIMEOUT allows more time. If everything times out, look at the Gateway's window.",
  )

export const unreadable = (what: string): Failure =>
  failure(
    "gateway_error",
    `The Gateway's answer to ${what} could not be read.`,
    "Ask again; if it stays, update ibkr-mcp or the Gateway and report it.",
  )

/** A control character would end a field of the protocol, or break it. */
export const controlCharacter = (what: string): Failure =>
  failure("invalid_request", `${what} has a control character in it.`, "Leave control characters out.")
