import type { Registry } from "../registry.ts"
import { type ResourceKind, type ResourceVariable, uriOf } from "./kinds.ts"
import { newYorkDate } from "./new-york-date.ts"

/** Most accounts and most instruments that are listed by name; the templates serve all others. */
const most: Readonly<Record<ResourceVariable, number>> = { account: 50, instrument: 40, year: 1 }

/** A resource's entry of `resources/list`. */
export interface ListedResource {
  readonly uri: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly mimeType: string
}

/** A template's entry of `resources/templates/list`. */
export interface ListedTemplate extends Omit<ListedResource, "uri"> {
  readonly uriTemplate: string
}

const mimeType = "application/json"

/** All that can be read, with and without a variable: a template without one is its own only resource. */
export const listedTemplates = (kinds: readonly ResourceKind[]): readonly ListedTemplate[] =>
  kinds.map(({ uriTemplate, name, title, description }) => ({ uriTemplate, name, title, description, mimeType }))

/**
 * What this login has: the resources without variable, those of its accounts, quotes of what it holds, and this year's
 * calendar. Without a registry, or a Gateway, what can be known without them.
 */
export async function listedResources(
  kinds: readonly ResourceKind[],
  registry: Registry | undefined,
  signal: AbortSignal,
): Promise<readonly ListedResource[]> {
  const values = registry ? await valuesOf(registry, signal) : { account: [], instrument: [], year: [] }
  return kinds.flatMap((kind) => {
    const { variable, uriTemplate: uri, name, title, description } = kind
    if (variable === null) return [{ uri, name, title, description, mimeType }]
    return values[variable].slice(0, most[variable]).map((value) => ({
      uri: uriOf(kind, value),
      name: `${name} ${value}`,
      title: `${title}: ${value}`,
      description,
      mimeType,
    }))
  })
}

async function valuesOf(
  { desk, clock, names }: Registry,
  signal: AbortSignal,
): Promise<Readonly<Record<ResourceVariable, readonly string[]>>> {
  // What is held is for those to know who may ask for positions.
  const { held } = names.includes("ibkr_positions") ? await desk.knownInstruments({ signal }) : { held: [] }
  const { data } = await desk.connection(false, { signal })
  return {
    // Masked ones can be alike.
    account: [...new Set(data.accounts)],
    instrument: held.map(({ instrument }) => instrument),
    year: [newYorkDate(clock.now()).slice(0, 4)],
  }
}
