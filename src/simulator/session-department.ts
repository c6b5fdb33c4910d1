import { type Client, type Department, request } from "./department.ts"
import { currentTime, managedAccounts } from "./protocol/session-messages.ts"

/** A Gateway silently leaves a time request unanswered that comes sooner than this after one it has answered. */
const timeGateMs = 4250

const nothing = (): void => undefined

/** What concerns the session itself: its accounts, the time, the log level. */
export function sessionDepartment(client: Client): Department {
  const { clock, world } = client.gateway
  let timeToldAt = Number.NEGATIVE_INFINITY

  const time = (): void => {
    const now = clock.now()
    if (now - timeToldAt < timeGateMs) return
    timeToldAt = now
    client.send(currentTime(now))
  }

  return {
    requests: {
      14: nothing,
      17: request(client, nothing, () => client.send(managedAccounts(world.accounts.accounts))),
      49: request(client, nothing, time),
    },
  }
}
