import type { Config } from "./config.ts"
import { type Variable, variables } from "./variables.ts"

export type ConfigSource = "flag" | "environment" | "default"

/** The configuration, frozen, and where each value came from. */
export interface EffectiveConfig {
  readonly config: Config
  readonly source: (key: keyof Config) => ConfigSource
}

export type ConfigReading =
  | { readonly ok: true; readonly value: EffectiveConfig }
  /** One line: the variable or flag, its value, what is allowed. */
  | { readonly ok: false; readonly problem: string }

export interface ConfigInput {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Flags without dashes; true is how a yes-or-no flag without a value arrives. */
  readonly flags: Readonly<Record<string, string | true | undefined>>
}

type Given = { readonly text: string; readonly name: string; readonly source: ConfigSource } | undefined

// An empty variable is how shells and client configurations write "not set".
function given(variable: Variable<unknown>, { env, flags }: ConfigInput): Given {
  const flag = flags[variable.flag]
  if (flag !== undefined && flag !== "") {
    return { text: flag === true ? "true" : flag.trim(), name: `--${variable.flag}`, source: "flag" }
  }
  const text = env[variable.name]
  if (text === undefined || text.trim() === "") return undefined
  return { text: text.trim(), name: variable.name, source: "environment" }
}

/** A value as an error may show it: no control characters, at most 60 characters. */
function shown(text: string): string {
  const clean = text.replace(/\p{Cc}/gu, "\u{fffd}")
  return JSON.stringify(clean.length > 60 ? `${clean.slice(0, 57)}...` : clean)
}

/** Reads the configuration: a flag wins over the environment, the environment over the default. The first bad value stops. */
export function readConfig(input: ConfigInput): ConfigReading {
  const problems: string[] = []
  const sources = new Map<keyof Config, ConfigSource>()

  const value = <Key extends keyof Config>(key: Key): Config[Key] => {
    const variable: Variable<Config[Key]> = variables[key]
    const found = given(variable, input)
    if (!found) return variable.fallback
    sources.set(key, found.source)
    const parsed = /\p{Cc}/u.test(found.text) ? undefined : variable.parse(found.text)
    if (parsed !== undefined) return parsed
    problems.push(`${found.name} is ${shown(variable.told?.(found.text) ?? found.text)}; allowed: ${variable.allowed}`)
    return variable.fallback
  }

  const config: Config = Object.freeze({
    host: value("host"),
    port: value("port"),
    clientId: value("clientId"),
    marketDataType: value("marketDataType"),
    reconnectIntervalS: value("reconnectIntervalS"),
    cacheTtlS: value("cacheTtlS"),
    heartbeatIntervalS: value("heartbeatIntervalS"),
    requestTimeoutS: value("requestTimeoutS"),
    accounts: value("accounts"),
    maskAccounts: value("maskAccounts"),
    toolsets: value("toolsets"),
    maxLines: value("maxLines"),
    logLevel: value("logLevel"),
    gatewayStartCommand: value("gatewayStartCommand"),
  })

  const problem = problems[0]
  if (problem !== undefined) return { ok: false, problem }
  return { ok: true, value: { config, source: (key) => sources.get(key) ?? "default" } }
}
