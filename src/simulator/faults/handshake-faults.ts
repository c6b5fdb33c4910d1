import { type Faults, ignore, refuse } from "../faults.ts"
import { clientIdTaken } from "../protocol/refusals.ts"

const startApi = "71"

/** Connections are accepted, and nothing that comes is looked at. */
export const silentPort = (): Faults => ({ connect: () => ({ incoming: () => ignore }) })

/** The greeting is read, and no version comes back. */
export const noVersion = (): Faults => ({
  connect: () => ({ incoming: ([id]) => (id === "API" ? ignore : undefined) }),
})

export const noNextValidId = (): Faults => ({
  connect: () => ({ incoming: ([id]) => (id === startApi ? ignore : undefined) }),
})

export const closeAfterStart = (): Faults => ({
  connect: () => ({ incoming: ([id]) => (id === startApi ? { kind: "close" } : undefined) }),
})

export function firstClientIdTaken(): Faults {
  let taken: string | undefined
  return {
    connect: () => ({
      incoming([id, , clientId]) {
        if (id !== startApi) return undefined
        taken ??= clientId
        return clientId === taken ? refuse(-1, clientIdTaken, true) : undefined
      },
    }),
  }
}
