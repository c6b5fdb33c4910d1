import { expect, test } from "bun:test"
import { bench } from "./bench.ts"
import { faults, getsOf, nameOf, startOf } from "./faults.ts"

/** What has no delayed form, asked in one breath. */
const questions: readonly (readonly [Question, string, object])[] = [
  ["past", "ibkr_ticks", { symbol: "AAPL", kind: "bid_ask", limit: 20 }],
  ["live", "ibkr_ticks", { symbol: "AAPL", seconds: 1 }],
  ["profile", "ibkr_ticks", { symbol: "AAPL", kind: "volume_at_price" }],
  ["book", "ibkr_market_depth", { symbol: "AAPL" }],
]
type Question = "past" | "live" | "profile" | "book"

const none = "not_subscribed"
/** Where these get something else than bars do. Live ticks and rows of a book have no count that could be bad. */
const otherwise: Readonly<Record<string, Partial<Record<Question, string>>>> = {
  "delayed-only": { past: none, live: none, book: none },
  "bad-counts": { live: "ok", book: "ok" },
  sentinels: { profile: "no_data", book: "no_data" },
}

/** Who is not let in is not let in whatever is asked. */
const tested = faults.filter(({ state, kind }) => state !== "not_accepting" && kind !== "ordinary" && kind !== "chunks")
/** Listening for a second, and the book's patience where nothing comes. */
const more = 5

test.each(tested.map((fault) => [fault.scenario, fault] as const))(
  "ticks and books under %s",
  async (scenario, fault) => {
    await using one = await bench([scenario], { startAt: startOf(fault) })
    await one.pass((fault.asked ?? 0) * 1000)
    const answers = await one.until(Promise.all(questions.map(([, tool, args]) => one.call(tool, args))))
    for (const [at, { outcome, seconds, body }] of answers.entries()) {
      const question = questions[at]?.[0] ?? "past"
      expect([question, outcome]).toEqual([question, otherwise[nameOf(fault)]?.[question] ?? getsOf(fault, "bars")])
      expect(seconds).toBeLessThanOrEqual(fault.within + more)
      expect(JSON.stringify(body)).not.toMatch(/[:,[]-1[,}\]]|e\+\d\d|2147483647|9223372|NaN/)
    }
    const { depth, tickByTick, historyRequests } = one.simulator.state.held
    if (fault.state === "connected" && fault.within < 15)
      expect([depth, tickByTick, historyRequests]).toEqual([0, 0, 0])
  },
)
