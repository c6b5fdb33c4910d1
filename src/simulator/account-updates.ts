import type { Client } from "./department.ts"
import { accountDownloadEnd, accountUpdateTime, accountValue, portfolioValue } from "./protocol/account-messages.ts"
import type { Message } from "./protocol/message.ts"
import { accountUnsubscribed, invalidAccount } from "./protocol/refusals.ts"
import type { RequestFields } from "./protocol/request-fields.ts"
import { updateTime } from "./protocol/wall-clock.ts"

/** How often a Gateway tells account values again. */
export const updatesMs = 180_000

interface Asked {
  readonly subscribe: boolean
  readonly account: string
}

/** The stream of one account's values and portfolio; a client has one at a time. */
export function accountUpdates(client: Client) {
  const { gateway } = client
  const { accounts: book, contracts } = gateway.world
  let subscribed: { readonly account: string; toldAt: number } | undefined

  /** Values, then positions, each block closed by its time. */
  const download = (account: string): readonly Message[] => {
    const now = gateway.clock.now()
    const time = accountUpdateTime(updateTime(now))
    const values = book.values(account, now).map((row) => accountValue(row, account))
    const portfolio = book.positions(account, now).flatMap((held) => {
      const listing = contracts.byConId(held.conId)
      return listing ? [portfolioValue(held, listing), time] : []
    })
    return [...values, time, ...portfolio]
  }

  return {
    read(fields: RequestFields): Asked {
      fields.skip()
      return { subscribe: fields.flag(), account: fields.text() }
    },

    subscribe({ subscribe, account }: Asked): void {
      const wanted = account === "" ? book.accounts[0] : account
      if (!subscribe) {
        if (subscribed) client.refuse(-1, accountUnsubscribed)
        subscribed = undefined
      } else if (wanted === undefined || !book.accounts.includes(wanted)) {
        client.refuse(-1, invalidAccount(account))
      } else {
        subscribed = { account: wanted, toldAt: gateway.clock.now() }
        client.send(...download(wanted), accountDownloadEnd(wanted))
      }
    },

    pulse(now: number): void {
      if (!subscribed || now - subscribed.toldAt < updatesMs) return
      subscribed.toldAt = now
      client.send(...download(subscribed.account))
    },
  }
}
