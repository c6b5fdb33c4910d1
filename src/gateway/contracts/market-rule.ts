/** From a price on, the smallest step that prices are in. Both as the Gateway quotes the contract. */
export interface PriceStep {
  readonly from: number
  readonly step: number
}

/** The answer to the question for a market rule; it carries the rule's number and no request id. */
export interface MarketRuleMessage {
  readonly type: "marketRule"
  readonly ruleId: number
  /** Ascending by `from`. */
  readonly steps: readonly PriceStep[]
}
