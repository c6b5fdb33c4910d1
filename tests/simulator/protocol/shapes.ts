/**
 * The fields of every message that a Gateway sends at server version 193, written from descriptions of the protocol and
 * recordings of real Gateways, and from nothing of the simulator. `shape.ts` says how to read a line. The long layouts of
 * open and completed orders are in `layouts.test.ts`.
 */

const held =
  "account:text conId:int symbol:text secType:text expiry:date? strike:double right:right? multiplier:num? exchange:text? " +
  "currency:text localSymbol:text tradingClass:text? quantity:num averageCost:num"
const sizeRules = "minSize:num sizeIncrement:num suggestedSizeIncrement:num"

const contractData = (expiry: string, fund: string): string =>
  `reqId:int symbol:text secType:text ${expiry} strike:strike right:right? exchange:text currency:text localSymbol:text ` +
  "marketName:text tradingClass:text conId:int minTick:num multiplier:num? orderTypes:csv? validExchanges:csv " +
  "priceMagnifier:int underConId:int longName:text? primaryExchange:text? contractMonth:int? industry:text? category:text? " +
  "subcategory:text? timeZone:text tradingHours:hours liquidHours:hours evRule:text? evMultiplier:num? " +
  "#[ tag:text value:text ] aggGroup:int underSymbol:text? underSecType:text? marketRuleIds:csv? realExpiry:date? " +
  `stockType:text? ${sizeRules} ${fund} #[ ineligibleId:text because:text ]`

const fundFields =
  "name:text? family:text? type:text? frontLoad:num? backLoad:num? backLoadTime:num? managementFee:num? closed:flag? " +
  "closedForNew:flag? closedForMoney:flag? notify:num? minInitial:num? minSubsequent:num? blueSky:text? blueSkyStates:text? " +
  "distribution:text? assetType:text?"

