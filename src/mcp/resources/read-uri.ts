import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { checkText, shown } from "../check-text.ts"
import type { ResourceKind } from "./kinds.ts"

/** The resource that a URI names. */
export interface NamedResource {
  readonly uri: string
  readonly kind: ResourceKind
  /** The variable's value, decoded; empty where the kind has none. */
  readonly value: string
}

/**
 * Reads a URI, its variable percent-encoded or plain: `quote://OPT%3AAAPL%3A20261218%3AC%3A200` is
 * `quote://OPT:AAPL:20261218:C:200`. `not_found`, with what there is, for one that names none.
 */
export function readUri(uri: string, kinds: readonly ResourceKind[]): Outcome<NamedResource> {
  const unprintable = checkText(uri, "the URI")
  if (unprintable) return failed(unprintable)
  for (const kind of kinds) {
    const [before = "", after] = kind.uriTemplate.split(/\{\w+\}/)
    if (after === undefined) {
      if (uri === before) return success({ uri, kind, value: "" })
    } else if (uri.startsWith(before) && uri.endsWith(after) && uri.length > before.length + after.length) {
      return withValue(uri, kind, uri.slice(before.length, uri.length - after.length))
    }
  }
  const known = kinds.map(({ uriTemplate }) => uriTemplate).join(", ")
  return fail(
    "not_found",
    `Resource not found: ${shown(uri)}.`,
    known === "" ? "IB_TOOLSETS leaves none." : `Known are ${known}.`,
  )
}

function withValue(uri: string, kind: ResourceKind, encoded: string): Outcome<NamedResource> {
  const value = decoded(encoded)
  if (value === null) {
    return fail("invalid_request", `${shown(uri)} is not percent-encoded text.`, "A percent sign is written %25.")
  }
  const unprintable = checkText(value, kind.variable ?? "the URI")
  return unprintable ? failed(unprintable) : success({ uri, kind, value })
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
