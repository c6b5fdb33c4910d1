import { document, type Table } from "./document.ts"
import { at } from "./faults/outages.ts"
import { combine, type Stage } from "./faults.ts"
import { eventHelp, type GatewayEvent, readEvent } from "./gateway-event.ts"
import { accountsOf, instrumentsOf } from "./scenario-world.ts"
import { readScenario, readSpan, type Scenario, type ScenarioReading } from "./scenarios.ts"

/** An event at an instant, or so long after the start. */
type Scripted = { readonly event: GatewayEvent } & ({ readonly at: number } | { readonly after: number })

const eventsAllowed = eventHelp.map(([name]) => name).join(", ")

/**
 * A scenario that a person has written: other scenarios to begin with, instruments and accounts of its own, and a script of
 * events by the Gateway's clock. The README says what it may contain. `content` is a TOML or JSON document, parsed.
 */
export function scenarioFromDocument(content: unknown): ScenarioReading {
  const reading = document(content)
  const { root } = reading
  const summary = root.text("summary", "one line of text") ?? "a scenario of its own"
  const others = root.texts("scenarios", "a list of names of scenarios").flatMap((name) => {
    const known = readScenario(name)
    if (known.ok) return known.scenario
    root.wrong("scenarios", known.problem)
    return []
  })
  const instruments = instrumentsOf(root.tables("instruments"))
  const portfolios = accountsOf(root.tables("accounts"), instruments)
  const script = root.tables("events").flatMap((table) => scripted(table) ?? [])
  root.done()
  if (reading.problem !== undefined) return { ok: false, problem: reading.problem }
  const scenario: Scenario = {
    summary,
    world: { ...loginOf(others), instruments, ...(portfolios.length > 0 && { portfolios, advisor: undefined }) },
    start: () => combine([...others.map((other) => other.start()), { begin: (stage) => play(script, stage) }]),
  }
  return { ok: true, scenario }
}

/** The login of the last scenario that brings one. */
function loginOf(others: readonly Scenario[]): Scenario["world"] {
  return others.findLast(({ world }) => world?.portfolios)?.world
}

function scripted(table: Table): Scripted | undefined {
  const instant = "an instant with its offset, 2026-11-20T15:31:00Z for instance"
  const span = "a time such as 500ms, 30s, 5m or 12h"
  const event = table.text("event", eventsAllowed, (text) => readEvent(text) !== undefined)
  table.missing("event", eventsAllowed)
  const atText = table.text("at", instant, (text) => readInstant(text) !== undefined)
  const afterText = table.text("after", span, (text) => readSpan(text) !== undefined)
  if (table.has("after")) {
    if (table.has("at")) table.wrong("at", "`at` or `after`, not both")
  } else table.missing("at", `${instant}; or \`after\` with ${span}`)
  table.done()
  const read = readEvent(event ?? "")
  const when = readInstant(atText ?? "")
  const after = readSpan(afterText ?? "")
  if (read && when !== undefined) return { event: read, at: when }
  return read && after !== undefined ? { event: read, after } : undefined
}

function readInstant(text: string): number | undefined {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  const instant = isWhole ? Date.parse(text) : Number.NaN
  return Number.isNaN(instant) ? undefined : instant
}

/** Events whose time has passed when the Gateway starts have happened before, in the order of their times. */
function play(script: readonly Scripted[], { clock, happen }: Stage): void {
  const started = clock.now()
  const timed = script.map((one) => ({ event: one.event, instant: "at" in one ? one.at : started + one.after }))
  for (const { event, instant } of timed.toSorted((a, b) => a.instant - b.instant)) {
    at(clock, instant, () => happen(event))
  }
}
