import type { Columns } from "./table.ts"

/** What is missing from sums that an answer shows. */
interface LeftOut {
  /** The name of the sum. */
  readonly from: string
  readonly account: string | null
  readonly instrument: string | null
  readonly reason: string
}

export const leftOutColumns: Columns<LeftOut> = {
  from: ({ from }) => from,
  account: ({ account }) => account,
  instrument: ({ instrument }) => instrument,
  reason: ({ reason }) => reason,
}
