import type { Server } from "@modelcontextprotocol/sdk/server/index.js"
import {
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from "@modelcontextprotocol/sdk/types.js"
import type { Failure } from "../../outcome/outcome.ts"
import { errorBody } from "../envelope.ts"
import { ProtocolError } from "../protocol-error.ts"
import type { Registry } from "../registry.ts"
import { withProgress } from "../request-progress.ts"
import { notLoaded, type ServerParts } from "../server-parts.ts"
import { offeredKinds, type ResourceKind } from "./kinds.ts"
import { type ListedResource, listedResources, listedTemplates } from "./list-resources.ts"
import { createListWatch, type ListWatch } from "./list-watch.ts"
import { readResource } from "./read-resource.ts"
import { type NamedResource, readUri } from "./read-uri.ts"
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts"

/** `resources/*`: lists, reading, and subscriptions, which end with the connection. */
export function serveResources(server: Server, { listed, registry }: ServerParts): void {
  const kinds = offeredKinds(listed)
  let subscriptions: Subscriptions | undefined
  let list: ListWatch | undefined

  const subscribed = (ready: Registry): Subscriptions => {
    subscriptions ??= subscriptionsOf(server, ready)
    return subscriptions
  }
  server.onclose = () => {
    subscriptions?.close()
    list?.close()
  }

  /** Everything loaded, and the resource that is meant. */
  const named = async (uri: string): Promise<{ readonly ready: Registry; readonly resource: NamedResource }> => {
    const ready = await registry().catch(() => undefined)
    if (!ready) throw errorOf(notLoaded)
    const reading = readUri(uri, kinds)
    if (!reading.ok) throw errorOf(ready.clean(reading.failure), ready.clean(uri))
    return { ready, resource: reading.value }
  }

  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [...listedTemplates(kinds)],
  }))

  server.setRequestHandler(ListResourcesRequestSchema, async (_, { signal }) => {
    const ready = await registry().catch(() => undefined)
    const resources = await listedResources(kinds, ready, signal)
    if (!ready) return { resources: [...resources] }
    list ??= watchedList(server, ready, kinds)
    list.given(urisOf(resources))
    return { resources: [...ready.clean(resources)] }
  })

  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, extra) => {
    const { ready, resource } = await named(uri)
    const result = await withProgress(extra, (options) => readResource(resource, ready, options))
    if (result.kind === "error") throw errorOf(result.failure, ready.clean(uri))
    if (result.kind === "unknown_tool") throw errorOf(notLoaded)
    return { contents: [{ uri: ready.clean(uri), mimeType: "application/json", text: JSON.stringify(result.body) }] }
  })

  server.setRequestHandler(SubscribeRequestSchema, async ({ params: { uri } }, { signal }) => {
    const { ready, resource } = await named(uri)
    const refused = await subscribed(ready).add(resource, signal)
    if (refused) throw errorOf(ready.clean(refused), ready.clean(uri))
    return {}
  })

  server.setRequestHandler(UnsubscribeRequestSchema, ({ params: { uri } }) => {
    subscriptions?.remove(uri)
    return {}
  })
}

function subscriptionsOf(server: Server, ready: Registry): Subscriptions {
  const { clock, config, desk } = ready
  return createSubscriptions({
    clock,
    // The other half is for what is called meanwhile.
    most: Math.max(1, Math.floor(config.maxLines / 2)),
    read: (resource, signal) => readResource(resource, ready, { signal, progress: () => {} }),
    changed: ({ uri }) => server.sendResourceUpdated({ uri: ready.clean(uri) }).catch(() => {}),
    release: ({ kind, value }) => {
      if (kind.variable === "instrument") desk.releaseQuote(value)
    },
  })
}

const urisOf = (resources: readonly ListedResource[]): string => resources.map(({ uri }) => uri).join(" ")

function watchedList(server: Server, ready: Registry, kinds: readonly ResourceKind[]): ListWatch {
  const { signal } = new AbortController()
  const look = async () => {
    const { data } = await ready.desk.connection(false, {})
    return data.state === "connected" ? urisOf(await listedResources(kinds, ready, signal)) : null
  }
  return createListWatch(ready.clock, look, () => server.sendResourceListChanged().catch(() => {}))
}

const resourceNotFound = -32002

const codes: Readonly<Partial<Record<Failure["code"], number>>> = {
  not_found: resourceNotFound,
  account_not_allowed: resourceNotFound,
  invalid_request: ErrorCode.InvalidParams,
  ambiguous_contract: ErrorCode.InvalidParams,
}

/** A failure as the protocol's error, with what a tool would have answered as its data. */
function errorOf(failure: Failure, uri?: string): ProtocolError {
  const code = codes[failure.code] ?? ErrorCode.InternalError
  const about = uri === undefined ? {} : { uri: uri.slice(0, 200) }
  return new ProtocolError(code, `${failure.message} ${failure.hint}`, { ...about, ...errorBody(failure) })
}
