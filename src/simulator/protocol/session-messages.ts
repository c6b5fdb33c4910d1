import { ascii7 } from "./ascii7.ts"
import type { Message } from "./message.ts"
import { decimal } from "./numbers.ts"
import type { Refusal } from "./refusals.ts"
import { since } from "./versions.ts"

/** An error or a notice; `id` is the request's, or -1 for what concerns the whole session. */
export function errorMessage(version: number, id: number, { code, text }: Refusal): Message {
  const message = ["4", "2", decimal(id), decimal(code), ascii7(text)]
  return version >= since.advancedOrderReject ? [...message, ""] : message
}

export const versionReply = (version: number, connectionTime: string): Message => [decimal(version), connectionTime]

export const managedAccounts = (accounts: readonly string[]): Message => ["15", "1", accounts.join(",")]

export const nextValidId = (orderId: number): Message => ["9", "1", decimal(orderId)]

export const currentTime = (at: number): Message => ["49", "1", decimal(Math.floor(at / 1000))]

const farms: readonly Refusal[] = [
  ...["usfarm.nj", "hfarm", "eufarm", "jfarm", "usfuture", "cashfarm", "usopt", "usbond", "usfarm"].map((farm) => ({
    code: 2104,
    text: `Market data farm connection is OK:${farm}`,
  })),
  ...["euhmds", "ushmds"].map((farm) => ({ code: 2106, text: `HMDS data farm connection is OK:${farm}` })),
  { code: 2158, text: "Sec-def data farm connection is OK:secdefil" },
]

/** Which data farms are connected, as a Gateway tells every client after the next valid id. */
export const farmNotices = (version: number): readonly Message[] => farms.map((farm) => errorMessage(version, -1, farm))
