import { type Client, type Department, type Gateway, request } from "./department.ts"
import { invalidDisplayGroup } from "./protocol/data-refusals.ts"
import { displayGroups, displayGroupUpdated } from "./protocol/reference-messages.ts"
import { unknownTicker } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"

const groups = [1, 2, 3, 4, 5, 6, 7]
const empty = "none"

/** What the groups of one Gateway show, for all of its clients. */
const shown = new WeakMap<Gateway, Map<number, string>>()

const readId = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}
const readSubscription = (fields: RequestFields) => ({ id: readId(fields), group: fields.integer() })
const readUpdate = (fields: RequestFields) => ({ id: readId(fields), contractInfo: fields.text() })

/** The coloured groups of a TWS, which link windows: a Gateway has them too, though nobody sees them. */
export function displayGroupDepartment(client: Client): Department {
  const contracts = shown.get(client.gateway) ?? new Map<number, string>()
  shown.set(client.gateway, contracts)
  const subscriptions = new Map<number, { readonly group: number; told: string }>()
  const showing = (group: number): string => contracts.get(group) ?? empty

  const subscribe = ({ id, group }: ReturnType<typeof readSubscription>) => {
    if (!groups.includes(group)) return client.refuse(id, invalidDisplayGroup)
    subscriptions.set(id, { group, told: showing(group) })
    client.send(displayGroupUpdated(id, showing(group)))
  }

  const update = ({ id, contractInfo }: ReturnType<typeof readUpdate>) => {
    const subscription = subscriptions.get(id)
    if (!subscription) return client.refuse(id, unknownTicker(id))
    contracts.set(subscription.group, contractInfo || empty)
  }

  return {
    requests: {
      67: request(client, readId, (id) => client.send(displayGroups(id, groups))),
      68: request(client, readSubscription, subscribe),
      69: request(client, readUpdate, update),
      70: request(client, readId, (id) => void subscriptions.delete(id)),
    },
    pulse() {
      for (const [id, subscription] of subscriptions) {
        const now = showing(subscription.group)
        if (now === subscription.told) continue
        subscription.told = now
        client.send(displayGroupUpdated(id, now))
      }
    },
  }
}
