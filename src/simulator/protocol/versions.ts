/** Server versions at which a message that this Gateway speaks changed. Names are those of the official clients. */
export const since = {
  duration: 158,
  marketDataInShares: 159,
  postToAts: 160,
  autoCancelParent: 162,
  fractionalSizeSupport: 163,
  sizeRules: 164,
  historicalSchedule: 165,
  advancedOrderReject: 166,
  pegBestPegMidOffsets: 170,
  eventFilters: 171,
  eventDates: 173,
  instrumentTimeZone: 174,
  historyInShares: 175,
  bondIssuerId: 176,
  faProfileGone: 177,
  pendingPriceRevision: 178,
  fundDataFields: 179,
  lastTradeDate: 182,
  customerAccount: 183,
  professionalCustomer: 184,
  bondAccruedInterest: 185,
  ineligibilityReasons: 186,
  bondTradingHours: 188,
  includeOvernight: 189,
  cmeTaggingFields: 192,
  cmeTaggingFieldsInOpenOrder: 193,
} as const

/** The versions that this Gateway speaks; below, the protocol had fields that no client in use still reads. */
export const lowestVersion = 157
export const highestVersion = 193

export type Negotiation =
  | { readonly kind: "agreed"; readonly version: number; readonly options: string }
  | { readonly kind: "refused"; readonly reason: string }

/** Settles the version for a client's offer: `v100..193`, `v176`, or either with connect options such as ` +PACEAPI`. */
export function negotiate(offer: string): Negotiation {
  const match = /^v(\d{1,6})(?:\.\.(\d{1,6}))?(?: (.*))?$/.exec(offer)
  if (!match) return { kind: "refused", reason: `the version offer ${JSON.stringify(offer)} cannot be read` }
  const lowest = Number(match[1])
  const highest = Number(match[2] ?? match[1])
  const spoken = `it offers versions ${lowest} to ${highest}, this Gateway speaks ${lowestVersion} to ${highestVersion}`
  if (highest < lowestVersion) return { kind: "refused", reason: `the client is too old: ${spoken}` }
  if (lowest > highestVersion) return { kind: "refused", reason: `the client is too new: ${spoken}` }
  if (lowest > highest) return { kind: "refused", reason: `the version offer ${offer} is empty` }
  return { kind: "agreed", version: Math.min(highest, highestVersion), options: match[3] ?? "" }
}
