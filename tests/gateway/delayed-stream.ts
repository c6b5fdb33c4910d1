import type { Client } from "./fake-gateway.ts"

/** A delayed stock stream as seen live: 81, 58, 10167, then ticks; shorter by what `without` names. */
export function sendDelayed(client: Client, id: string, without: readonly number[] = []): void {
  const prices: readonly (readonly [number, string, string])[] = [
    [72, "231.5", "0"],
    [73, "228.1", "0"],
    [75, "229.05", "0"],
    [68, "230.12", "100"],
    [76, "229.4", "0"],
    [66, "230.1", "300"],
    [67, "230.14", "200"],
  ]
  client.send(81, id, "", "9c0001", 3)
  client.send(58, 1, id, 3)
  client.send(4, 2, id, 10167, "Requested market data is not subscribed. Displaying delayed market data.", "")
  client.send(2, 6, id, 74, "1234567")
  client.send(46, 6, id, 88, "1795188600")
  for (const [tick, price, size] of prices) if (!without.includes(tick)) client.send(1, 6, id, tick, price, size, 0)
}
