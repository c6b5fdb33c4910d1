import { failed, type Outcome } from "../outcome/outcome.ts"
import { cancelled } from "./refusals.ts"

/**
 * Lets an asker leave a request that goes on without it: answers that carry no request id would run into the next question
 * of their kind if the request were given up half answered.
 */
export function abandonable<T>(request: Promise<Outcome<T>>, signal: AbortSignal | undefined): Promise<Outcome<T>> {
  if (!signal) return request
  if (signal.aborted) return Promise.resolve(failed(cancelled()))
  const { promise, resolve } = Promise.withResolvers<Outcome<T>>()
  const leave = () => resolve(failed(cancelled()))
  signal.addEventListener("abort", leave)
  request.then((outcome) => {
    signal.removeEventListener("abort", leave)
    resolve(outcome)
  })
  return promise
}
