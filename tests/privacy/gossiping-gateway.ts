import { movingClock } from "../../src/clock/clock.ts"
import { type ConnectionFaults, refuse, type Wire } from "../../src/simulator/faults.ts"
import type { Scenario } from "../../src/simulator/scenarios.ts"
import { type Simulator, startSimulator } from "../../src/simulator/simulator.ts"
import type { AccountBook } from "../../src/simulator/world/world.ts"

/** Accounts in every form that IBKR's numbers have: the first is what tests allow, the first three are the login's. */
export const accounts = [
  "U7130001",
  "DU7130002",
  "F7130003",
  "DF7130004",
  "U7130005F",
  "F7130006A",
  "I7130007",
  "DUH713008",
]
export const [allowed = "", ...hidden] = accounts
export const ofLogin = accounts.slice(0, 3)
/** An advisor's group, which has a name and no number. */
export const group = "Marker Family Trust"

/** The world's own accounts under the names above. */
function renamed(book: AccountBook): AccountBook {
  const real = (account: string): string => {
    const at = accounts.indexOf(account)
    return at < 0 ? account : (book.accounts[at % book.accounts.length] ?? account)
  }
  const under =
    <Row extends { readonly account: string }>(rows: (account: string, at: number) => readonly Row[]) =>
    (account: string, at: number) =>
      rows(real(account), at).map((row) => ({ ...row, account }))
  return {
    ...book,
    accounts: ofLogin,
    advisor: {
      groups: [{ name: group, method: "Equal", members: accounts.map((account) => ({ account, amount: null })) }],
      aliases: accounts.map((account) => ({ account, alias: account === allowed ? "Own" : `${group} ${account}` })),
      families: accounts.map((account) => ({ account, code: `${hidden[1]}A` })),
    },
    baseCurrency: (account) => book.baseCurrency(real(account)),
    values: (account, at) => book.values(real(account), at),
    summary: (account, tags, at) => book.summary(real(account), tags, at),
    pnl: (account, at) => book.pnl(real(account), at),
    positions: under(book.positions),
    executions: under(book.executions),
    openOrders: under(book.openOrders),
    completedOrders: under(book.completedOrders),
  }
}

const everybody = `${accounts.join(", ")} of account group '${group}'`

/** Where the id stands in requests that have one. */
const requestIdAt: Readonly<Record<string, number>> = { 1: 2, 9: 2, 20: 1, 62: 2, 78: 1, 81: 1, 92: 1, 94: 1 }

const error = (id: string | number, code: number, text: string) => ["4", "2", String(id), String(code), text, ""]

/** Names accounts in notices of its own accord, in a warning for every request, and in the text of every error. */
function gossip(wire: Wire): ConnectionFaults {
  return {
    started() {
      wire.send(
        error(-1, 2101, `Unable to subscribe to account as these clients are subscribed to others: ${everybody}`),
        error(-1, 2150, `Invalid position trade derived value of ${everybody}`),
        error(-1, 321, `Error validating request.-'bQ' : cause - Invalid account code '${hidden.join(",")}'.`),
        error(-1, 10_999, `Something new about ${everybody}`),
      )
    },
    incoming(fields) {
      const id = fields[requestIdAt[fields[0] ?? ""] ?? -1]
      if (id === undefined) return undefined
      wire.send(error(id, 2199, `Mind ${everybody}`))
      const cause = `No permissions for ${everybody}, group: ${group}`
      if (fields[0] === "20" && fields.includes("MSFT"))
        return refuse(Number(id), { code: 162, text: `Historical Market Data Service error message:${cause}` })
      if (fields[0] === "81" && fields.includes("gossip")) return refuse(Number(id), { code: 10_998, text: cause })
      return undefined
    },
    outgoing: (message) => [
      message[0] === "4" ? message.map((field, at) => (at === 4 ? `${field} ${everybody}` : field)) : message,
    ],
  }
}

const gossiping: Scenario = {
  summary: "names accounts wherever a Gateway can",
  start: () => ({ world: (world) => ({ ...world, accounts: renamed(world.accounts) }), connect: gossip }),
}

/** A Gateway of many accounts that names them wherever it can, on a Friday morning in New York. */
export const gossipingGateway = (): Promise<Simulator> =>
  startSimulator({
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    clock: movingClock({ startAt: Date.parse("2026-11-20T16:30:00Z"), speed: 1 }),
    scenarios: [gossiping],
    log: () => {},
  })
