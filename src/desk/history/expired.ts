import type { Contract } from "../../gateway/contracts/contract.ts"
import type { Failure } from "../../outcome/outcome.ts"
import { dashed } from "../calendar-date.ts"

/** Why there is nothing up to now of a contract that is no more, with what to ask for instead; other failures as they are. */
export function sayExpired(failure: Failure, { expiry }: Contract, now: number): Failure {
  if (failure.code !== "no_data" || expiry === null || !/^\d{8}$/.test(expiry)) return failure
  const day = dashed(expiry)
  if (Date.parse(`${day}T23:59:59Z`) > now) return failure
  return { ...failure, hint: `It expired on ${day}: give end as ${day} or an instant before.` }
}
