import type { FakeGateway } from "../gateway/fake-gateway.ts"

/** One account as the Gateway keeps it: every share is worth 200 dollars and has cost 150. */
export interface Book {
  readonly account: string
  readonly base: string
  /** Net liquidation value, in the base currency. */
  readonly net: number
  /** Base units for one unit of a currency. */
  readonly rates: Readonly<Record<string, number>>
  /** Contract id, symbol, shares. */
  readonly held: readonly (readonly [number, string, number])[]
  /** Profit and loss of the day as it stands on the wire; 20 when left out. */
  readonly daily?: string
}

/** 10 Apple shares in 10,000 dollars. */
export const dollars: Book = {
  account: "DU1234567",
  base: "USD",
  net: 10_000,
  rates: { USD: 1 },
  held: [[265598, "AAPL", 10]],
}

/** 5 Apple shares in 5000 euros, a dollar being 0.8 of one. */
export const euros: Book = {
  account: "DU7654321",
  base: "EUR",
  net: 5000,
  rates: { EUR: 1, USD: 0.8 },
  held: [[265598, "AAPL", 5]],
}

const price = 200
const cost = 150

/** Has the Gateway answer for these accounts: positions, account updates, summary, profit and loss. */
export function keepBooks(fake: FakeGateway, books: readonly Book[]): void {
  const of = (account: string | undefined) => books.find((one) => one.account === account)
  fake.on("61", (_, client) => {
    for (const { account, held } of books)
      for (const [conId, symbol, shares] of held)
        client.send(61, 3, account, conId, symbol, "STK", "", "0.0", "", "", "", "USD", symbol, "NMS", shares, cost)
    client.send(62, 1)
  })
  fake.on("6", ([, , subscribe, account = ""], client) => {
    if (subscribe !== "1") return client.send(4, 2, -1, 2100, "API client has been unsubscribed from account data.", "")
    const book = of(account)
    if (!book) return client.send(4, 2, -1, 321, "Error validating request: Invalid account code", "")
    client.send(6, 2, "NetLiquidation", book.net, book.base, account)
    for (const [currency, rate] of Object.entries(book.rates))
      client.send(6, 2, "ExchangeRate", rate, currency, account)
    for (const [conId, symbol, shares] of book.held) {
      const value = shares * price
      const item = [7, 8, conId, symbol, "STK", "", "0", "0", "", "NASDAQ", "USD", symbol, "NMS", shares, price, value]
      client.send(...item, cost, shares * (price - cost), "1.7976931348623157E308", account)
    }
    client.send(8, 1, "10:30")
    client.send(54, 1, account)
  })
  fake.on("62", ([, , id = ""], client) => {
    for (const { account, base, net } of books) {
      client.send(63, 1, id, account, "NetLiquidation", net, base)
      client.send(63, 1, id, account, "BuyingPower", "1.7976931348623157E308", base)
    }
    client.send(64, 1, id)
  })
  fake.on("92", ([, id = "", account], client) => {
    const daily = of(account)?.daily ?? "20"
    client.send(94, id, daily, "1.7976931348623157E308", "1.7976931348623157E308")
  })
  fake.on("94", ([, id = "", account, , conId], client) => {
    const book = of(account)
    const shares = book?.held.find(([held]) => String(held) === conId)?.[2] ?? 0
    const daily = book?.daily ?? "20"
    client.send(95, id, shares, daily, "1.7976931348623157E308", "1.7976931348623157E308", shares * price)
  })
}
