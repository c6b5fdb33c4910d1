import { createUniverse } from "../../src/simulator/world/universe/universe.ts"
import { wait } from "./wait.ts"
import { type CountingClient, countingClient } from "./wire.ts"

/** US stocks and currency pairs: ninety instruments that all trade while US stocks do. */
const ninety = createUniverse()
  .instruments.map(({ listing }) => listing)
  .filter(({ secType, currency }) => secType === "CASH" || (secType === "STK" && currency === "USD"))
  .slice(0, 90)

const names = ninety.map(({ conId }) => `CONID:${conId}`)

/** As many calls of `ibkr_quote` as it takes to ask for all of them. */
export const ninetySymbols: readonly (readonly string[])[] = [names.slice(0, 45), names.slice(45)]

/** A client with the same lines, which counts: what one client is sent the other is sent too. */
export async function countNinety(port: number): Promise<CountingClient> {
  const counter = await countingClient(port, 99)
  for (const [line, { conId, exchange }] of ninety.entries()) {
    counter.send(1, 11, line + 1, conId, "", "", "", "", "", "", exchange, "", "", "", "", 0, "", 0, 0, "")
    if (line % 40 === 39) await wait(1)
  }
  return counter
}
