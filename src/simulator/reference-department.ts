import { advisorDocument } from "./advisor-documents.ts"
import { type Client, type Department, request } from "./department.ts"
import { fundamentalsNotAllowed, notAnAdvisor, profilesGone, unknownMarketRule } from "./protocol/data-refusals.ts"
import { advisorData, familyCodes, marketRule, noSoftDollarTiers, userInfo } from "./protocol/reference-messages.ts"
import { invalidRequest, readOnlyMode } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { since } from "./protocol/versions.ts"

const readId = (fields: RequestFields): number => fields.requestId()
const readVersionedId = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}
const readVersioned = (fields: RequestFields): number => {
  fields.skip()
  return fields.integer()
}
const nothing = (): void => undefined

const groups = 1
const profiles = 2
const aliases = 3

/** What stands still: price steps, families of accounts, an advisor's groups, and what is no longer served. */
export function referenceDepartment(client: Client): Department {
  const { gateway, version } = client
  const { accounts, contracts } = gateway.world

  const rule = (id: number) => {
    const increments = contracts.marketRule(id)
    if (!increments) return client.refuse(-1, unknownMarketRule)
    client.send(marketRule(id, increments))
  }

  const families = (): void => {
    client.send(familyCodes(accounts.advisor?.families ?? [{ account: "*", code: "" }]))
  }

  const advisor = (type: number) => {
    if (!accounts.advisor) return client.refuse(-1, notAnAdvisor)
    if (type === profiles && version >= since.faProfileGone) return client.refuse(-1, profilesGone)
    if (type !== groups && type !== profiles && type !== aliases) {
      return client.refuse(-1, invalidRequest(`Invalid FA data type ${type}`))
    }
    client.send(advisorData(type, advisorDocument(accounts.advisor, type, version >= since.faProfileGone)))
  }

  const replace = (): void => client.refuse(-1, gateway.readOnly ? readOnlyMode : notAnAdvisor)

  return {
    requests: {
      18: request(client, readVersioned, advisor),
      19: request(client, nothing, replace),
      52: request(client, readVersionedId, (id) => client.refuse(id, fundamentalsNotAllowed)),
      53: nothing,
      65: nothing,
      66: nothing,
      72: nothing,
      73: nothing,
      79: request(client, readId, (id) => client.send(noSoftDollarTiers(id))),
      80: request(client, nothing, families),
      91: request(client, (fields) => fields.integer(), rule),
      104: request(client, readId, (id) => client.send(userInfo(id))),
    },
  }
}
