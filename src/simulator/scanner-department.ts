import { type Client, type Department, request } from "./department.ts"
import { scannerSubscriptions } from "./limits.ts"
import { duplicateScan, noScan, scanWithoutItems, tooManyScans } from "./protocol/data-refusals.ts"
import { historyError, invalidRequest } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { scannerData, scannerParametersDocument } from "./protocol/scanner-messages.ts"
import { readScannerRequest, type ScannerAsked } from "./protocol/scanner-request.ts"
import { boundTest, stockTypeTest, type Test } from "./scanner/filters.ts"
import { scanInstruments, scanLocation } from "./scanner/locations.ts"
import { scannerParameters } from "./scanner/parameters.ts"
import { runScan, type Scan } from "./scanner/scan.ts"
import { scanType } from "./scanner/scan-types.ts"

/** Rows of one scan. */
const mostRows = 50
/** How long a scan takes, and how often one that is subscribed to is run again. */
const answerMs = 60
const againMs = 30_000

const readCancel = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

type Understood = { readonly kind: "scan"; readonly scan: Scan } | { readonly kind: "refused"; readonly cause: string }

/** Market scanners. */
export function scannerDepartment(client: Client): Department {
  const { gateway } = client
  const running = new Map<number, { readonly scan: Scan; ranAt: number; told: string | undefined }>()

  const subscribe = (asked: ScannerAsked) => {
    const { id } = asked
    if (gateway.held.scanners >= scannerSubscriptions) return client.refuse(id, tooManyScans(scannerSubscriptions))
    if (running.has(id)) return client.refuse(id, duplicateScan)
    if (asked.rows > mostRows) return client.refuse(id, invalidRequest(`Number of rows must not exceed ${mostRows}`))
    const understood = understand(asked)
    if (understood.kind === "refused") return client.refuse(id, historyError(understood.cause))
    gateway.held.scanners += 1
    running.set(id, { scan: understood.scan, ranAt: Number.POSITIVE_INFINITY, told: undefined })
    client.after(answerMs, () => run(id))
  }

  const run = (id: number): void => {
    const kept = running.get(id)
    if (!kept) return
    const now = gateway.clock.now()
    const found = runScan(gateway.world, kept.scan, now)
    kept.ranAt = now
    const told = found.map(({ conId }) => conId).join()
    if (told === kept.told) return
    kept.told = told
    if (found.length === 0) client.refuse(id, scanWithoutItems)
    client.send(scannerData(id, found))
  }

  const end = (id: number): boolean => {
    if (!running.delete(id)) return false
    gateway.held.scanners -= 1
    return true
  }

  const cancel = (id: number): void =>
    client.refuse(id, end(id) ? historyError(`API scanner subscription cancelled: ${id}`) : noScan(id))

  return {
    requests: {
      22: request(client, readScannerRequest, subscribe),
      23: request(client, readCancel, cancel),
      24: request(
        client,
        () => undefined,
        () => client.send(scannerParametersDocument(scannerParameters())),
      ),
    },
    pulse(now) {
      for (const [id, { ranAt }] of running) if (now - ranAt >= againMs) run(id)
    },
    close() {
      for (const id of [...running.keys()]) end(id)
    },
  }
}

/** What a request means in terms of the catalogue, or what in it the scanner does not know. */
function understand({ rows, instrument, location, code, bounds, stockType }: ScannerAsked): Understood {
  const refused = (cause: string): Understood => ({ kind: "refused", cause })
  const type = scanType(code)
  const group = scanInstruments.find((one) => one.type === instrument)?.group
  if (!group) return refused(`Scanner instrument ${instrument} is not supported`)
  if (!type?.of.includes(group)) return refused(`Scanner type with code ${code} is disabled`)
  const place = scanLocation(location)
  if (place?.instrument !== instrument) {
    return refused(`Scanner location ${location} is not supported for instrument ${instrument}`)
  }
  const tests: Test[] = []
  const kinds = [...bounds, ...(stockType ? [["stkTypes", stockType] as const] : [])]
  for (const [tag, value] of kinds) {
    const test = tag === "stkTypes" ? stockTypeTest(value) : boundTest(tag, value)
    if (!test) return refused(`Scanner filter ${tag} is disabled`)
    tests.push(test)
  }
  const wanted = rows > 0 ? rows : mostRows
  return { kind: "scan", scan: { type, location: place, tests, rows: wanted } }
}
