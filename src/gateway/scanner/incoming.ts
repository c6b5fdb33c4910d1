import { EventName, type IBApi } from "@stoqey/ib"
import { expiryDay } from "../contracts/incoming-contract.ts"
import type { CurrentFrame } from "../current-frame.ts"
import type { Message } from "../messages.ts"
import { cleanId, cleanText, nonZero, readNumber } from "../sanitise.ts"
import type { ScanRow } from "./scan.ts"

/** Fields of one row, and of what stands before the rows: message id, version, request id, number of rows. */
const rowFields = 16
const headFields = 4

/** Scans are read from the frame whole: the library tells them row by row, and without what could not be read. */
export function listenToScanner(ib: IBApi, frame: CurrentFrame, onMessage: (message: Message) => void): void {
  ib.on(EventName.scannerDataEnd, (reqId) => {
    const fields = frame.fields()
    const count = Number(fields[3])
    const rows = Array.from({ length: count }, (_, row) => readRow(fields.slice(headFields + row * rowFields)))
    onMessage({ type: "scan", reqId, rows })
  })
  ib.on(EventName.scannerParameters, (document) => onMessage({ type: "scannerParameters", document }))
}

function readRow(fields: readonly string[]): ScanRow {
  const text = (index: number) => fields[index]?.trim() ?? ""
  const right = text(6)
  return {
    rank: readNumber(fields[0]) ?? 0,
    contract: {
      conId: cleanId(Number(text(1))) ?? 0,
      symbol: text(2),
      secType: text(3),
      expiry: expiryDay(fields[4]),
      strike: nonZero(readNumber(fields[5])),
      right: right.startsWith("C") ? "C" : right.startsWith("P") ? "P" : null,
      multiplier: null,
      exchange: text(7),
      primaryExchange: null,
      currency: text(8),
      localSymbol: cleanText(fields[9]),
      tradingClass: cleanText(fields[11]),
    },
    distance: cleanText(fields[12]),
    benchmark: cleanText(fields[13]),
    projection: cleanText(fields[14]),
    legs: cleanText(fields[15]),
  }
}