/** By message id; where a message has several forms, by the id and what tells them apart. */
export const shapes: Readonly<Record<string, string>> = {
  1: "=6 reqId:int tickType:int price:num size:num attributes:int",
  2: "=6 reqId:int tickType:int size:num",
  3:
    "orderId:int status:text filled:num remaining:num averagePrice:num permId:int parentId:int lastFillPrice:num clientId:int " +
    "whyHeld:text? marketCapPrice:num",
  4: "=2 reqId:int code:int text:long advancedReject:json?",
  6: "=2 key:text value:text? currency:text? account:text",
  7:
    "=8 conId:int symbol:text secType:text expiry:date? strike:strike right:text multiplier:num? primaryExchange:text? " +
    "currency:text localSymbol:text tradingClass:text? quantity:num price:num value:num averageCost:num unrealized:num " +
    "realized:num account:text",
  8: "=1 time:clock",
  9: "=1 orderId:int",
  10: contractData("lastTrade:text? lastTradeDate:date?", ""),
  "10 FUND": contractData("lastTrade:text? lastTradeDate:date?", fundFields),
  11:
    "reqId:int orderId:int conId:int symbol:text secType:text expiry:date? strike:double right:right? multiplier:num? " +
    "exchange:text currency:text localSymbol:text tradingClass:text execId:text time:instant account:text exchange:text " +
    "side:text shares:num price:num permId:int clientId:int liquidation:int cumulative:num average:num orderRef:text? " +
    "evRule:text? evMultiplier:num? model:text? lastLiquidity:int pendingRevision:flag",
  12: "=1 reqId:int position:int operation:int side:flag price:num size:num",
  13: "=1 reqId:int position:int maker:text operation:int side:flag price:num size:num isSmart:flag",
  14: "=1 id:int type:int text:long exchange:text?",
  15: "=1 accounts:csv",
  16: "=1 faDataType:int xml:long",
  17: "reqId:int start:instant end:instant #[ date:bar open:num high:num low:num close:num volume:num average:num count:int ]",
  18:
    "reqId:int symbol:text? secType:text cusip:text coupon:num? maturity:date? issueDate:date? ratings:text? bondType:text? " +
    "couponType:text? convertible:flag callable:flag putable:flag description:text exchange:text currency:text? " +
    "marketName:text? tradingClass:text conId:int minTick:num orderTypes:csv validExchanges:csv nextOptionDate:date? " +
    "nextOptionType:text? nextOptionPartial:flag notes:text? longName:text? timeZone:text tradingHours:hours " +
    "liquidHours:hours evRule:text? evMultiplier:num? #[ tag:text value:text ] aggGroup:int marketRuleIds:csv? " +
    sizeRules,
  19: "=1 xml:long",
  20:
    "=3 reqId:int #[ rank:int conId:int symbol:text secType:text expiry:date? strike:strike right:right? exchange:text " +
    "currency:text localSymbol:text marketName:text tradingClass:text distance:text? benchmark:text? projection:text? " +
    "legs:text? ]",
  21:
    "reqId:int tickType:int attributes:int impliedVolatility:num delta:num optionPrice:num pvDividend:num gamma:num vega:num " +
    "theta:num underlyingPrice:num",
  45: "=6 reqId:int tickType:int value:num",
  46: "=6 reqId:int tickType:int text:text?",
  49: "=1 seconds:epoch",
  50: "=3 reqId:int time:epoch open:num high:num low:num close:num volume:num average:num count:int",
  52: "=1 reqId:int",
  53: "=1",
  54: "=1 account:text",
  55: "=1 reqId:int",
  57: "=1 reqId:int",
  58: "=1 reqId:int type:int",
  59: "=1 execId:text commission:num currency:text realized:num yield:num yieldRedemption:date?",
  61: `=3 ${held}`,
  62: "=1",
  63: "=1 reqId:int account:text tag:text value:text currency:text?",
  64: "=1 reqId:int",
  67: "=1 reqId:int groups:text",
  68: "=1 reqId:int contract:text",
  71: `=1 reqId:int ${held} model:text?`,
  72: "=1 reqId:int",
  73: "=1 reqId:int account:text model:text? key:text value:text? currency:text?",
  74: "=1 reqId:int",
  75: "reqId:int exchange:text underConId:int tradingClass:text multiplier:num #[ expiration:date ] #[ strike:double ]",
  76: "reqId:int",
  77: "reqId:int #[ name:text value:text displayName:text ]",
  78: "#[ account:text family:text? ]",
  79:
    "reqId:int #[ conId:int symbol:text? secType:text primaryExchange:text? currency:text? #[ derivative:text ] " +
    "description:text? issuerId:text? ]",
  80: "#[ exchange:text secType:text listingExchange:text? service:text aggGroup:int? ]",
  81: "reqId:int minTick:num? bboExchange:text? snapshotPermissions:int",
  82: "reqId:int #[ bit:int exchange:text letter:text ]",
  83: "reqId:int type:flag body:long",
  84: "reqId:int time:millis provider:text articleId:text headline:text extra:text?",
  85: "#[ code:text name:text ]",
  86: "reqId:int time:text provider:text articleId:text headline:text",
  87: "reqId:int hasMore:flag",
  88: "reqId:int time:dashed",
  "88 epoch": "reqId:int time:int",
  89: "reqId:int #[ price:num size:num ]",
  90: "reqId:int count:int date:bar open:num close:num high:num low:num average:num volume:num",
  91: "reqId:int conId:int exchange:text",
  92: "reqId:int conId:int exchange:text",
  93: "ruleId:int #[ lowEdge:num increment:num ]",
  94: "reqId:int daily:double unrealized:double realized:double",
  95: "reqId:int quantity:num daily:double unrealized:double realized:double value:double",
  96: "reqId:int #[ time:epoch =0 price:num size:num ] done:flag",
  97: "reqId:int #[ time:epoch attributes:int bid:num ask:num bidSize:num askSize:num ] done:flag",
  98: "reqId:int #[ time:epoch attributes:int price:num size:num exchange:text conditions:text? ] done:flag",
  "99 1": "reqId:int =1 time:epoch price:num size:num attributes:int exchange:text conditions:text?",
  "99 2": "reqId:int =2 time:epoch price:num size:num attributes:int exchange:text conditions:text?",
  "99 3": "reqId:int =3 time:epoch bid:num ask:num bidSize:num askSize:num attributes:int",
  "99 4": "reqId:int =4 time:epoch midpoint:num",
  102: "",
  103: "reqId:int text:text?",
  104: "reqId:int document:json",
  105: "reqId:int document:json",
  106: "reqId:int start:dashed end:dashed timeZone:text #[ start:dashed end:dashed day:date ]",
  107: "reqId:int brand:text?",
}

/** The line of the table that a message is written in. */
export function shapeOf(message: readonly string[]): string | undefined {
  const [id = ""] = message
  if (id === "10" && message[3] === "FUND") return shapes["10 FUND"]
  if (id === "88" && /^-?\d+$/.test(message[2] ?? "")) return shapes["88 epoch"]
  return shapes[id === "99" ? `99 ${message[2]}` : id]
}
