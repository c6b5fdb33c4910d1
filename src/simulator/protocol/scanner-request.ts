import type { RequestFields } from "./request-fields.ts"

export interface ScannerAsked {
  readonly id: number
  readonly rows: number
  readonly instrument: string
  readonly location: string
  readonly code: string
  /** Bounds by the tag that filter options give them, the old fields of the request among them. */
  readonly bounds: readonly (readonly [tag: string, value: string])[]
  readonly stockType: string
}

/** Fields of the request that became filters later, in wire order, under their names as filters. */
const boundFields = ["priceAbove", "priceBelow", "volumeAbove", "marketCapAbove1e6", "marketCapBelow1e6"]
const couponFields = ["couponRateAbove", "couponRateBelow"]
/** Clients write "not set" as nothing, as nought, or as the largest double or integer. */
const isSet = (value: string): boolean => value !== "" && Number(value) !== 0 && Math.abs(Number(value)) < 2147483647

export function readScannerRequest(fields: RequestFields): ScannerAsked {
  const id = fields.requestId()
  const rows = fields.integer()
  const [instrument, location, code] = [fields.text(), fields.text(), fields.text()]
  const bounds: (readonly [string, string])[] = []
  const bound = (tag: string, value: string): void => {
    if (isSet(value)) bounds.push([tag, value])
  }
  for (const tag of boundFields) bound(tag, millions(tag, fields.text()))
  fields.skip(4) // ratings: nothing here is rated by Moody's or S&P
  for (const tag of ["maturityDateAbove", "maturityDateBelow"]) bound(tag, fields.text())
  for (const tag of couponFields) bound(tag, fields.text())
  fields.skip() // exclude convertibles
  bound("avgOptVolumeAbove", fields.text())
  fields.skip() // scanner setting pairs
  const stockType = fields.text()
  const options = fields.text()
  fields.skip() // subscription options, for internal use
  for (const option of options.split(";")) {
    const [tag = "", value = ""] = option.split("=")
    if (tag.trim() !== "") bounds.push([tag.trim(), value.trim()])
  }
  return { id, rows, instrument, location, code, bounds, stockType }
}

/** The old fields count capitalisation in units, the filters in millions. */
const millions = (tag: string, value: string): string =>
  tag.endsWith("1e6") && isSet(value) ? String(Number(value) / 1e6) : value
