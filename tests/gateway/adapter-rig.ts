import { openWire, type Wire, type WireEnd } from "../../src/gateway/adapter.ts"
import type { Message } from "../../src/gateway/messages.ts"
import { type FakeGateway, fakeGateway, frame } from "./fake-gateway.ts"

/** The adapter alone, without session or requests, on a fake Gateway that has accepted it. */
export interface AdapterRig {
  readonly fake: FakeGateway
  readonly messages: Message[]
  readonly trouble: string[]
  /** What the guard has held back, and why. */
  readonly refused: readonly string[]
  readonly wire: Wire
  readonly ended: Promise<WireEnd>
  /** Sends frames and resolves when they have been read. */
  hear(...frames: readonly (readonly (string | number)[] | Uint8Array)[]): Promise<readonly Message[]>
  close(): Promise<void>
}

export async function adapterRig(version = "193"): Promise<AdapterRig> {
  const fake = await fakeGateway({ version })
  const messages: Message[] = []
  const trouble: string[] = []
  const refused: string[] = []
  const accepted = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<WireEnd>()
  let fence: (() => void) | undefined
  const wire = openWire(
    { host: "127.0.0.1", port: fake.port, clientId: 10 },
    {
      onConnect() {},
      onVersion() {},
      onHeard() {},
      onMessage(message) {
        if (message.type === "notice" && message.code === 2158) accepted.resolve()
        if (message.type === "time" && message.epochS === 4) fence?.()
        else messages.push(message)
      },
      onEnd: (end) => ended.resolve(end),
      onRefused: (reason) => refused.push(reason),
      onTrouble: (what) => trouble.push(what),
    },
  )
  await accepted.promise
  messages.length = 0
  return {
    fake,
    messages,
    trouble,
    refused,
    wire,
    ended: ended.promise,
    async hear(...frames) {
      const { promise, resolve } = Promise.withResolvers<void>()
      fence = resolve
      for (const one of frames) fake.client.sendRaw(one instanceof Uint8Array ? one : frame(...one))
      fake.client.send(49, 1, 4)
      await promise
      return messages.splice(0)
    },
    close() {
      wire.close()
      return fake.close()
    },
  }
}
