import type { Clock } from "../../clock/clock.ts"
import { fail, failed, type Outcome, success } from "../../outcome/outcome.ts"
import { abandonable } from "../abandon.ts"
import type { Gateway } from "../gateway.ts"
import { createParallelLane } from "../lanes.ts"
import { controlCharacter } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import { hasControlCharacter } from "../sanitise.ts"
import { readCatalogue } from "./catalogue.ts"
import type { ScannerCatalogue, ScanRequest, ScanRow } from "./scan.ts"

/** Half of the ten that a Gateway serves (TWS API documentation, Market Scanners), for other programs may scan too. */
const atOnce = 5

export function createScannerRequests(room: RequestRoom, clock: Clock): Pick<Gateway, "scan" | "scannerCatalogue"> {
  const askScan = createAsker<readonly ScanRow[]>(room)
  const askCatalogue = createAsker<ScannerCatalogue>(room)
  const lane = createParallelLane(clock, atOnce, `${atOnce} scans run at once.`)

  return {
    scan({ scanCode, instrument, location, filters, rows }, options) {
      const texts = [scanCode, instrument, location, ...[...filters].flat()]
      if (texts.some(hasControlCharacter)) return Promise.resolve(failed(controlCharacter("The scan")))
      const separators = [...filters].flat().find((text) => text.includes(";") || text.includes("="))
      if (separators !== undefined) return Promise.resolve(separatorInside())
      const ask = { rows, instrument, location, scanCode, filters: written(filters) }
      return askScan(
        {
          key: JSON.stringify(ask),
          what: "the scan",
          lane,
          send: (requests, reqId) => requests.scan(reqId, ask),
          cancel: (requests, reqId) => requests.cancelScan(reqId),
          // It is a subscription, of which there are few.
          cancelAfterAnswer: true,
          take(message, answer) {
            if (message.type === "scan") answer(success(message.rows))
          },
        },
        options?.signal,
      )
    },

    scannerCatalogue(options) {
      const request = askCatalogue(
        {
          key: "catalogue",
          what: "the request for the scanner's catalogue",
          send: (requests) => requests.scannerParameters(),
          hear(message, answer) {
            if (message.type === "scannerParameters") answer(read(message.document))
            else if (message.type === "unreadableRow" && message.of === "scannerParameters") answer(unread())
          },
        },
        undefined,
      )
      return abandonable(request, options?.signal)
    },
  }
}

/** As the protocol writes options: each with a semicolon behind it. */
const written = (filters: ScanRequest["filters"]): string =>
  [...filters].map(([code, value]) => `${code}=${value};`).join("")

function read(document: string): Outcome<ScannerCatalogue> {
  const catalogue = readCatalogue(document)
  return catalogue.scans.length > 0 ? success(catalogue) : unread()
}

const unread = () =>
  fail(
    "gateway_error",
    "The Gateway's catalogue of scans could not be read.",
    "Scans can be run by their codes all the same (TOP_PERC_GAIN, MOST_ACTIVE). Please report it to the makers of ibkr-mcp.",
  )

const separatorInside = () =>
  fail(
    "invalid_request",
    "A filter's code or value has a semicolon or an equals sign in it.",
    "Give each filter by its code and one plain value: priceAbove 10.",
  )
