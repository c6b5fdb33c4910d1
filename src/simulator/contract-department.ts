import { type Client, type Department, request } from "./department.ts"
import { newsFeeds } from "./news-feeds.ts"
import {
  contractDetails,
  contractDetailsEnd,
  optionParameters,
  optionParametersEnd,
  symbolSamples,
} from "./protocol/contract-messages.ts"
import { readContract } from "./protocol/contract-request.ts"
import { invalidRequest, noSecurityDefinition } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { since } from "./protocol/versions.ts"
import { incompleteness } from "./resolve-contract.ts"
import type { ContractFilter, Listing } from "./world/world.ts"

const readDetailsRequest = (fields: RequestFields) => {
  fields.skip()
  const id = fields.requestId()
  const contract = readContract(fields)
  const includeExpired = fields.flag()
  const secIdType = fields.optionalText()
  const secId = fields.optionalText()
  const issuerId = fields.version >= since.bondIssuerId ? fields.optionalText() : undefined
  const filter: ContractFilter = {
    ...contract,
    includeExpired,
    ...(secIdType && { secIdType }),
    ...(secId && { secId }),
    ...(issuerId && { issuerId }),
  }
  return { id, filter }
}

const readSearch = (fields: RequestFields) => ({ id: fields.requestId(), pattern: fields.text() })

const readChainRequest = (fields: RequestFields) => ({
  id: fields.requestId(),
  symbol: fields.text(),
  futFopExchange: fields.text(),
  secType: fields.text(),
  conId: fields.integer(),
})

/** Matching symbols may be asked for once a second. */
const searchSpacingMs = 1000

/** Contract details, symbol search and option parameters. */
export function contractDepartment(client: Client): Department {
  const { gateway, version } = client
  const { contracts } = gateway.world
  let nextSearchAt = Number.NEGATIVE_INFINITY

  const details = ({ id, filter }: ReturnType<typeof readDetailsRequest>) => {
    const missing = filter.issuerId === undefined ? incompleteness(filter) : undefined
    if (missing) return client.refuse(id, missing)
    const now = gateway.clock.now()
    const found = filter.secType === "NEWS" ? newsFeeds(filter) : contracts.find(filter, now)
    if (found.length === 0) return client.refuse(id, noSecurityDefinition)
    client.send(
      ...found.map((listing) => contractDetails(version, id, listing, hoursOf(listing, now))),
      contractDetailsEnd(id),
    )
  }

  /** News comes at all hours. */
  const hoursOf = (listing: Listing, now: number) =>
    listing.secType === "NEWS" ? { trading: "", liquid: "" } : contracts.hours(listing, now)

  const search = ({ id, pattern }: ReturnType<typeof readSearch>) => {
    const answer = (): void => client.send(symbolSamples(version, id, contracts.search(pattern)))
    const now = gateway.clock.now()
    const at = Math.max(now, nextSearchAt)
    nextSearchAt = at + searchSpacingMs
    if (at === now) return answer()
    gateway.log(`client ${client.id}: reqMatchingSymbols ${id} waits ${at - now} ms, one a second is served`)
    client.after(at - now, answer)
  }

  const chains = ({ id, futFopExchange, secType, conId }: ReturnType<typeof readChainRequest>) => {
    if (conId <= 0) return client.refuse(id, invalidRequest("Invalid contract id"))
    if (!contracts.byConId(conId)) return client.refuse(id, noSecurityDefinition)
    const rows = contracts.chains(conId, secType, futFopExchange, gateway.clock.now())
    client.send(...rows.map((row) => optionParameters(id, row)), optionParametersEnd(id))
  }

  return {
    requests: {
      9: request(client, readDetailsRequest, details),
      78: request(client, readChainRequest, chains),
      81: request(client, readSearch, search),
    },
  }
}
