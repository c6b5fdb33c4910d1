import { accountUpdates, updatesMs } from "./account-updates.ts"
import { type Client, type Department, request } from "./department.ts"
import { accountSummaries } from "./limits.ts"
import { accountSummary, accountSummaryEnd, position, positionsEnd } from "./protocol/account-messages.ts"
import type { Message } from "./protocol/message.ts"
import { invalidRequest, processingFailed } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"

const readSummary = (fields: RequestFields) => {
  fields.skip()
  return { id: fields.requestId(), group: fields.text(), tags: fields.text() }
}

const readVersioned = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

const positionsMs = 1000

const nothing = (): void => undefined

/** What has not been sent before; remembers what it lets through. */
function newsFilter(): (messages: readonly Message[]) => readonly Message[] {
  const known = new Set<string>()
  return (messages) => messages.filter((message) => !known.has(message.join("\0")) && known.add(message.join("\0")))
}

/** Account values, summaries and positions. Profit and loss has a department of its own. */
export function accountDepartment(client: Client): Department {
  const { gateway } = client
  const { accounts: book, contracts } = gateway.world
  const updates = accountUpdates(client)
  const summaries = new Map<number, { rows(): readonly Message[]; lookedAt: number }>()
  let positionNews: ReturnType<typeof newsFilter> | undefined
  let positionsLookedAt = Number.NEGATIVE_INFINITY

  const summary = ({ id, group, tags }: ReturnType<typeof readSummary>) => {
    const members = book.advisor?.groups.find(({ name }) => name === group)?.members.map(({ account }) => account)
    const whose = group === "All" ? book.accounts : (members ?? book.accounts.filter((account) => account === group))
    if (whose.length === 0) return client.refuse(id, invalidRequest("Group name is invalid"))
    if (!summaries.has(id) && summaries.size >= accountSummaries) {
      const cause = "Maximum number of account summary requests exceeded; desubscribe to previous request first"
      return client.refuse(id, processingFailed(cause))
    }
    const wanted = tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== "")
    if (wanted.length === 0) return client.refuse(id, invalidRequest("Account summary tags are missing"))
    const fresh = newsFilter()
    const rows = (): readonly Message[] => {
      const now = gateway.clock.now()
      const all = whose.flatMap((account) =>
        book.summary(account, wanted, now).map((row) => accountSummary(id, account, row)),
      )
      return fresh(all)
    }
    summaries.set(id, { rows, lookedAt: gateway.clock.now() })
    client.send(...rows(), accountSummaryEnd(id))
  }

  const positionRows = (): readonly Message[] => {
    const now = gateway.clock.now()
    return book.accounts.flatMap((account) =>
      book.positions(account, now).flatMap((held) => {
        const listing = contracts.byConId(held.conId)
        return listing ? [position(held, listing)] : []
      }),
    )
  }

  const positions = (): void => {
    positionNews = newsFilter()
    client.send(...positionNews(positionRows()), positionsEnd)
  }

  return {
    requests: {
      6: request(client, updates.read, updates.subscribe),
      61: request(client, nothing, positions),
      62: request(client, readSummary, summary),
      63: request(client, readVersioned, (id) => void summaries.delete(id)),
      64: request(client, nothing, () => {
        positionNews = undefined
      }),
    },
    pulse(now) {
      updates.pulse(now)
      if (positionNews && now - positionsLookedAt >= positionsMs) {
        positionsLookedAt = now
        client.send(...positionNews(positionRows()))
      }
      for (const kept of summaries.values()) {
        if (now - kept.lookedAt < updatesMs) continue
        kept.lookedAt = now
        client.send(...kept.rows())
      }
    },
  }
}
