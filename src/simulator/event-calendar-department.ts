import { type Client, type Department, request } from "./department.ts"
import { eventMetadataDocument, eventsDocument } from "./event-calendar-documents.ts"
import { type EventFilter, readEventFilter } from "./event-filter.ts"
import {
  duplicateEventMetadata,
  duplicateEvents,
  eventMetadataFirst,
  eventsFailed,
  newsNotAllowed,
} from "./protocol/data-refusals.ts"
import { eventData, eventMetadata } from "./protocol/news-messages.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { since } from "./protocol/versions.ts"
import { eventsOf } from "./world/news/calendar-events.ts"

const dayMs = 86_400_000
/** Without dates a request means everything that is known: so far back and so far ahead. */
const backMs = 730 * dayMs
const aheadMs = 365 * dayMs
/** What a request may limit an answer to at most; without a limit an answer has every event. */
const mostEvents = 100
/** How long the calendar takes. */
const answerMs = 40

const readEvents = (fields: RequestFields) => {
  const id = fields.requestId()
  const conId = fields.text()
  const hasFilters = fields.version >= since.eventFilters
  const filter = hasFilters ? fields.text() : ""
  const fill = hasFilters ? [fields.flag(), fields.flag(), fields.flag()] : []
  const hasDates = fields.version >= since.eventDates
  const dates = hasDates ? { start: fields.text(), end: fields.text(), limit: fields.text() } : undefined
  return { id, conId, filter, fillPortfolio: fill[1] ?? false, dates }
}

const readId = (fields: RequestFields): number => fields.requestId()

/** The event calendar of Wall Street Horizon. Its events are only told to who has asked what kinds there are. */
export function eventCalendarDepartment(client: Client): Department {
  const { gateway } = client
  const { world } = gateway
  const running = new Map<number, { cancel(): void }>()
  const asked: { metadata?: number | undefined; events?: number | undefined; isKnown: boolean } = { isKnown: false }

  const later = (id: number, answer: () => void): void => {
    const timer = client.after(answerMs, () => {
      running.delete(id)
      answer()
    })
    running.set(id, timer)
  }

  /** The calendar is a subscription of its own; here it comes with live data. */
  const isSubscribed = (): boolean =>
    world.contracts.all().some(({ conId, secType }) => secType === "STK" && world.market.entitlement(conId) === "live")

  const metadata = (id: number) => {
    if (!isSubscribed()) return client.refuse(id, newsNotAllowed)
    if (asked.metadata !== undefined) return client.refuse(id, duplicateEventMetadata)
    asked.metadata = id
    later(id, () => {
      asked.metadata = undefined
      asked.isKnown = true
      client.send(eventMetadata(id, eventMetadataDocument()))
    })
  }

  const events = ({ id, conId, filter, fillPortfolio, dates }: ReturnType<typeof readEvents>) => {
    if (!isSubscribed()) return client.refuse(id, newsNotAllowed)
    if (!asked.isKnown) return client.refuse(id, eventMetadataFirst)
    if (asked.events !== undefined) return client.refuse(id, duplicateEvents)
    const read = readEventFilter({ conId, filter, dates }, gateway.clock.now())
    if (read.kind === "unreadable") return client.refuse(id, eventsFailed(read.problem))
    const held = fillPortfolio ? portfolio() : []
    if (read.filter.conIds.length + held.length === 0) {
      return client.refuse(id, eventsFailed("Either a contract or a watchlist must be specified"))
    }
    asked.events = id
    later(id, () => {
      asked.events = undefined
      client.send(eventData(id, eventsDocument(world, found(read.filter, held))))
    })
  }

  const portfolio = (): readonly number[] =>
    world.accounts.accounts.flatMap((account) =>
      world.accounts.positions(account, gateway.clock.now()).map(({ conId }) => conId),
    )

  const found = ({ conIds, types, from, to, limit }: EventFilter, held: readonly number[]) => {
    const now = gateway.clock.now()
    return [...new Set([...conIds, ...held])]
      .flatMap((conId) => {
        const listing = world.contracts.byConId(conId)
        return listing ? eventsOf(world, listing, from ?? now - backMs, to ?? now + aheadMs, now) : []
      })
      .filter(({ tag }) => types.length === 0 || types.includes(tag))
      .slice(0, limit === undefined ? undefined : Math.min(limit, mostEvents))
  }

  const cancel = (id: number): void => {
    running.get(id)?.cancel()
    running.delete(id)
    if (asked.metadata === id) asked.metadata = undefined
    if (asked.events === id) asked.events = undefined
  }

  return {
    requests: {
      100: request(client, readId, metadata),
      101: request(client, readId, cancel),
      102: request(client, readEvents, events),
      103: request(client, readId, cancel),
    },
  }
}
