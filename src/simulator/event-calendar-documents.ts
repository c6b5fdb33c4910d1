import type { CalendarEvent } from "./world/news/calendar-event.ts"
import { eventTypes } from "./world/news/event-types.ts"
import type { World } from "./world/world.ts"

const titleOf = (column: string): string =>
  column
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ")

const typeOf = (column: string): string =>
  /_date$/.test(column) ? "date" : /amount|eps|percent|dividend_oc|fiscal_year/.test(column) ? "number" : "string"

/** What kinds of events there are, which fields each has, and what can be filtered by. */
export const eventMetadataDocument = (): string =>
  JSON.stringify({
    validated: true,
    meta_data: {
      event_types: eventTypes.map(({ tag, name, columns }) => ({
        tag,
        name,
        columns: columns.map((column) => ({ tag: column, name: titleOf(column), type: typeOf(column) })),
      })),
      filters: [
        { tag: "country", name: "Country", type: "string" },
        { tag: "watchlist", name: "Watchlist", type: "conids" },
        { tag: "limit", name: "Limit", type: "number" },
        { tag: "limit_region", name: "Limit Region", type: "number" },
        ...eventTypes.map(({ tag, name }) => ({ tag, name, type: "boolean" })),
      ],
    },
  })

/** Events as Wall Street Horizon writes them down. */
export const eventsDocument = ({ contracts }: World, events: readonly CalendarEvent[]): string =>
  JSON.stringify(
    events.map(({ tag, date, key, conId, data }) => ({
      index_date_type: "DATE",
      event_type: tag,
      data: { ...data, company: companyOf(contracts.byConId(conId)) },
      filterSource: "watchlist",
      conids: [String(conId)],
      index_date: date,
      source: "WSHE",
      event_key: key,
      tooltips: {},
      status: "",
    })),
  )

function companyOf(listing: ReturnType<World["contracts"]["byConId"]>) {
  const isin = listing?.secIds.find(({ tag }) => tag === "ISIN")?.value
  return { name: listing?.longName ?? "", ticker: listing?.symbol ?? "", ...(isin && { isin }) }
}
