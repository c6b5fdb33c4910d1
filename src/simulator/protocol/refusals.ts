/** What a Gateway answers instead of data, or beside it: a code and a text, both as real Gateways send them. */
export interface Refusal {
  readonly code: number
  readonly text: string
}

/** Two letters in validation errors that differ from build to build. */
const build = "bQ"

const invalid = (cause: string): Refusal => ({
  code: 321,
  text: `Error validating request.-'${build}' : cause - ${cause}`,
})
const unprocessed = (cause: string): Refusal => ({
  code: 322,
  text: `Error processing request.-'${build}' : cause - ${cause}`,
})
const historyFailed = (cause: string): Refusal => ({
  code: 162,
  text: `Historical Market Data Service error message:${cause}`,
})

export const readOnlyMode = invalid("The API interface is currently in Read-Only mode.")
export const invalidRequest = invalid
export const processingFailed = unprocessed
export const historyError = historyFailed

/** A field that cannot be read, or that is not there. */
export const unreadableRequest = (messageId: number, problem: string): Refusal => ({
  code: 320,
  text: `Error reading request:Message type ${messageId}.  ${problem}`,
})

/** Something that real Gateways serve and this simulated one does not. */
export const notServed = (request: string): Refusal => unprocessed(`This simulated Gateway does not serve ${request}.`)

/** Orders with the Read-Only API setting off: a Gateway would place them, this one never executes anything. */
export const orderRejected: Refusal = {
  code: 201,
  text: "Order rejected - reason:This is a simulated Gateway. It executes no orders.",
}
export const orderNotFound = (orderId: number): Refusal => ({
  code: 10147,
  text: `OrderId ${orderId} that needs to be cancelled is not found.`,
})

export const clientIdTaken: Refusal = {
  code: 326,
  text: "Unable to connect as the client id is already in use. Retry with a unique client id.",
}
export const tooManyMessages = (perSecond: number, received: number, times: number): Refusal => ({
  code: 100,
  text: `Max rate of messages per second has been exceeded:max=${perSecond} rec=${received} (${times})`,
})

export const noSecurityDefinition: Refusal = {
  code: 200,
  text: "No security definition has been found for the request",
}
export const ambiguousContract = (symbol: string, isDerivative: boolean): Refusal => ({
  code: 200,
  text: isDerivative
    ? `The contract description specified for ${symbol} is ambiguous; you must specify the multiplier or trading class.`
    : `The contract description specified for ${symbol} is ambiguous.`,
})
export const exchangeMissing = invalid("Please enter exchange")
export const invalidSecurityType = invalid("Please enter a valid security type")
export const invalidAccount = (account: string): Refusal => invalid(`Invalid account code '${account}'.`)

export const tooManyLines: Refusal = { code: 101, text: "Max number of tickers has been reached." }
export const duplicateTicker = unprocessed("Duplicate ticker id")
export const unknownTicker = (tickerId: number): Refusal => ({
  code: 300,
  text: `Can't find EId with tickerId:${tickerId}`,
})
export const snapshotWithGenericTicks = invalid("Snapshot market data subscription is not applicable to generic ticks")

const delayedAvailability = (available: boolean): string =>
  available ? "Delayed market data is available." : "Delayed market data is not available."

/** `feed` is what the login lacks: `AAPL NASDAQ.NMS/TOP/ALL`. */
export const notSubscribed = (delayedAvailable: boolean, feed: string): Refusal => ({
  code: 354,
  text:
    "Requested market data is not subscribed. Check API status by selecting the Account menu then under Management choose " +
    `Market Data Subscription Manager and/or availability of delayed data.${delayedAvailability(delayedAvailable)}${feed}`,
})
export const needsSubscription = (feed: string): Refusal => ({
  code: 10089,
  text:
    "Requested market data requires additional subscription for API. See link in 'Market Data Connections' dialog for more " +
    `details.${delayedAvailability(true)}${feed}`,
})
export const delayedNotEnabled: Refusal = {
  code: 10168,
  text: "Requested market data is not subscribed. Delayed market data is not enabled.",
}
export const displayingDelayed: Refusal = {
  code: 10167,
  text: "Requested market data is not subscribed. Displaying delayed market data.",
}
export const partlySubscribed = (feed: string): Refusal => ({
  code: 10090,
  text:
    "Part of requested market data is not subscribed. Subscription-independent ticks are still active." +
    `${delayedAvailability(false)}${feed}`,
})
export const competingSession: Refusal = { code: 10197, text: "No market data during competing live session" }

export const connectivityLost: Refusal = {
  code: 1100,
  text: "Connectivity between IBKR and Trader Workstation has been lost.",
}
export const accountUnsubscribed: Refusal = {
  code: 2100,
  text: "API client has been unsubscribed from account data.",
}
export const invalidPositionValue: Refusal = { code: 2150, text: "Invalid position trade derived value" }
