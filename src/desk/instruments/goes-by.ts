import { type Failure, failure } from "../../outcome/outcome.ts"
import { quoted, unusableText } from "../argument.ts"
import { spell } from "./instrument.ts"
import { longestInstrument, readInstrument } from "./instrument-grammar.ts"

/** Under which names something that is held or traded can be asked for. */
export interface Names {
  readonly symbol: string
  readonly localSymbol?: string | null
  readonly conId: number
  /** In the instrument notation. */
  readonly instrument: string
}

/** Whether that is what was asked for: a symbol (an underlying's options go by it too), or exactly one instrument. Null is anything. */
export function goesBy({ symbol, localSymbol, conId, instrument }: Names, asked: string | null): boolean {
  if (asked === null) return true
  const named = readInstrument(asked)
  const wanted = named.ok ? spell(named.value) : asked.trim().toUpperCase()
  return [symbol.toUpperCase(), localSymbol?.toUpperCase(), `CONID:${conId}`, instrument].includes(wanted)
}

/** Why nothing could go by it: it is empty, or a list; null when something may. */
export function unusableName(asked: string | null): Failure | null {
  if (asked === null) return null
  const unusable = unusableText("symbol", asked, longestInstrument)
  if (unusable || (asked.trim() !== "" && !/[,;]/.test(asked))) return unusable
  return failure(
    "invalid_request",
    `${quoted(asked)} is not one symbol.`,
    "Give one symbol or instrument, or leave symbol out to have all.",
  )
}

/** What to say when none of `all` goes by it: it may only be written otherwise. */
export function noneGoesBy(asked: string | null, found: number, all: number): readonly string[] {
  if (asked === null || found > 0 || all === 0) return []
  return [`None of ${all} goes by ${quoted(asked)}: give the symbol alone (VOD), or as answers write it (VOD@LSE/GBP).`]
}
