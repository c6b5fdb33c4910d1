import { closeAfterStart, firstClientIdTaken, noNextValidId, noVersion, silentPort } from "./faults/handshake-faults.ts"
import {
  badCounts,
  clockSkew,
  duplicateEndMarkers,
  fieldsMissing,
  sentinelsEverywhere,
  unknownIds,
} from "./faults/message-faults.ts"
import {
  connectivityLost,
  connectivityRestored,
  drop,
  farmFlapping,
  nightlyReset,
  nightlyRestart,
  weeklyLogin,
} from "./faults/outages.ts"
import {
  frameLength,
  freeze,
  noTrailingNul,
  oneByteAtATime,
  oneHugeChunk,
  stallInMidFrame,
} from "./faults/stream-faults.ts"
import { slowAnswers, ticksAfterCancel } from "./faults/timing-faults.ts"
import type { Faults } from "./faults.ts"
import { type Login, logins } from "./world/accounts/logins.ts"
import type { WorldOptions } from "./world/index.ts"
import type { Entitlement, World } from "./world/world.ts"

/** Parameters of a scenario by name, each a span of the Gateway's time in ms. */
export type Spans = Readonly<Record<string, number>>

export interface Scenario {
  readonly summary: string
  /** What there is in this scenario's world that is not in the usual one. */
  readonly world?: Omit<WorldOptions, "seed">
  /** Faults of one Gateway's life, with whatever they need to remember. */
  start(): Faults
}

interface KnownScenario {
  readonly summary: string
  readonly world?: Scenario["world"]
  readonly parameters: Spans
  start(parameters: Spans): Faults
}

const plain = (summary: string, start: () => Faults): KnownScenario => ({ summary, parameters: {}, start })

/** Somebody else logs in, and nothing goes wrong. */
const loggedIn = (summary: string, login: Login): KnownScenario => ({ ...plain(summary, () => ({})), world: login })

/** A scenario with parameters, and their values when nothing is said. */
function timed<P extends Spans>(summary: string, parameters: P, start: (parameters: P) => Faults): KnownScenario {
  return { summary, parameters, start: (given) => start({ ...parameters, ...given }) }
}

const entitledTo = (entitlement: Entitlement) => (): Faults => ({
  world: (world: World) => ({ ...world, market: { ...world.market, entitlement: () => entitlement } }),
})

/** The same user is logged in elsewhere, and stays so. */
const competingSession = (): Faults => ({ begin: ({ happen }) => happen({ kind: "competing-session" }) })

const second = 1000
const minute = 60 * second

