import { mostTicks, type PastTicks, type Tick } from "../../gateway/ticks/tick.ts"
import { failed, type Outcome, success } from "../../outcome/outcome.ts"
import { noCursor } from "../argument.ts"

/**
 * Where a page of ticks begins. Going forward, of the second `at` the first `skip` ticks were shown before; going back, of
 * the second before `at` the last `skip`. Many ticks share a second and nothing else tells them apart, so that the count
 * within the second is what loses none and doubles none.
 */
export interface TickPlace {
  readonly direction: "from" | "before"
  /** Ms since the epoch, a whole second. */
  readonly at: number
  readonly skip: number
}

export interface TickPage {
  /** Ascending. */
  readonly ticks: readonly Tick[]
  /** Where the next page begins; null when there are no more. */
  readonly next: TickPlace | null
}

/** Asks for `count` ticks next to `at`, 1 to 1000. */
type AskTicks = (ask: Pick<TickPlace, "direction" | "at"> & { readonly count: number }) => Promise<Outcome<PastTicks>>

const second = 1000
/** More requests than this are never made for one page: what is there by then is given, with where to go on. */
const mostRequests = 12
/** Nor so many in a row for answers in which no tick has a price. */
const mostInVain = 2

/**
 * One page of at most `limit` ticks, of as many requests as it takes. `until` bounds a page that goes forward: ticks from
 * then on are left out. Whether the Gateway counts the instant itself among the ticks before it makes no difference.
 */
export async function readTickPage(
  place: TickPlace,
  limit: number,
  until: number | null,
  ask: AskTicks,
): Promise<Outcome<TickPage>> {
  return place.direction === "from" ? forward(place, limit, until, ask) : backward(place, limit, ask)
}

async function forward(
  place: TickPlace,
  limit: number,
  until: number | null,
  ask: AskTicks,
): Promise<Outcome<TickPage>> {
  let { at, skip } = place
  const page: Tick[] = []
  let inVain = 0
  for (let requests = 0; requests < mostRequests && inVain < mostInVain && page.length <= limit; requests++) {
    if (until !== null && at >= until) break
    const count = countFor(limit, page.length, skip)
    const outcome = await ask({ direction: "from", at, count })
    const ticks = outcome.ok ? outcome.value.ticks.filter((tick) => tick.at >= at) : []
    const times = outcome.ok ? outcome.value.times.filter((time) => time >= at) : []
    if (!outcome.ok && !(outcome.failure.code === "no_data" && page.length > 0)) return outcome
    const bounded = until === null ? ticks : ticks.filter((tick) => tick.at < until)
    page.push(...bounded.slice(skip))
    inVain = ticks.length > 0 ? 0 : inVain + 1
    const last = times.at(-1)
    if (last === undefined || (until !== null && last >= until)) return success(firstOf(page, limit, place, null))
    const whole = last === at || times.length < count
    skip = whole ? 0 : ticks.filter((tick) => tick.at === last).length
    at = whole ? last + second : last
  }
  return success(firstOf(page, limit, place, until !== null && at >= until ? null : { direction: "from", at, skip }))
}

async function backward(place: TickPlace, limit: number, ask: AskTicks): Promise<Outcome<TickPage>> {
  let { at, skip } = place
  let page: readonly Tick[] = []
  let inVain = 0
  for (let requests = 0; requests < mostRequests && inVain < mostInVain && page.length <= limit; requests++) {
    const count = countFor(limit, page.length, skip)
    let outcome = await ask({ direction: "before", at, count })
    // Nothing but ticks of the instant itself: this Gateway counts them among those before it.
    if (outcome.ok && outcome.value.times.length > 0 && outcome.value.times.every((time) => time >= at))
      outcome = await ask({ direction: "before", at: at - second, count })
    if (!outcome.ok && !(outcome.failure.code === "no_data" && page.length > 0)) return outcome
    const ticks = outcome.ok ? outcome.value.ticks.filter((tick) => tick.at < at) : []
    const times = outcome.ok ? outcome.value.times : []
    const first = times.find((time) => time < at) ?? null
    if (first === null) return success(lastOf(page, limit, place, null))
    page = [...ticks.slice(0, ticks.length - skip), ...page]
    inVain = ticks.length > 0 ? 0 : inVain + 1
    const whole = first + second === at || times.length < count
    skip = whole ? 0 : ticks.filter((tick) => tick.at === first).length
    at = whole ? first : first + second
  }
  return success(lastOf(page, limit, place, { direction: "before", at, skip }))
}

/**
 * A second at the edge of an answer is whole when it is all of the answer, or when the answer has fewer ticks than were asked
 * for; any other is asked for again, without what is there of it. One more than is wanted tells whether there are more. */
const countFor = (limit: number, have: number, skip: number): number => Math.min(mostTicks, limit + 1 - have + skip)

/** The first `limit`, and the place behind them; `more` is the place behind all that was read. */
function firstOf(read: readonly Tick[], limit: number, from: TickPlace, more: TickPlace | null): TickPage {
  const last = read[limit - 1]
  if (read.length <= limit || !last) return { ticks: read, next: more }
  const ticks = read.slice(0, limit)
  const shown = ticks.filter((tick) => tick.at === last.at).length
  const skip = shown + (last.at === from.at ? from.skip : 0)
  return { ticks, next: { direction: "from", at: last.at, skip } }
}

/** The last `limit`, and the place ahead of them. */
function lastOf(read: readonly Tick[], limit: number, from: TickPlace, more: TickPlace | null): TickPage {
  const first = read[read.length - limit]
  if (read.length <= limit || !first) return { ticks: read, next: more }
  const ticks = read.slice(-limit)
  const at = first.at + second
  const shown = ticks.filter((tick) => tick.at === first.at).length
  return { ticks, next: { direction: "before", at, skip: shown + (at === from.at ? from.skip : 0) } }
}

export const writePlace = ({ direction, at, skip }: TickPlace): string => `${direction}~${at / second}~${skip}`

export function readPlace(text: string): Outcome<TickPlace> {
  const [, direction, at, skip] = /^(from|before)~(\d{9,10})~(\d{1,6})$/.exec(text) ?? []
  if (direction === undefined) return failed(noCursor(text))
  return success({ direction: direction === "from" ? "from" : "before", at: Number(at) * second, skip: Number(skip) })
}
