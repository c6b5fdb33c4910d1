/**
 * The second of the three read-only locks: it sits where bytes leave the process, so that not even code that reaches
 * into the library gets a frame out that is not on this list. A write is let through when all of it is whole frames,
 * each of a listed message id, with the number of fields that id has, and no control character inside a field.
 *
 * The count of fields matters because the library does not filter NUL: a symbol that contains some would shift the
 * fields behind it, up to switching on the regulatory snapshot, which costs money.
 */

interface Allowed {
  readonly name: string
  /** How many fields the frame has, the id included; several where server versions differ. */
  readonly fields: number | readonly number[]
  /** What else must hold. */
  readonly refuses?: (fields: readonly string[]) => string | null
}

/** Never here: 3 and 4 (orders), 15 (binds manual orders), 19 (replaces advisor groups), 21 (exercises), 58 (cancels all). */
const allowed: Readonly<Record<string, Allowed>> = {
  "1": { name: "reqMktData", fields: 20, refuses: snapshotFlags },
  "2": { name: "cancelMktData", fields: 3 },
  "6": { name: "reqAccountUpdates", fields: 4 },
  "7": { name: "reqExecutions", fields: 10 },
  "8": { name: "reqIds", fields: 3 },
  "9": { name: "reqContractDetails", fields: [18, 19] },
  "10": { name: "reqMktDepth", fields: 18 },
  "11": { name: "cancelMktDepth", fields: 4 },
  "12": { name: "reqNewsBulletins", fields: 3 },
  "13": { name: "cancelNewsBulletins", fields: 2 },
  "16": { name: "reqAllOpenOrders", fields: 2 },
  "17": { name: "reqManagedAccts", fields: 2 },
  "18": { name: "requestFA", fields: 3 },
  "20": { name: "reqHistoricalData", fields: 23 },
  "22": { name: "reqScannerSubscription", fields: 25 },
  "23": { name: "cancelScannerSubscription", fields: 3 },
  "24": { name: "reqScannerParameters", fields: 2 },
  "25": { name: "cancelHistoricalData", fields: 3 },
  "49": { name: "reqCurrentTime", fields: 2 },
  "54": { name: "calculateImpliedVolatility", fields: 18 },
  "55": { name: "calculateOptionPrice", fields: 18 },
  "56": { name: "cancelCalculateImpliedVolatility", fields: 3 },
  "57": { name: "cancelCalculateOptionPrice", fields: 3 },
  "59": { name: "reqMarketDataType", fields: 3 },
  "61": { name: "reqPositions", fields: 2 },
  "62": { name: "reqAccountSummary", fields: 5 },
  "63": { name: "cancelAccountSummary", fields: 3 },
  "64": { name: "cancelPositions", fields: 2 },
  "71": { name: "startApi", fields: [3, 4], refuses: manualClient },
  "78": { name: "reqSecDefOptParams", fields: 6 },
  "80": { name: "reqFamilyCodes", fields: 1 },
  "81": { name: "reqMatchingSymbols", fields: 3 },
  "82": { name: "reqMktDepthExchanges", fields: 1 },
  "84": { name: "reqNewsArticle", fields: 5 },
  "85": { name: "reqNewsProviders", fields: 1 },
  "86": { name: "reqHistoricalNews", fields: 8 },
  "87": { name: "reqHeadTimestamp", fields: 18 },
  "88": { name: "reqHistogramData", fields: 17 },
  "89": { name: "cancelHistogramData", fields: 2 },
  "90": { name: "cancelHeadTimestamp", fields: 2 },
  "91": { name: "reqMarketRule", fields: 2 },
  "92": { name: "reqPnL", fields: 4 },
  "93": { name: "cancelPnL", fields: 2 },
  "94": { name: "reqPnLSingle", fields: 5 },
  "95": { name: "cancelPnLSingle", fields: 2 },
  "96": { name: "reqHistoricalTicks", fields: 22 },
  "97": { name: "reqTickByTickData", fields: 17 },
  "98": { name: "cancelTickByTickData", fields: 2 },
  "99": { name: "reqCompletedOrders", fields: 2 },
  "100": { name: "reqWshMetaData", fields: 2 },
  "101": { name: "cancelWshMetaData", fields: 2 },
  "102": { name: "reqWshEventData", fields: [3, 7, 10] },
  "103": { name: "cancelWshEventData", fields: 2 },
}

function snapshotFlags(fields: readonly string[]): string | null {
  const [snapshot, regulatory] = fields.slice(17, 19)
  if (regulatory !== "0") return "a regulatory snapshot is billed"
  return snapshot === "0" ? null : "quotes are streams here, never snapshots"
}

function manualClient(fields: readonly string[]): string | null {
  return /^[1-9]\d*$/.test(fields[2] ?? "") ? null : "client id 0 binds manual orders"
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** Why these bytes may not be written to the Gateway; null when they may. */
export function refusal(bytes: Uint8Array): string | null {
  if (isGreeting(bytes)) return null
  let at = 0
  while (at < bytes.length) {
    if (bytes.length - at < 5) return "a write that ends inside a frame"
    const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0)
    const end = at + 4 + length
    if (length < 1 || end > bytes.length) return "a write that ends inside a frame"
    if (bytes[end - 1] !== 0) return "a frame without its closing NUL"
    const reason = frameRefusal(bytes.subarray(at + 4, end - 1))
    if (reason !== null) return reason
    at = end
  }
  return null
}

/** The first bytes of a session: `API`, NUL, and the range of versions as a length-prefixed text without NUL. */
function isGreeting(bytes: Uint8Array): boolean {
  return /^API\0\0\0\0[\s\S]v\d{3}\.\.\d{3}$/.test(String.fromCharCode(...bytes.subarray(0, 64))) && bytes.length === 17
}

function frameRefusal(payload: Uint8Array): string | null {
  let text: string
  try {
    text = decoder.decode(payload)
  } catch {
    return "a frame that is not UTF-8"
  }
  const fields = text.split("\0")
  const rule = Object.hasOwn(allowed, fields[0] ?? "") ? allowed[fields[0] ?? ""] : undefined
  if (!rule)
    return `message id ${/^\d{1,5}$/.test(fields[0] ?? "") ? fields[0] : "that is no number"} is not on the read-only list`
  const counts = typeof rule.fields === "number" ? [rule.fields] : rule.fields
  if (!counts.includes(fields.length)) return `${rule.name} with ${fields.length} fields`
  if (fields.some((field) => /\p{Cc}/u.test(field))) return `${rule.name} with a control character in a field`
  return rule.refuses?.(fields) ?? null
}
