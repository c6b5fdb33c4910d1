import type { NewsProvider } from "../../gateway/news/news.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { quoted } from "../argument.ts"

const where = "Client Portal (Settings > Market Data Subscriptions, under News)"

/** The providers to ask, by their codes: those named, else all that the login may read. One that it may not is refused by name. */
export function chooseProviders(codes: readonly string[], known: readonly NewsProvider[]): Outcome<readonly string[]> {
  const have = known.map(({ code }) => code)
  if (have.length === 0)
    return fail(
      "not_subscribed",
      "This login may read no news provider over the API.",
      `Subscribe to one in ${where}; Briefing.com (BRFG, BRFUPDN) and Dow Jones Newsletters (DJNL) cost nothing.`,
    )
  const wanted = codes.map((code) => code.trim()).filter((code) => code !== "")
  if (wanted.length === 0) return success(have)
  const found = wanted.map((code) => have.find((one) => one.toUpperCase() === code.toUpperCase()))
  const missing = wanted.filter((_, index) => found[index] === undefined)
  if (missing.length === 0) return success([...new Set(found.filter((code) => code !== undefined))])
  return fail(
    "not_subscribed",
    `This login may not read ${missing.map(quoted).join(", ")}.`,
    `It may read ${have.join(", ")}. Others are subscribed to in ${where}, some for the API apart.`,
  )
}
