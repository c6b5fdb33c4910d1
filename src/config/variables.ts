import { withoutAccounts } from "../log/account-numbers.ts"
import { type Config, logLevels, toolsets } from "./config.ts"
import { listOf, oneOf, type Parse, seconds, wholeNumber, yesOrNo } from "./values.ts"

/** One variable: where it is read from, what it may be, what it does. Help, `config`, the README and parsing read this. */
export interface Variable<Value> {
  readonly name: `IB_${string}`
  /** Mirrors the name: `client-id` for `IB_CLIENT_ID`. */
  readonly flag: string
  /** How help names its value. */
  readonly value: string
  readonly fallback: Value
  /** What is allowed, as the end of a sentence: "IB_PORT is "x"; allowed: …". */
  readonly allowed: string
  readonly meaning: string
  readonly parse: Parse<Value>
  /** How a bad value is shown in an error, where it can hold what belongs in no log; as it is when not given. */
  readonly told?: (text: string) => string
}

const account: Parse<string> = (text) => (/^[A-Za-z0-9._-]{1,32}$/.test(text) ? text.toUpperCase() : undefined)

/** An IPv6 address may stand in brackets, as in a URL; the socket wants it without. */
const host: Parse<string> = (text) =>
  /^(?:([A-Za-z0-9.:_%-]{1,253})|\[([0-9A-Fa-f:.%]+)\])$/.exec(text)?.slice(1).find(Boolean)

const marketDataType: Parse<Config["marketDataType"]> = (text) =>
  ([1, 2, 3, 4] as const).find((type) => String(type) === text)

const toolsetList: Parse<Config["toolsets"]> = (text) => oneOf(["all", "core"])(text) ?? listOf(oneOf(toolsets))(text)

/** Every variable, in the order in which they are shown. */
export const variables: { readonly [Key in keyof Config]: Variable<Config[Key]> } = {
  host: {
    name: "IB_HOST",
    flag: "host",
    value: "HOST",
    fallback: "127.0.0.1",
    allowed: "a host name or an IP address",
    meaning: "where IB Gateway or TWS runs",
    parse: host,
  },
  port: {
    name: "IB_PORT",
    flag: "port",
    value: "PORT",
    fallback: 4001,
    allowed: "a whole number from 1 to 65535",
    meaning: "4001 Gateway live, 4002 Gateway paper, 7496 TWS live, 7497 TWS paper",
    parse: wholeNumber(1, 65535),
  },
  clientId: {
    name: "IB_CLIENT_ID",
    flag: "client-id",
    value: "ID",
    fallback: 10,
    allowed: "a whole number from 1 to 2147483647 (0 is refused: it would bind orders that were entered by hand)",
    meaning: "first client id to try; when it is taken the next ones are tried",
    parse: wholeNumber(1, 2_147_483_647),
  },
  marketDataType: {
    name: "IB_MARKET_DATA_TYPE",
    flag: "market-data-type",
    value: "TYPE",
    fallback: 3,
    allowed: "1 (live only), 2 (frozen), 3 (delayed) or 4 (delayed-frozen)",
    meaning: "what to settle for without live data: 1 nothing, 2 frozen, 3 delayed, 4 delayed-frozen",
    parse: marketDataType,
  },
  reconnectIntervalS: {
    name: "IB_RECONNECT_INTERVAL",
    flag: "reconnect-interval",
    value: "SECONDS",
    fallback: 30,
    allowed: "seconds from 1 to 3600",
    meaning: "most seconds between two reconnect attempts",
    parse: seconds(1, 3600),
  },
  cacheTtlS: {
    name: "IB_CACHE_TTL",
    flag: "cache-ttl",
    value: "SECONDS",
    fallback: 3600,
    allowed: "seconds from 0 to 604800",
    meaning: "seconds that a resolved contract is kept",
    parse: seconds(0, 604_800),
  },
  heartbeatIntervalS: {
    name: "IB_HEARTBEAT_INTERVAL",
    flag: "heartbeat-interval",
    value: "SECONDS",
    fallback: 60,
    allowed: "seconds from 5 to 3600",
    meaning: "seconds of silence before the connection is probed",
    parse: seconds(5, 3600),
  },
  requestTimeoutS: {
    name: "IB_REQUEST_TIMEOUT",
    flag: "request-timeout",
    value: "SECONDS",
    fallback: 15,
    allowed: "seconds from 1 to 600",
    meaning: "seconds that one Gateway request may take",
    parse: seconds(1, 600),
  },
  accounts: {
    name: "IB_ACCOUNTS",
    flag: "accounts",
    value: "LIST",
    fallback: null,
    allowed: "account numbers separated by commas, as U1234567,U7654321",
    meaning: "accounts that may be read (all when not given); others are counted, never named",
    parse: listOf(account),
    told: (text) => withoutAccounts(text),
  },
  maskAccounts: {
    name: "IB_MASK_ACCOUNTS",
    flag: "mask-accounts",
    value: "BOOL",
    fallback: false,
    allowed: "true, false, 1, 0, yes or no",
    meaning: "answer U***4567 instead of account numbers",
    parse: yesOrNo,
  },
  toolsets: {
    name: "IB_TOOLSETS",
    flag: "toolsets",
    value: "LIST",
    fallback: "all",
    allowed: `all, core, or a list of ${toolsets.join(", ")}`,
    meaning: "which tools are offered",
    parse: toolsetList,
  },
  maxLines: {
    name: "IB_MAX_LINES",
    flag: "max-lines",
    value: "N",
    fallback: 90,
    allowed: "a whole number from 1 to 10000",
    meaning: "market data lines that this process may hold at once",
    parse: wholeNumber(1, 10_000),
  },
  logLevel: {
    name: "IB_LOG_LEVEL",
    flag: "log-level",
    value: "LEVEL",
    fallback: "info",
    allowed: logLevels.join(", "),
    meaning: "how much goes to stderr",
    parse: oneOf(logLevels),
  },
  gatewayStartCommand: {
    name: "IB_GATEWAY_START_COMMAND",
    flag: "gateway-start-command",
    value: "COMMAND",
    fallback: null,
    allowed: "one command line without control characters",
    meaning: "run once when the Gateway's port refuses, to launch it; nothing is ever killed",
    parse: (text) => text,
    // Its arguments can hold a password.
    told: (text) => text.replace(/\s.*$/s, " …"),
  },
}
