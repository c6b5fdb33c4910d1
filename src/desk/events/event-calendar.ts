import type { Clock } from "../../clock/clock.ts"
import { type CompanyEvent, type EventType, mostEvents } from "../../gateway/events/events.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import { cancelled } from "../../gateway/refusals.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import type { Accounts } from "../accounts.ts"
import type { Answer, Asking, Progress } from "../answer.ts"
import { dashed } from "../calendar-date.ts"
import type { Contracts } from "../contracts/contracts.ts"
import { allFailed, distinctNames, type InstrumentError } from "../instruments/several-instruments.ts"
import { createLastGood, isAway } from "../last-good.ts"
import { plainLine } from "../news/plain-text.ts"
import { type Company, companyOf, heldCompanies } from "./companies.ts"
import { factsOf } from "./event-facts.ts"
import { type EventsQuestion, readEventsPage, unusableEvents, wantedTypes, writeEventsPage } from "./events-question.ts"

/** One event of one company, in words; third parties' text. */
export interface CalendarRow {
  /** `YYYY-MM-DD`; null when the calendar does not say it. */
  readonly date: string | null
  /** "Earnings Date". */
  readonly type: string
  readonly instrument: string
  readonly conId: number
  /** What the calendar says of it, most telling first: name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

export interface EventCalendar {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly to: string
  /** Ascending by date. */
  readonly events: readonly CalendarRow[]
  readonly total: number
  readonly cursor: string | null
  readonly errors: readonly InstrumentError[]
}

export interface EventDesk {
  /**
   * What Wall Street Horizon's calendar has of companies between two days: of those that are named, else of those held in the
   * accounts that may be read. `not_subscribed` without the subscription.
   */
  events(question: EventsQuestion, asking: Asking, progress: Progress): Promise<Outcome<Answer<EventCalendar>>>
}

export function createEventDesk(gateway: Gateway, contracts: Contracts, accounts: Accounts, clock: Clock): EventDesk {
  const lastGood = createLastGood<EventCalendar>(clock, 20)

  /** The companies that the question is about, and why some of what it names is none. */
  async function companies(question: EventsQuestion, asking: Asking): Promise<Outcome<Companies>> {
    const { instruments, account } = question
    if (instruments.length === 0) return heldCompanies(gateway, contracts, accounts, account, asking)
    const named = await Promise.all(
      distinctNames(instruments).map(async (name) => ({ name, found: await companyOf(contracts, name, asking) })),
    )
    const found = named.flatMap((one) => (one.found.ok ? [one.found.value] : []))
    const errors = named.flatMap(({ name, found }) => (found.ok ? [] : [{ instrument: name, failure: found.failure }]))
    if (found.length === 0) return allFailed(errors, "a company's events")
    return success({ found: [...new Map(found.map((one) => [one.conId, one])).values()], errors, warnings: [] })
  }

  async function ask(
    question: EventsQuestion,
    page: { readonly from: string; readonly to: string; readonly skip: number },
    asking: Asking,
    progress: Progress,
  ): Promise<Outcome<Answer<EventCalendar>>> {
    progress(0, null, "Looking up whose events are asked for")
    const types = await gateway.eventTypes(asking)
    if (!types.ok) return types
    const wanted = wantedTypes(question.types, types.value)
    if (!wanted.ok) return wanted
    const about = await companies(question, asking)
    if (!about.ok) return about
    const { found, errors: unknown, warnings: left } = about.value
    const errors = [...unknown]
    const warnings = [...left]
    const rows: CalendarRow[] = []
    const { from, to } = page
    for (const [index, company] of found.entries()) {
      progress(index, found.length, `Events of ${index} of ${found.length} companies`)
      const events = await gateway.events({ conId: company.conId, from, to }, asking)
      if (asking.signal?.aborted) return failed(cancelled())
      if (!events.ok) {
        if (isAway(events.failure) || events.failure.code === "not_subscribed") return events
        errors.push({ instrument: company.instrument, failure: events.failure })
        continue
      }
      if (events.value.length === mostEvents)
        warnings.push(
          `${company.instrument} has ${mostEvents} events, which is where IBKR may have cut: narrow start and end.`,
        )
      rows.push(
        ...events.value
          .filter((event) => isWanted(event, wanted.value, page))
          .map((event) => row(event, company, types.value)),
      )
    }
    progress(found.length, found.length, `Events of ${found.length} companies`)
    if (errors.length > 0 && errors.length === unknown.length + found.length) return allFailed(errors, "events")
    const events = rows.toSorted(byDate)
    const shown = events.slice(page.skip, page.skip + question.limit)
    const next = page.skip + shown.length
    return success({
      data: {
        from: dashed(from),
        to: dashed(to),
        events: shown,
        total: events.length,
        cursor: next < events.length ? writeEventsPage({ from, to, skip: next }) : null,
        errors,
      },
      provenance: { asOf: clock.now(), source: "live", staleS: null, warnings },
    })
  }

  return {
    async events(question, asking, progress) {
      const refused = unusableEvents(question) ?? accounts.refused(question.account)
      if (refused) return failed(refused)
      const page = readEventsPage(question, clock.now())
      if (!page.ok) return page
      const key = JSON.stringify({ ...question, ...page.value })
      return lastGood.ask(key, () => ask(question, page.value, asking, progress), {
        lacks: ({ errors }) => errors.find(({ failure }) => isAway(failure))?.failure ?? null,
      })
    },
  }
}

interface Companies {
  readonly found: readonly Company[]
  readonly errors: readonly InstrumentError[]
  readonly warnings: readonly string[]
}

/** Of one of the kinds that are wanted, and within the days; an event that does not say its day may be. */
function isWanted(
  { tag, date }: CompanyEvent,
  wanted: readonly EventType[] | null,
  { from, to }: { readonly from: string; readonly to: string },
): boolean {
  if (wanted !== null && !wanted.some((type) => type.tag === tag)) return false
  return date === null || (date >= from && date <= to)
}

function row(event: CompanyEvent, company: Company, types: readonly EventType[]): CalendarRow {
  const type = plainLine(types.find(({ tag }) => tag === event.tag)?.name ?? event.tag ?? "unknown", 60)
  return {
    date: event.date === null ? null : dashed(event.date),
    type,
    instrument: company.instrument,
    conId: company.conId,
    facts: factsOf(event).filter(([, value]) => value !== type),
  }
}

const byDate = (a: CalendarRow, b: CalendarRow): number =>
  (a.date ?? "9999").localeCompare(b.date ?? "9999") || a.instrument.localeCompare(b.instrument)
