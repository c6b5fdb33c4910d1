import { invalidRequest, processingFailed, type Refusal } from "./refusals.ts"

const seeConnections =
  "Requested market data requires additional subscription for API. See link in 'Market Data Connections' dialog for more details."

/** `venue` as market data permissions name it, ISLAND for NASDAQ. */
const noPermissions = (venue: string, secType: string): string => `No market data permissions for ${venue} ${secType}`

/** Real-time bars of what the login is not subscribed to. */
export const realTimeBarsNotSubscribed = (venue: string, secType: string): Refusal => ({
  code: 420,
  text: `Invalid Real-time Query:${noPermissions(venue, secType)}. ${seeConnections}`,
})
export const realTimeQueryFailed = (cause: string): Refusal => ({ code: 420, text: `Invalid Real-time Query:${cause}` })

export const historicalTicksNotSubscribed = (venue: string, secType: string): Refusal => ({
  code: 10187,
  text: `Failed to request historical ticks:${noPermissions(venue, secType)}`,
})
export const tickByTickNotSubscribed = (venue: string, secType: string): Refusal => ({
  code: 10189,
  text: `Failed to request tick-by-tick data.${noPermissions(venue, secType)}. ${seeConnections}`,
})
export const tickByTickNotOffered = (kind: string, contract: string): Refusal => ({
  code: 10189,
  text: `Failed to request tick-by-tick data.${kind} tick-by-tick requests are not supported for ${contract}.`,
})
export const tooManyTickByTick: Refusal = {
  code: 10190,
  text: "Max number of tick-by-tick requests has been reached.",
}

export const tooMuchDepth = (most: number): Refusal => ({
  code: 309,
  text: `Max number (${most}) of market depth requests has been reached`,
})
export const noDepthSubscription = (tickerId: number): Refusal => ({
  code: 310,
  text: `Can't find the subscribed market depth with tickerId:${tickerId}`,
})
export const depthReset: Refusal = {
  code: 317,
  text: "Market depth data has been RESET. Please empty deep book contents before applying any new entries.",
}
export const depthNotOffered: Refusal = {
  code: 10092,
  text: "Deep market data is not supported for this combination of security type/exchange",
}
/** What smart depth is made of, told when it begins; or what it would be made of, to a login that may see none of it. */
export const depthExchangesNotice = (deep: readonly string[], top: readonly string[], isSeen: boolean): Refusal => ({
  code: 2152,
  text:
    `${isSeen ? "Exchanges" : "Need additional market data permissions"} - ` +
    `Depth: ${deep.map((one) => `${one}; `).join("")}Top: ${top.map((one) => `${one}; `).join("")}`,
})

/** A scan that found nothing; an empty list follows it. */
export const scanWithoutItems: Refusal = {
  code: 165,
  text: "Historical Market Data Service query message:no items retrieved",
}
export const tooManyScans = (most: number): Refusal =>
  processingFailed(`Only ${most} simultaneous API scanner subscriptions are allowed.`)
export const duplicateScan = processingFailed("Duplicate ticker ID for API scanner subscription")
export const noScan = (tickerId: number): Refusal => ({
  code: 365,
  text: `No scanner subscription found for ticker id:${tickerId}`,
})

/** A news feed or event calendar that the login has no subscription for. */
export const newsNotAllowed: Refusal = { code: 10276, text: "News feed is not allowed." }
export const newsArticleFailed = (cause: string): Refusal => ({
  code: 10172,
  text: `Failed to request news article:${cause}`,
})
export const duplicateEventMetadata: Refusal = { code: 10278, text: "Duplicate WSH metadata request" }
export const duplicateEvents: Refusal = { code: 10281, text: "Duplicate WSH event data request" }
export const eventMetadataFirst: Refusal = { code: 10282, text: "WSH metadata not requested" }
export const eventsFailed = (cause: string): Refusal => ({
  code: 10283,
  text: `Failed to request WSH event data:${cause}`,
})

/** Reports that current Gateways do not serve any more, whatever their type. */
export const fundamentalsNotAllowed: Refusal = { code: 10358, text: "Fundamentals data is not allowed." }

export const notAnAdvisor = invalidRequest("FA data operations ignored for non FA customers.")
export const profilesGone = invalidRequest("FA Profile is not supported anymore, use FA Group instead.")
export const unknownMarketRule = invalidRequest("Invalid market rule id")
export const unknownSmartComponents = invalidRequest("Invalid BBO exchange")
export const invalidDisplayGroup = invalidRequest("Invalid display group id")
