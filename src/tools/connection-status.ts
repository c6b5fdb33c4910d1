import { type } from "arktype"
import type { Connection } from "../desk/connection.ts"
import { success } from "../outcome/outcome.ts"
import { answered } from "./answered.ts"
import { defineTool, type Shape } from "./define-tool.ts"
import { oneWait } from "./one-wait.ts"
import { MaybeNumber, MaybeText } from "./parameters.ts"

const ConnectionFields = () =>
  type({
    connected: "boolean",
    state: "'connected' | 'connecting' | 'not_accepting' | 'connectivity_lost' | 'not_connected'",
    hint: MaybeText.describe("what to change; null when connected", "self"),
    host: "string",
    port: "number",
    client_id: "number",
    accounts: "string[]",
    server_version: MaybeNumber,
    market_data_type: type("1 | 2 | 3 | 4").describe(
      "settles for: 1 live only, 2 frozen, 3 delayed, 4 delayed-frozen",
      "self",
    ),
    market_open: type("boolean | null").describe("NYSE regular session", "self"),
    next_open: MaybeText,
    next_close: MaybeText,
    gateway_read_only: type("boolean | null").describe(
      "the Gateway's Read-Only API setting; null when unknown",
      "self",
    ),
    farms: type({ ok: "string[]", inactive: "string[]", connecting: "string[]", broken: "string[]" }),
    contract_cache_size: "number",
    market_data_lines: "number",
    reconnects: "number",
    last_error: type({ code: "string", message: "string", hint: "string", ib_code: MaybeNumber }).or("null"),
    uptime_s: MaybeNumber.describe("of this connection", "self"),
    "clock_skew_s?": MaybeNumber.describe("Gateway's clock minus this machine's", "self"),
    "latency_ms?": MaybeNumber,
  })

/** How the connection to the Gateway stands. */
export const connectionStatus = defineTool({
  name: "ibkr_connection_status",
  title: "Connection status",
  toolset: "status",
  description:
    "Whether the Gateway is connected and what to change if not, its accounts and data farms, and whether NYSE is open. Use it when other tools fail: it answers at once, also when disconnected.",
  input: () =>
    type({
      "+": "reject",
      probe: type("boolean").describe("Ask the Gateway for its time too", "self").default(false),
    }),
  output: ConnectionFields,
  async run({ probe }, { desk, signal, progress }) {
    const asked = desk.connection(probe, { signal })
    const found = probe ? await oneWait(progress, "Waiting for the Gateway's time", asked) : await asked
    return answered(success(found), (connection) => ({
      ...connectionFields(connection),
      ...(probe
        ? { clock_skew_s: connection.probe?.clockSkewS ?? null, latency_ms: connection.probe?.latencyMs ?? null }
        : {}),
    }))
  },
})

const connectionFields = (one: Connection): Shape<typeof ConnectionFields> => ({
  connected: one.state === "connected",
  state: one.state,
  hint: one.hint,
  host: one.host,
  port: one.port,
  client_id: one.clientId,
  accounts: [...one.accounts],
  server_version: one.serverVersion,
  market_data_type: one.marketDataType,
  market_open: one.nyse?.isOpen ?? null,
  next_open: one.nyse?.nextOpen ?? null,
  next_close: one.nyse?.nextClose ?? null,
  gateway_read_only: one.gatewayReadOnly,
  farms: {
    ok: [...one.farms.ok],
    inactive: [...one.farms.inactive],
    connecting: [...one.farms.connecting],
    broken: [...one.farms.broken],
  },
  contract_cache_size: one.contractCacheSize,
  market_data_lines: one.marketDataLines,
  reconnects: one.reconnects,
  last_error: one.lastError && {
    code: one.lastError.code,
    message: one.lastError.message,
    hint: one.lastError.hint,
    ib_code: one.lastError.ibCode,
  },
  uptime_s: one.uptimeS,
})
