import { uniform } from "../market/random.ts"
import type { World } from "../world.ts"

/** A notice from IBKR about an exchange. */
export interface Bulletin {
  readonly id: number
  readonly at: number
  /** 1 ordinary, 2 the exchange cannot be traded on, 3 it can be again. */
  readonly type: 1 | 2 | 3
  readonly text: string
  /** Exchanges concerned, comma separated. */
  readonly exchange: string
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const line = "======================================================"

/** Bulletins of [from, to), oldest first: notice of closed and short days of US stocks, and of maintenance now and then. */
export function bulletinsIn(world: World, from: number, to: number): readonly Bulletin[] {
  const found: Bulletin[] = []
  for (let day = Math.floor(from / dayMs) - 1; day <= Math.floor(to / dayMs); day++) {
    const weekday = new Date(day * dayMs).getUTCDay()
    if (weekday === 0 || weekday === 6) continue
    const notice = hoursNotice(world, day + 1)
    if (notice) found.push(bulletin(day * dayMs + 20 * hourMs, 1, `To NYSE,NASDAQ traders:\n${notice}`, "NYSE,NASDAQ"))
    if (uniform(day, 41, 0) < 0.1) {
      const exchange = ["EUREX", "SEHK", "TSEJ", "LSE"][day % 4] ?? "LSE"
      const text = `To ${exchange} traders:\n${exchange} holds a technical test outside trading hours this weekend. Trading is not affected.`
      found.push(bulletin(day * dayMs + 13 * hourMs, 1, text, exchange))
    }
  }
  return found.filter(({ at }) => at >= from && at < to)
}

const bulletin = (at: number, type: Bulletin["type"], text: string, exchange: string): Bulletin => ({
  id: Math.floor(at / 1000),
  at,
  type,
  text: `${line}\n${text}`,
  exchange,
})

const shortDayMs = 4 * hourMs

/** What is unusual about US stock trading on a weekday; undefined when nothing is. */
function hoursNotice({ contracts, market }: World, day: number): string | undefined {
  const at = day * dayMs
  const date = new Date(at).toISOString().slice(0, 10)
  const weekday = new Date(at).getUTCDay()
  const stock = contracts.all().find(({ secType, currency }) => secType === "STK" && currency === "USD")
  if (!stock || weekday === 0 || weekday === 6) return undefined
  const tradeDate = date.replaceAll("-", "")
  const session = market
    .sessions(stock.conId, at - dayMs, at + 2 * dayMs, true)
    .find((one) => one.tradeDate === tradeDate)
  if (!session) return `US stock and option markets are closed on ${date}.`
  return session.close - session.open <= shortDayMs ? `US stock and option markets close early on ${date}.` : undefined
}
