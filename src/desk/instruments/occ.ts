import type { OptionRight } from "../../gateway/contracts/contract.ts"
import { readDay } from "../calendar-date.ts"

/** An option in the symbology of the Options Clearing Corporation. `root` is its trading class. */
export interface OccOption {
  readonly root: string
  /** `YYYYMMDD`. */
  readonly expiry: string
  readonly right: OptionRight
  readonly strike: number
}

const shape = /^([A-Z][A-Z0-9]{0,5}) *(\d{6})([CP])(\d{8})$/

/** Whether text has the shape of an OCC symbol, be its date real or not. */
export const looksLikeOcc = (text: string): boolean => shape.test(text)

/** Reads `AAPL261218C00200000`, with or without the padding of the root to six characters; null when it is none. */
export function readOcc(text: string): OccOption | null {
  const match = shape.exec(text)
  if (!match) return null
  const [, root = "", date = "", right = "", thousandths = ""] = match
  const expiry = readDay(`20${date}`)
  const strike = Number(thousandths) / 1000
  if (expiry === null || strike <= 0) return null
  return { root, expiry, right: right === "C" ? "C" : "P", strike }
}

/** The symbol with its root padded to six characters, as IBKR's local symbol has it; null when the strike does not fit. */
export function writeOcc({ root, expiry, right, strike }: OccOption): string | null {
  const thousandths = Math.round(strike * 1000)
  const exact = Math.abs(strike * 1000 - thousandths) < 1e-6
  if (!exact || thousandths > 99_999_999 || !/^[A-Z][A-Z0-9]{0,5}$/.test(root) || !expiry.startsWith("20")) return null
  return `${root.padEnd(6)}${expiry.slice(2)}${right}${String(thousandths).padStart(8, "0")}`
}
