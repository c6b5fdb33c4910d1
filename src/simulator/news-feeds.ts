import { providers } from "./world/news/item.ts"
import { listing } from "./world/universe/listing.ts"
import type { ContractFilter, Listing } from "./world/world.ts"

/** Beyond every con id of the simulated world. */
const firstConId = 599000001

/** The broad tape of each provider, a contract of its own: `BRFG:BRFG_ALL` on the exchange `BRFG`. */
const feeds: readonly Listing[] = providers.map(({ code, name }, at) =>
  listing({
    conId: firstConId + at,
    symbol: `${code}:${code}_ALL`,
    secType: "NEWS",
    exchange: code,
    currency: "",
    longName: `${name} All News`,
    orderTypes: "",
    marketRuleIds: "",
  }),
)

/** The feeds that a request means. */
export const newsFeeds = ({ conId, symbol, exchange }: ContractFilter): readonly Listing[] =>
  feeds.filter(
    (feed) =>
      (conId === undefined || conId === feed.conId) &&
      (symbol === undefined || symbol === feed.symbol) &&
      (exchange === undefined || exchange === feed.exchange),
  )
