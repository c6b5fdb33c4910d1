import { dayMs } from "../../../calendar/day-number.ts"
import { dayFrom } from "../exchanges/day.ts"
import { inventedConIds as invented } from "./invented-con-ids.ts"

/** So many new shares for an old one. */
export interface Split {
  /** First day of trading in new shares, `YYYYMMDD`. */
  readonly date: string
  readonly ratio: number
}

/** Splits as they happened, by contract id, oldest first. */
const splits: ReadonlyMap<number, readonly Split[]> = new Map(
  (
    [
      ["AAPL", 265598, "20000621 2", "20050228 2", "20140609 7", "20200831 4"],
      ["MSFT", 272093, "20030218 2"],
      ["NVDA", 4815747, "20060407 2", "20070911 1.5", "20210720 4", "20240610 10"],
      ["AMZN", 3691937, "19980602 2", "19990105 3", "19990902 2", "20220606 20"],
      ["GOOGL", 208813719, "20220718 20"],
      ["GOOG", 208813720, "20220718 20"],
      ["TSLA", 76792991, "20200831 5", "20220825 3"],
      ["BRK B", 72063691, "20100121 50"],
      ["NFLX", 15124833, "20040212 2", "20150715 7", "20251117 10"],
      ["WMT", 13824, "20240226 3"],
      ["SHOP", 195014116, "20220629 10"],
      ["SHOP in Toronto", invented.SHOP_TSE, "20220629 10"],
      ["GME", 36285627, "20220722 4"],
      ["V", 49462172, "20150319 4"],
      ["KO", 8894, "20120813 2"],
      ["SBUX", 274105, "20150409 2"],
      ["CMCSA", 267748, "20170221 2"],
      ["CSCO", 268084, "20000323 2"],
    ] as const
  ).map(([_name, conId, ...texts]) => [conId, texts.map(readSplit)] as const),
)

function readSplit(text: string): Split {
  const [date, ratio] = text.split(" ")
  return { date: date ?? "", ratio: Number(ratio) }
}

/** The splits of a contract, oldest first. */
export function splitsOf(conId: number): readonly Split[] {
  return splits.get(conId) ?? []
}

/** How many of today's shares one share of an earlier instant has become. */
export function sharesSince(conId: number, at: number): number {
  return splitsOf(conId).reduce((shares, { date, ratio }) => (at < dayFrom(date) * dayMs ? shares * ratio : shares), 1)
}
