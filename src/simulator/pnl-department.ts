import { type Client, type Department, request } from "./department.ts"
import { accountPnl, positionPnl } from "./protocol/account-messages.ts"
import type { Message } from "./protocol/message.ts"
import { invalidAccount, invalidPositionValue, processingFailed } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"

const pushMs = 1000

const readAccount = (fields: RequestFields) => ({
  id: fields.requestId(),
  account: fields.text(),
  model: fields.text(),
})

const readPosition = (fields: RequestFields) => ({ ...readAccount(fields), conId: fields.integer() })

const readCancel = (fields: RequestFields): number => fields.requestId()

/** Profit and loss of an account or a position, in the account's base currency, pushed about once a second on change. */
export function pnlDepartment(client: Client): Department {
  const { gateway } = client
  const book = gateway.world.accounts
  const watched = new Map<number, { message(now: number): Message; last: string }>()
  let pushedAt = Number.NEGATIVE_INFINITY

  const watch = (id: number, account: string, message: (now: number) => Message) => {
    if (!book.accounts.includes(account)) return client.refuse(id, invalidAccount(account))
    if (watched.has(id)) return client.refuse(id, processingFailed("Duplicate ticker id"))
    const first = message(gateway.clock.now())
    watched.set(id, { message, last: first.join() })
    client.send(first)
  }

  const ofAccount = ({ id, account }: ReturnType<typeof readAccount>): void =>
    watch(id, account, (now) => accountPnl(id, book.pnl(account, now)))

  const ofPosition = ({ id, account, conId }: ReturnType<typeof readPosition>): void => {
    const find = (now: number) => book.positions(account, now).find((held) => held.conId === conId)
    const isAccount = book.accounts.includes(account)
    const isHeld = isAccount && find(gateway.clock.now()) !== undefined
    watch(id, account, (now) => {
      const held = find(now)
      if (!held) return positionPnl(id, 0, { daily: null, unrealized: null, realized: null }, null)
      const { quantity, dailyPnlBase, unrealizedPnlBase, realizedPnlBase, marketValueBase } = held
      const pnl = { daily: dailyPnlBase, unrealized: unrealizedPnlBase, realized: realizedPnlBase }
      return positionPnl(id, quantity, pnl, marketValueBase)
    })
    if (isAccount && !isHeld) client.refuse(id, invalidPositionValue)
  }

  const cancel = (id: number): void => void watched.delete(id)

  return {
    requests: {
      92: request(client, readAccount, ofAccount),
      93: request(client, readCancel, cancel),
      94: request(client, readPosition, ofPosition),
      95: request(client, readCancel, cancel),
    },
    pulse(now) {
      if (now - pushedAt < pushMs) return
      pushedAt = now
      for (const pnl of watched.values()) {
        const message = pnl.message(now)
        if (message.join() === pnl.last) continue
        pnl.last = message.join()
        client.send(message)
      }
    },
  }
}
