import type { Contract } from "../contracts/contract.ts"
import { isOption } from "../contracts/contract.ts"
import type { Look } from "./look.ts"

type Heard = Look["heard"] extends Set<infer Each> ? Each : never

/** What a quote of a kind of instrument is made of. */
interface Wanted {
  /** Once these are in, 200 ms without news are enough. */
  readonly main: readonly Heard[]
  /** Once these are in, nothing more is waited for. */
  readonly all: readonly Heard[]
  /** Once these are in without the main ones, a second without news is enough. */
  readonly instead?: readonly Heard[]
}

const session: readonly Heard[] = ["open", "high", "low", "close"]
const twoSided: readonly Heard[] = ["bid", "ask"]
const traded: Wanted = { main: [...twoSided, "last"], all: [...twoSided, "last", "lastAt", ...session, "volume"] }
const quoted: Wanted = { main: twoSided, all: [...twoSided, "high", "low", "close"] }

const wanted: Readonly<Record<string, Wanted>> = {
  CASH: quoted,
  CMDTY: quoted,
  /** Its data can be another instrument's, to which the Gateway leads on: an index has levels and no sides. */
  CFD: { ...quoted, instead: ["last", "close"] },
  BOND: { main: twoSided, all: [...twoSided, "last", "close"] },
  BILL: { main: twoSided, all: [...twoSided, "last", "close"] },
  /** A fund has a price once a day. */
  FUND: { main: ["close"], all: ["close", "last", "lastAt"] },
  IND: { main: ["last"], all: ["last", ...session] },
  WAR: { main: twoSided, all: [...twoSided, "last", "lastAt", "close", "volume"] },
}

/** Many options never trade: bid and ask are what there is, with the model's Greeks and open interest when they come. */
function option(contract: Contract, greeks: boolean): Wanted {
  const model: readonly Heard[] = greeks ? ["model computation"] : []
  const openInterest: Heard = contract.right === "P" ? "putOpenInterest" : "callOpenInterest"
  return {
    main: [...twoSided, ...model],
    all: [...twoSided, "last", "close", "volume", openInterest, ...model],
  }
}

const quietMs = 200
const quietInsteadMs = 1000
const atMostMs = { plain: 4000, greeks: 8000 } as const

/** How long after its subscription a stream is waited for at most. */
export const patience = (greeks: boolean): number => (greeks ? atMostMs.greeks : atMostMs.plain)

/** How many ms from now a quote is worth answering if nothing new comes: 0 when it is already. */
export function waitFor(
  contract: Contract,
  greeks: boolean,
  line: { readonly look: Look; readonly subscribedAt: number; readonly newsAt: number },
  now: number,
): number {
  const want = isOption(contract.secType) ? option(contract, greeks) : (wanted[contract.secType] ?? traded)
  const { heard, dataType } = line.look
  // What has not traded has no time of its last trade either.
  const has = (field: Heard) => heard.has(field) || (field === "lastAt" && line.look.values.last === undefined)
  if (dataType !== null && want.all.every(has)) return 0
  const atMost = line.subscribedAt + patience(greeks) - now
  const heardAll = (fields: readonly Heard[]) => fields.every((field) => heard.has(field))
  const settled = heardAll(want.main)
    ? line.newsAt + quietMs - now
    : want.instead && heardAll(want.instead)
      ? line.newsAt + quietInsteadMs - now
      : atMost
  return Math.max(0, Math.min(atMost, settled))
}
