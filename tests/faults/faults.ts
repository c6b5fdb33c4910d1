import { fridayNoon } from "./bench.ts"
import type { Question } from "./questions.ts"

/** What one fault does to a person who asks. */
export interface Fault {
  /** The scenario that has it, with parameters. */
  readonly scenario: string
  /** What the questions get: `ok`, or the code of an error; some of them something else than the others. */
  readonly gets: string
  readonly except?: Readonly<Partial<Record<Question, string>>>
  /** Seconds after which every question has its answer or its error, at the latest. */
  readonly within: number
  /** What `ibkr_connection_status` says then. */
  readonly state: "connected" | "not_accepting" | "connectivity_lost" | "not_connected"
  /** A word of the hint or of the last error that tells a person what to do; what is well needs none. */
  readonly says?: RegExp
  /** When the Gateway is started, when not on Friday at noon. */
  readonly startAt?: number
  /** Seconds after the start at which the questions are asked: when it is under way. */
  readonly asked?: number
  /** Seconds in which it passes by itself, and everything is well again. Others end when the Gateway is started anew. */
  readonly passes?: number
  /** Two faults of one kind are two ways of setting one thing: there is no having both. */
  readonly kind?: string
}

const beforeNight = Date.parse("2026-11-23T23:44:50-05:00")
const beforeSunday = Date.parse("2026-11-22T00:59:50-05:00")

/** A data farm's data is all the same to positions and accounts. */
const noMarketData = (code: string) => ({ quote: code, bars: code, rate: code })

/** One row for every scenario of the simulated Gateway. */
export const faults: readonly Fault[] = [
  // What is no fault to who only reads.
  { scenario: "read-only-on", gets: "ok", within: 1, state: "connected", kind: "ordinary" },
  { scenario: "read-only-off", gets: "ok", within: 1, state: "connected", kind: "ordinary" },
  { scenario: "clock-skew", gets: "ok", within: 1, state: "connected", kind: "ordinary" },
  { scenario: "client-id-taken", gets: "ok", within: 1, state: "connected" },
  { scenario: "unknown-ids", gets: "ok", within: 1, state: "connected" },
  { scenario: "duplicate-end-markers", gets: "ok", within: 1, state: "connected" },
  { scenario: "ticks-after-cancel", gets: "ok", within: 1, state: "connected" },
  { scenario: "one-byte-at-a-time", gets: "ok", within: 1, state: "connected", kind: "chunks" },
  { scenario: "delayed-only", gets: "ok", within: 1, state: "connected", kind: "entitlement" },
  // What only takes time.
  { scenario: "one-huge-chunk", gets: "ok", within: 12, state: "connected", kind: "chunks" },
  { scenario: "slow-answers", gets: "ok", within: 5, state: "connected" },
  // Who is not let in.
  { scenario: "silent-port", gets: "not_accepting", within: 5, state: "not_accepting", says: /finish its login/ },
  { scenario: "no-version", gets: "not_accepting", within: 5, state: "not_accepting", says: /finish its login/ },
  { scenario: "no-next-valid-id", gets: "not_accepting", within: 8, state: "not_accepting", says: /Accept incoming/ },
  { scenario: "close-after-start", gets: "not_accepting", within: 1, state: "not_accepting", says: /"Trusted IPs"/ },
  // Bytes that are not the protocol: nothing behind them can be trusted.
  {
    scenario: "frame-length-negative",
    gets: "not_accepting",
    within: 1,
    state: "not_accepting",
    says: /"Socket port"/,
  },
  { scenario: "frame-length-zero", gets: "not_accepting", within: 1, state: "not_accepting", says: /"Socket port"/ },
  { scenario: "frame-length-huge", gets: "not_accepting", within: 1, state: "not_accepting", says: /"Socket port"/ },
  { scenario: "no-trailing-nul", gets: "not_accepting", within: 1, state: "not_accepting", says: /"Socket port"/ },
  { scenario: "stall-mid-frame", gets: "request_timeout", within: 15, state: "connected" },
  // Messages that cannot be believed: what can be read is answered, the rest is an error and no half answer.
  {
    scenario: "bad-counts",
    gets: "ok",
    except: { bars: "gateway_error", chain: "gateway_error", search: "gateway_error" },
    within: 1,
    state: "connected",
    kind: "contents",
  },
  { scenario: "fields-missing", gets: "gateway_error", within: 1, state: "connected", kind: "contents" },
  {
    scenario: "sentinels",
    gets: "ok",
    except: { quote: "no_data", rate: "no_data" },
    within: 2,
    state: "connected",
    kind: "contents",
  },
  // Who may not see the data.
  {
    scenario: "not-subscribed",
    gets: "ok",
    except: noMarketData("not_subscribed"),
    within: 1,
    state: "connected",
    kind: "entitlement",
  },
  {
    scenario: "competing-session",
    gets: "ok",
    except: noMarketData("competing_session"),
    within: 1,
    state: "connected",
  },
  // Outages.
  {
    scenario: "connectivity-lost",
    gets: "connectivity_lost",
    within: 1,
    state: "connectivity_lost",
    says: /reconnects to IBKR by itself/,
  },
  {
    scenario: "connectivity-restored:after=1s:lasts=20s",
    gets: "connectivity_lost",
    asked: 2,
    within: 1,
    state: "connectivity_lost",
    says: /reconnects to IBKR by itself/,
    passes: 20,
  },
  {
    scenario: "data-lost:after=1s:lasts=20s",
    gets: "connectivity_lost",
    asked: 2,
    within: 1,
    state: "connectivity_lost",
    says: /reconnects to IBKR by itself/,
    passes: 20,
  },
  {
    scenario: "freeze:after=1s",
    kind: "connection",
    gets: "request_timeout",
    asked: 2,
    within: 15,
    state: "connected",
  },
  {
    scenario: "drop:after=1s",
    kind: "connection",
    gets: "not_connected",
    asked: 1.1,
    within: 1,
    state: "not_connected",
    says: /reconnects/,
  },
  {
    scenario: "farm-flapping:every=4s",
    gets: "connectivity_lost",
    except: { positions: "ok", summary: "ok" },
    asked: 4.1,
    within: 1,
    state: "connected",
    passes: 1,
  },
  {
    scenario: "nightly-restart",
    startAt: beforeNight,
    gets: "not_connected",
    asked: 20,
    within: 1,
    state: "not_connected",
    says: /Socket port|restarts once a day/,
    passes: 60 + 31,
  },
  {
    scenario: "nightly-reset",
    startAt: beforeNight,
    gets: "connectivity_lost",
    asked: 15,
    within: 1,
    state: "connectivity_lost",
    says: /23:45/,
    passes: 20,
  },
  {
    scenario: "weekly-login:lasts=5m",
    startAt: beforeSunday,
    gets: "not_accepting",
    asked: 30,
    within: 1,
    state: "not_accepting",
    says: /finish its login/,
    passes: 300 + 31,
  },
]

/** The scenario without its parameters. */
export const nameOf = ({ scenario }: Fault): string => scenario.split(":")[0] ?? ""

export const startOf = ({ startAt }: Fault): number => startAt ?? fridayNoon

export const getsOf = ({ gets, except }: Fault, question: Question): string => except?.[question] ?? gets
