import { type NyseStatus, newYorkOffsetMinutes, nyseStatus } from "../calendar/nyse.ts"
import { stateAt } from "../calendar/trading-sessions.ts"
import type { Clock } from "../clock/clock.ts"
import type { Gateway } from "../gateway/gateway.ts"
import type { ConnectionStatus, FarmState } from "../gateway/status.ts"
import { type Accounts, hiddenWarning } from "./accounts.ts"
import type { Answer, Asking } from "./answer.ts"
import type { Contracts } from "./contracts/contracts.ts"
import { onlyRegular } from "./hours/hours-known.ts"
import { usStockHours } from "./hours/us-stock-hours.ts"

/** What the desk says of the connection as the Gateway's room has it. */
type StatusField =
  | ("state" | "hint" | "host" | "port" | "clientId" | "serverVersion" | "marketDataType" | "gatewayReadOnly")
  | ("marketDataLines" | "reconnects" | "lastError")

/** How the connection to the Gateway stands. */
export interface Connection extends Pick<ConnectionStatus, StatusField> {
  /** Those that may be read, masked where that is asked for. */
  readonly accounts: readonly string[]
  /**
   * NYSE's regular session, in New York time, by the embedded calendar and what the Gateway has said of SPY's hours before;
   * null outside the calendar.
   */
  readonly nyse: { readonly isOpen: boolean; readonly nextOpen: string; readonly nextClose: string } | null
  /** Names of the data farms by their state. */
  readonly farms: Readonly<Record<FarmState, readonly string[]>>
  readonly contractCacheSize: number
  /** Seconds since the Gateway accepted this connection; null when not connected. */
  readonly uptimeS: number | null
  /** What the Gateway's clock said: its difference to this machine's in seconds, and how long the answer took. */
  readonly probe: { readonly clockSkewS: number; readonly latencyMs: number } | null
}

export interface ConnectionDesk {
  /**
   * Answers at once, connected or not, and never fails. With `probe` a connected Gateway is asked for its time first; one
   * that does not answer leaves a warning.
   */
  connection(probe: boolean, asking: Asking): Promise<Answer<Connection>>
}

export function createConnectionDesk(
  gateway: Gateway,
  contracts: Contracts,
  accounts: Accounts,
  clock: Clock,
): ConnectionDesk {
  /** By the Gateway's own hours of the market's best known fund, where they have been asked for before. */
  function seenHours(now: number): { readonly status: NyseStatus; readonly warnings: readonly string[] } | null {
    const fund = contracts.kept({ kind: "stock", symbol: "SPY", exchange: null, currency: null })
    const hours = fund && usStockHours(now, fund.details, false)
    if (!hours?.timetable) return null
    const { isOpen, nextOpen, nextClose } = stateAt(hours.timetable, now, onlyRegular)
    if (isOpen === null || nextOpen === null || nextClose === null) return null
    return { status: { isOpen, nextOpen, nextClose }, warnings: hours.warnings }
  }

  return {
    async connection(wanted, asking) {
      const warnings: string[] = []
      let probe: Connection["probe"] = null
      if (wanted && gateway.status().state === "connected") {
        const answer = await gateway.probe(asking)
        if (answer.ok) {
          probe = { clockSkewS: answer.value.clockSkewS, latencyMs: answer.value.roundTripMs }
          warnings.push(...skewed(answer.value.clockSkewS))
        } else warnings.push(`The time request was not answered: ${accounts.clean(answer.failure.message)}`)
      } else if (wanted) warnings.push("Not connected: there is nothing to probe.")

      const status = gateway.status()
      const now = clock.now()
      const seen = seenHours(now)
      const nyse = seen?.status ?? nyseStatus(now)
      if (seen) warnings.push(...seen.warnings)
      if (nyse === "unknown") warnings.push("The embedded NYSE calendar does not cover this day.")
      const farms: Record<FarmState, string[]> = { ok: [], inactive: [], connecting: [], broken: [] }
      for (const { name, state } of status.farms) farms[state].push(name)
      return {
        data: {
          state: status.state,
          hint: status.hint === null ? null : accounts.clean(status.hint),
          host: status.host,
          port: status.port,
          clientId: status.clientId,
          accounts: accounts.shown().map(accounts.written),
          serverVersion: status.serverVersion,
          marketDataType: status.marketDataType,
          nyse: nyse === "unknown" ? null : inNewYork(nyse),
          gatewayReadOnly: status.gatewayReadOnly,
          farms,
          contractCacheSize: contracts.size,
          marketDataLines: status.marketDataLines,
          reconnects: status.reconnects,
          lastError: status.lastError === null ? null : accounts.cleanFailure(status.lastError),
          uptimeS:
            status.connectedSince === null ? null : Math.max(0, Math.floor((now - status.connectedSince) / 1000)),
          probe,
        },
        provenance: {
          asOf: now,
          source: "live",
          staleS: null,
          warnings: [...warnings, ...hiddenWarning(accounts.hidden())],
        },
      }
    },
  }
}

/** Seconds between the clocks from which sessions and "now" are wrong. */
const brokenSkewS = 30

const skewed = (skewS: number): readonly string[] =>
  Math.abs(skewS) <= brokenSkewS
    ? []
    : [
        `This machine's clock is ${Math.abs(skewS)} s ${skewS > 0 ? "behind" : "ahead of"} the Gateway's: sessions, ages and what is "now" are wrong until it is set (NTP).`,
      ]

const inNewYork = ({ isOpen, nextOpen, nextClose }: NyseStatus): Connection["nyse"] => ({
  isOpen,
  nextOpen: newYorkIso(nextOpen),
  nextClose: newYorkIso(nextClose),
})

/** From the embedded offsets, so that a status costs no time zone data. */
function newYorkIso(at: number): string {
  const offset = newYorkOffsetMinutes(at)
  if (offset === "unknown") return new Date(at).toISOString()
  const hours = String(-offset / 60).padStart(2, "0")
  return `${new Date(at + offset * 60_000).toISOString().slice(0, 19)}-${hours}:00`
}
