import { updatesMs } from "./account-updates.ts"
import { type Client, type Department, request } from "./department.ts"
import {
  accountUpdateMulti,
  accountUpdateMultiEnd,
  positionMulti,
  positionMultiEnd,
} from "./protocol/account-messages.ts"
import type { Message } from "./protocol/message.ts"
import { invalidAccount, processingFailed } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"

const readPositions = (fields: RequestFields) => {
  fields.skip()
  return { id: fields.requestId(), account: fields.text(), model: fields.text() }
}

const readUpdates = (fields: RequestFields) => ({ ...readPositions(fields), ledgerAndNlv: fields.flag() })

const readCancel = (fields: RequestFields): number => {
  fields.skip()
  return fields.requestId()
}

/** What "ledger and net liquidation value" keeps of an account's values: what has a currency, and the total. */
const isLedger = (currency: string, tag: string): boolean => currency !== "" || tag.startsWith("NetLiquidation")

/** Account values and positions with an id and an account of their own, several at a time. */
export function accountMultiDepartment(client: Client): Department {
  const { gateway } = client
  const { accounts: book, contracts } = gateway.world
  const streams = new Map<
    number,
    { rows(now: number): readonly Message[]; sentAt: number; sent: ReadonlySet<string> }
  >()

  /** An account that is left out means all of them, and an advisor's group those in it. Nobody has models here. */
  const accountsOf = (account: string): readonly string[] => {
    const group = book.advisor?.groups.find(({ name }) => name === account)
    if (group) return group.members.map((member) => member.account)
    return account === "" ? book.accounts : [account]
  }
  const whose = (account: string, model: string): readonly string[] => (model === "" ? accountsOf(account) : [])

  const stream = (id: number, account: string, rows: (now: number) => readonly Message[], end: Message) => {
    if (!accountsOf(account).every((one) => book.accounts.includes(one)))
      return client.refuse(id, invalidAccount(account))
    if (streams.has(id)) return client.refuse(id, processingFailed("Duplicate ticker id"))
    const now = gateway.clock.now()
    const first = rows(now)
    streams.set(id, { rows, sentAt: now, sent: new Set(first.map((message) => message.join("\0"))) })
    client.send(...first, end)
  }

  const updates = ({ id, account, model, ledgerAndNlv }: ReturnType<typeof readUpdates>): void => {
    const rows = (now: number): readonly Message[] =>
      whose(account, model).flatMap((one) =>
        book
          .values(one, now)
          .filter(({ currency, tag }) => !ledgerAndNlv || isLedger(currency, tag))
          .map((row) => accountUpdateMulti(id, one, row)),
      )
    stream(id, account, rows, accountUpdateMultiEnd(id))
  }

  const positions = ({ id, account, model }: ReturnType<typeof readPositions>): void => {
    const rows = (now: number): readonly Message[] =>
      whose(account, model).flatMap((one) =>
        book.positions(one, now).flatMap((held) => {
          const listing = contracts.byConId(held.conId)
          return listing ? [positionMulti(id, held, listing)] : []
        }),
      )
    stream(id, account, rows, positionMultiEnd(id))
  }

  const cancel = (id: number): void => void streams.delete(id)

  return {
    requests: {
      74: request(client, readPositions, positions),
      75: request(client, readCancel, cancel),
      76: request(client, readUpdates, updates),
      77: request(client, readCancel, cancel),
    },
    pulse(now) {
      for (const kept of streams.values()) {
        if (now - kept.sentAt < updatesMs) continue
        const rows = kept.rows(now)
        client.send(...rows.filter((message) => !kept.sent.has(message.join("\0"))))
        kept.sentAt = now
        kept.sent = new Set(rows.map((message) => message.join("\0")))
      }
    },
  }
}