/** What can be asked for by name, and combined. One line each for `simulate --scenarios`. */
export const scenarios: Readonly<Record<string, KnownScenario>> = {
  "read-only-off": plain("the Read-Only API setting is off: order ids, open and completed orders answer", () => ({
    readOnly: false,
  })),
  "read-only-on": plain("the Read-Only API setting is on, as it is unless another scenario says otherwise", () => ({
    readOnly: true,
  })),
  "silent-port": plain("connections are accepted and never answered", silentPort),
  "no-version": plain("the greeting is read, and no version comes back", noVersion),
  "no-next-valid-id": plain(
    "the version is agreed, then nothing: the connection waits for someone to accept it",
    noNextValidId,
  ),
  "close-after-start": plain("the connection is closed as soon as the client starts its session", closeAfterStart),
  "client-id-taken": plain("the first client id that is asked for is in use by somebody else", firstClientIdTaken),
  "frame-length-negative": plain("the first answer says that it is -4 bytes long", frameLength(-4)),
  "frame-length-zero": plain("the first answer says that it is 0 bytes long", frameLength(0)),
  "frame-length-huge": plain("the first answer says that it is 2147483647 bytes long", frameLength(2 ** 31 - 1)),
  "no-trailing-nul": plain("answers lack the NUL behind their last field", noTrailingNul),
  "bad-counts": plain("lists say that they have two thousand million rows, or -1", badCounts),
  "unknown-ids": plain("unknown messages, and answers to requests that nobody made, come in between", unknownIds),
  "fields-missing": plain("answers end a field too early", fieldsMissing),
  sentinels: plain('every price, size and amount is what the protocol writes for "none"', sentinelsEverywhere),
  "one-byte-at-a-time": plain("every byte leaves by itself", oneByteAtATime),
  "one-huge-chunk": timed("what is sent within `every` leaves in one piece", { every: 2 * second }, oneHugeChunk),
  "stall-mid-frame": plain("the first answer stops in its middle, and nothing more comes", stallInMidFrame),
  freeze: timed("`after` a client's start its connection stays open and is dead", { after: 10 * second }, freeze),
  drop: timed("`after` a client's start its connection is reset", { after: 10 * second }, drop),
  "slow-answers": timed(
    "every other answer takes `by` longer: what was asked first comes last",
    { by: 2 * second },
    slowAnswers,
  ),
  "ticks-after-cancel": plain("a stream goes on for two seconds after it was cancelled", ticksAfterCancel),
  "duplicate-end-markers": plain("the end of an answer is told twice", duplicateEndMarkers),
  "not-subscribed": plain("no market data subscription at all, not even delayed", entitledTo("none")),
  "delayed-only": plain("no live subscription: everything is delayed by fifteen minutes", entitledTo("delayed")),
  "competing-session": plain("the same user is logged in elsewhere and has the market data", competingSession),
  "clock-skew": plain("the Gateway's clock is ninety seconds ahead", clockSkew),
  "farm-flapping": timed(
    "`every` so often the US data farms break, and heal a quarter of that later",
    { every: 20 * second },
    farmFlapping,
  ),
  "connectivity-lost": plain(
    "the Gateway is cut off from IBKR's servers right after the client has started (1100)",
    connectivityLost,
  ),
  "connectivity-restored": timed(
    "`after` a client's start the Gateway is cut off (1100); it `lasts`, then everything goes on (1102)",
    { after: 5 * second, lasts: 20 * second },
    connectivityRestored("1102"),
  ),
  "data-lost": timed(
    "`after` a client's start the Gateway is cut off (1100); it `lasts`, then every subscription is gone (1101)",
    { after: 5 * second, lasts: 20 * second },
    connectivityRestored("1101"),
  ),
  "nightly-restart": timed(
    "at 23:45 New York time connections are closed and the port refuses; it `lasts`",
    { lasts: minute },
    nightlyRestart,
  ),
  "nightly-reset": timed(
    "at 23:45 New York time the Gateway is cut off from IBKR's servers (1100, then 1102); it `lasts`",
    { lasts: 20 * second },
    nightlyReset,
  ),
  "weekly-login": timed(
    "on Sunday at 01:00 New York time connections are closed and the port accepts without answering; it `lasts`",
    { lasts: 12 * 60 * minute },
    weeklyLogin,
  ),
  "one-account": loggedIn("the login has a single account, in dollars", logins.oneAccount),
  advisor: loggedIn("an advisor's login: its own account and three clients', with groups and aliases", logins.advisor),
}

export type ScenarioReading =
  | { readonly ok: true; readonly scenario: Scenario }
  /** What is wrong and what is allowed, without the text that was given. */
  | { readonly ok: false; readonly problem: string }

const units: Readonly<Record<string, number>> = { ms: 1, s: second, m: minute, h: 60 * minute }

/** A span of time such as `500ms`, `30s`, `5m` or `12h` in ms; undefined when it is none. */
export function readSpan(text: string): number | undefined {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text)
  const span = Number(match?.[1]) * (units[match?.[2] ?? ""] ?? Number.NaN)
  return span > 0 ? span : undefined
}

const spanText = (ms: number): string => {
  const [unit = "ms", size = 1] = Object.entries(units).findLast(([, size]) => ms % size === 0) ?? []
  return `${ms / size}${unit}`
}

/** How a scenario is written with its parameters' usual values: `drop:after=10s`. */
export const scenarioUsage = (name: string): string =>
  [name, ...Object.entries(scenarios[name]?.parameters ?? {}).map(([key, ms]) => `${key}=${spanText(ms)}`)].join(":")

/** A scenario by its name, with parameters behind it where it takes any: `drop`, `data-lost:after=5s:lasts=1m`. */
export function readScenario(text: string): ScenarioReading {
  const [name = "", ...settings] = text.split(":")
  const known = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined
  if (!known)
    return { ok: false, problem: `there is no scenario of that name; known: ${Object.keys(scenarios).join(", ")}` }
  const given: Record<string, number> = {}
  for (const setting of settings) {
    const [key = "", value = "", ...more] = setting.split("=")
    const span = more.length === 0 && Object.hasOwn(known.parameters, key) ? readSpan(value) : undefined
    if (span === undefined || key in given) return { ok: false, problem: `allowed: ${allowed(name, known)}` }
    given[key] = span
  }
  const { summary, world } = known
  return { ok: true, scenario: { summary, ...(world && { world }), start: () => known.start(given) } }
}

const allowed = (name: string, { parameters }: KnownScenario): string =>
  Object.keys(parameters).length === 0
    ? `${name} takes no parameters`
    : `${scenarioUsage(name)}, each a time such as 500ms, 30s, 5m or 12h`
