import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { readConfig } from "../../src/config/read-config.ts"
import { variables } from "../../src/config/variables.ts"

const read = (env: Record<string, string>, flags: Record<string, string | true> = {}) => readConfig({ env, flags })

function config(env: Record<string, string>, flags: Record<string, string | true> = {}) {
  const reading = read(env, flags)
  if (!reading.ok) throw new Error(reading.problem)
  return reading.value
}

function problem(env: Record<string, string>, flags: Record<string, string | true> = {}): string {
  const reading = read(env, flags)
  return reading.ok ? "no problem" : reading.problem
}

describe("defaults", () => {
  test("are those of the contract", () => {
    expect(config({}).config).toEqual({
      host: "127.0.0.1",
      port: 4001,
      clientId: 10,
      marketDataType: 3,
      reconnectIntervalS: 30,
      cacheTtlS: 3600,
      heartbeatIntervalS: 60,
      requestTimeoutS: 15,
      accounts: null,
      maskAccounts: false,
      toolsets: "all",
      maxLines: 90,
      logLevel: "info",
      gatewayStartCommand: null,
    })
  })

  test("hold where a variable is empty, which is how clients write 'not set'", () => {
    const { config: read, source } = config({ IB_PORT: "", IB_HOST: "  " }, { "client-id": "" })
    expect([read.port, read.host, read.clientId]).toEqual([4001, "127.0.0.1", 10])
    expect(source("port")).toBe("default")
  })

  test("the configuration cannot be changed", () => {
    expect(Object.isFrozen(config({}).config)).toBe(true)
  })
})

describe("sources", () => {
  test("a flag wins over the environment, the environment over the default", () => {
    const { config: read, source } = config({ IB_PORT: "4002", IB_CLIENT_ID: "7" }, { port: "7497" })
    expect([read.port, source("port")]).toEqual([7497, "flag"])
    expect([read.clientId, source("clientId")]).toEqual([7, "environment"])
    expect([read.maxLines, source("maxLines")]).toEqual([90, "default"])
  })

  test("every variable has a flag that mirrors its name", () => {
    for (const { name, flag } of Object.values(variables)) {
      expect(flag).toBe(name.replace(/^IB_/, "").toLowerCase().replaceAll("_", "-"))
    }
  })
})

describe("values", () => {
  test.each([
    ["IB_HOST", "gateway.example.com", "host", "gateway.example.com"],
    ["IB_HOST", "::1", "host", "::1"],
    ["IB_HOST", "[::1]", "host", "::1"],
    ["IB_PORT", " 4002 ", "port", 4002],
    ["IB_MARKET_DATA_TYPE", "1", "marketDataType", 1],
    ["IB_REQUEST_TIMEOUT", "2.5", "requestTimeoutS", 2.5],
    ["IB_CACHE_TTL", "0", "cacheTtlS", 0],
    ["IB_ACCOUNTS", "u1234567, DU7654321,,U1234567", "accounts", ["U1234567", "DU7654321"]],
    ["IB_MASK_ACCOUNTS", "YES", "maskAccounts", true],
    ["IB_MASK_ACCOUNTS", "0", "maskAccounts", false],
    ["IB_TOOLSETS", "Core", "toolsets", "core"],
    ["IB_TOOLSETS", "market, status", "toolsets", ["market", "status"]],
    ["IB_LOG_LEVEL", "DEBUG", "logLevel", "debug"],
    ["IB_GATEWAY_START_COMMAND", "open -a 'IB Gateway'", "gatewayStartCommand", "open -a 'IB Gateway'"],
  ] as const)("%s=%s", (name, text, key, expected) => {
    expect(config({ [name]: text }).config[key]).toEqual(expected)
  })

  test("a yes-or-no flag needs no value", () => {
    expect(config({}, { "mask-accounts": true }).config.maskAccounts).toBe(true)
  })
})

describe("a bad value is one line that names the variable, the value and what is allowed", () => {
  test.each([
    ["IB_PORT", "abc", "a whole number from 1 to 65535"],
    ["IB_PORT", "0", "a whole number from 1 to 65535"],
    ["IB_PORT", "65536", "a whole number from 1 to 65535"],
    ["IB_PORT", "-1", "a whole number from 1 to 65535"],
    ["IB_PORT", "4001.5", "a whole number from 1 to 65535"],
    ["IB_PORT", "0x1000", "a whole number from 1 to 65535"],
    ["IB_MARKET_DATA_TYPE", "5", "1 (live only), 2 (frozen), 3 (delayed) or 4 (delayed-frozen)"],
    ["IB_MASK_ACCOUNTS", "maybe", "true, false, 1, 0, yes or no"],
    ["IB_ACCOUNTS", "U1;U2", "account numbers separated by commas, as U1234567,U7654321"],
    ["IB_TOOLSETS", "markets", "all, core, or a list of market, contracts, options, account, research, status"],
    ["IB_LOG_LEVEL", "loud", "debug, info, warn, error, silent"],
    ["IB_HOST", "a host", "a host name or an IP address"],
    ["IB_MAX_LINES", "0", "a whole number from 1 to 10000"],
  ])("%s=%s", (name, text, allowed) => {
    expect(problem({ [name]: text })).toBe(`${name} is "${text}"; allowed: ${allowed}`)
  })

  test("client id 0 is refused with the reason", () => {
    expect(problem({ IB_CLIENT_ID: "0" })).toContain("0 is refused: it would bind orders that were entered by hand")
  })

  test("the flag is named when it is the flag that is bad", () => {
    expect(problem({ IB_PORT: "4002" }, { port: "nope" })).toStartWith(`--port is "nope"; allowed:`)
  })

  test("control characters are refused and never shown", () => {
    const found = problem({ IB_GATEWAY_START_COMMAND: "run\u0007\u0000it" })
    expect(found).toStartWith(`IB_GATEWAY_START_COMMAND is "run\u{fffd}\u{fffd}it"; allowed:`)
  })

  test("neither account numbers nor the arguments of a command are shown", () => {
    expect(problem({ IB_ACCOUNTS: "U1234567,not one" })).toStartWith('IB_ACCOUNTS is "U***,not one"; allowed:')
    expect(problem({ IB_GATEWAY_START_COMMAND: "start --password=x\u0007" })).toStartWith(
      'IB_GATEWAY_START_COMMAND is "start …"; allowed:',
    )
  })

  test("whatever the value, the line is one line and short", () => {
    const names = Object.values(variables).map(({ name }) => name)
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: "binary", maxLength: 5000 }), (name, text) => {
        const reading = read({ [name]: text })
        if (reading.ok) return
        expect(reading.problem).toStartWith(`${name} is "`)
        expect(reading.problem).not.toMatch(/\p{Cc}/u)
        expect(reading.problem.length).toBeLessThan(400)
      }),
    )
  })
})
