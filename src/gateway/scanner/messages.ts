import type { ScanRow } from "./scan.ts"

/** What a scan has found, whole. */
export interface ScanMessage {
  readonly type: "scan"
  readonly reqId: number
  readonly rows: readonly ScanRow[]
}

/** The document of everything that can be scanned, which names no request. */
export interface ScannerParametersMessage {
  readonly type: "scannerParameters"
  readonly document: string
}
