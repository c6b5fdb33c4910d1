import type { Clock, Timer } from "../../clock/clock.ts"
import { type Failure, failure } from "../../outcome/outcome.ts"
import type { CallResult } from "../registry.ts"
import type { NamedResource } from "./read-uri.ts"

/** How soon to look again after a refusal that the Gateway has to be asked for each time. */
const afterRefusalMs = 30_000

/** Why a resource is not one: then nothing is watched. Anything else may pass, and is waited for. */
const wrongQuestion: ReadonlySet<string> = new Set([
  "invalid_request",
  "not_found",
  "ambiguous_contract",
  "account_not_allowed",
  "unsupported",
])

const away: ReadonlySet<string> = new Set(["not_connected", "connecting", "not_accepting", "connectivity_lost"])

export interface SubscriptionParts {
  readonly clock: Clock
  /** Most resources that may be watched at once. */
  readonly most: number
  read(resource: NamedResource, signal: AbortSignal): Promise<CallResult>
  /** Called when a resource has changed: for each at most once in its `everyMs`, and not before the last time is over. */
  changed(resource: NamedResource): Promise<void>
  /** Called when nobody watches what the resource is about any more. */
  release(resource: NamedResource): void
}

export interface Subscriptions {
  /**
   * Answers when the resource has been looked at once: what changes from then on is told. A failure when it is none. Nothing
   * is watched for an asker who is gone by then.
   */
  add(resource: NamedResource, asker?: AbortSignal): Promise<Failure | null>
  remove(uri: string): void
  close(): void
}

interface Watch {
  readonly resource: NamedResource
  readonly ended: AbortController
  /** What came of the first look at it. */
  first: Promise<Failure | null>
  timer: Timer | null
  /** What it held when it was last looked at with success; a change that could not be told yet is not in it. */
  seen: string | null
  /** Being told: a client that does not read must not be written to without end. */
  telling: boolean
}

/**
 * Watches resources by looking at each again and again, never twice at once. That serves every kind of resource, in an
 * outage too, with the answer that a client would get; what it costs is bounded, and for quotes, whose streams stay open
 * meanwhile, nothing goes to the Gateway at all.
 */
export function createSubscriptions({ clock, most, read, changed, release }: SubscriptionParts): Subscriptions {
  const watches = new Map<string, Watch>()

  const hasSeen = (watch: Watch, holds: string) => {
    if (watch.seen !== null && watch.seen !== holds) {
      if (watch.telling) return
      watch.telling = true
      void changed(watch.resource).finally(() => {
        watch.telling = false
      })
    }
    watch.seen = holds
  }

  const look = async (watch: Watch): Promise<CallResult> => {
    const { resource, ended } = watch
    const since = clock.elapsed()
    const result = await read(resource, ended.signal)
    if (ended.signal.aborted) return result
    if (result.kind === "answer") hasSeen(watch, dataOf(result.body))
    else watch.seen ??= ""
    const pause = pauseAfter(result, resource.kind.everyMs, clock.elapsed() - since)
    if (pause !== null) watch.timer = clock.after(pause, () => void look(watch))
    return result
  }

  const end = (watch: Watch) => {
    if (watches.get(watch.resource.uri) !== watch) return
    watches.delete(watch.resource.uri)
    watch.timer?.cancel()
    watch.ended.abort()
    const isShared = [...watches.values()].some(
      ({ resource: { kind, value } }) => kind === watch.resource.kind && value === watch.resource.value,
    )
    if (!isShared) release(watch.resource)
  }

  const begin = async (watch: Watch): Promise<Failure | null> => {
    const first = await look(watch)
    if (first.kind !== "error" || !wrongQuestion.has(first.failure.code)) return null
    end(watch)
    return first.failure
  }

  return {
    async add(resource, asker) {
      const known = watches.get(resource.uri)
      if (known) return known.first
      if (watches.size >= most) return tooMany(most)
      if (asker?.aborted) return null
      const first = Promise.resolve(null)
      const watch: Watch = { resource, ended: new AbortController(), first, timer: null, seen: null, telling: false }
      watches.set(resource.uri, watch)
      asker?.addEventListener("abort", () => end(watch), { once: true })
      watch.first = begin(watch)
      return watch.first
    },
    remove(uri) {
      const watch = watches.get(uri)
      if (watch) end(watch)
    },
    close() {
      for (const watch of [...watches.values()]) end(watch)
    },
  }
}

/** Null when it need not be looked at again. Looking takes no more than half the time, however slow the Gateway is. */
function pauseAfter(result: CallResult, everyMs: number | null, tookMs: number): number | null {
  if (everyMs === null) return null
  const isRefused = result.kind !== "answer" && !(result.kind === "error" && away.has(result.failure.code))
  return Math.max(isRefused ? afterRefusalMs : everyMs, tookMs)
}

/** The data of an answer, as text: without when and from where it is, but with whether it is the last known of an outage. */
function dataOf({ meta, ...data }: Readonly<Record<string, unknown>>): string {
  const stale = typeof meta === "object" && meta !== null && "stale" in meta && meta.stale === true
  return JSON.stringify({ stale, data }, (name, value: unknown) => (name === "as_of" ? undefined : value))
}

const tooMany = (most: number): Failure =>
  failure(
    "line_limit",
    `${most} resources are subscribed to, and that is the most at once.`,
    "Unsubscribe from others first, or raise IB_MAX_LINES, of which subscriptions may take half.",
  )
