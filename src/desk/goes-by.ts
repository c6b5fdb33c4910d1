import { spell } from "./instrument.ts"
import { readInstrument } from "./instrument-grammar.ts"

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
