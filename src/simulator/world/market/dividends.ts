import type { Behaviour } from "../instrument.ts"
import { bits } from "./random.ts"
import { daysAfter } from "./traded.ts"

const QUARTERS = 4

/** Quarterly ex-dividend dates (`YYYYMMDD`) of an instrument in [from, to], months and day its own. */
export function exDates(seed: number, from: string, to: string): readonly string[] {
  const month = bits(seed, 31, 0) % 3
  const day = 5 + (bits(seed, 31, 1) % 15)
  const dates: string[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      const date = `${year}${String(quarter * 3 + month + 1).padStart(2, "0")}${String(day).padStart(2, "0")}`
      if (date >= from && date <= to) dates.push(date)
    }
  }
  return dates
}

/** What a price is multiplied with when every dividend that went ex after `date` and up to `to` is taken off it. */
export function dividendFactor(seed: number, { dividendYield }: Behaviour, to: string): (date: string) => number {
  if (dividendYield === 0) return () => 1
  const dates = exDates(seed, "19600101", to)
  return (date) => {
    let later = dates.length
    while (later > 0 && (dates[later - 1] ?? "") > date) later--
    return (1 - dividendYield / QUARTERS) ** (dates.length - later)
  }
}

/** Generic tick 59: paid in the past year, expected in the next, next date, next amount. Per share, in the currency itself. */
export function dividendText(seed: number, behaviour: Behaviour, magnifier: number, today: string): string | null {
  const amount = Math.round((behaviour.referencePrice / magnifier) * (behaviour.dividendYield / QUARTERS) * 100) / 100
  if (amount === 0) return null
  const nextYear = daysAfter(today, 366)
  const [next] = exDates(seed, today, nextYear)
  const yearly = Math.round(amount * QUARTERS * 100) / 100
  return `${yearly},${yearly},${next ?? ""},${amount}`
}
