import { expect, test } from "bun:test"
import { connect, createServer } from "node:net"
import { listen } from "../../../src/simulator/listener.ts"
import type { ClientSession } from "../../../src/simulator/session.ts"

const nothing = () => undefined
const session: ClientSession = {
  receive: nothing,
  pulse: nothing,
  tell: nothing,
  happened: nothing,
  loseSubscriptions: nothing,
  end: nothing,
  closed: nothing,
}

/** Tries until it works; in vain it runs into the test's time limit. */
async function until(attempt: (done: (worked: boolean) => void) => void): Promise<void> {
  while (!(await new Promise<boolean>(attempt))) await new Promise((turn) => setImmediate(turn))
}

test("a port that somebody has taken meanwhile is served again as soon as it is free", async () => {
  let served = 0
  const listener = await listen({ host: "127.0.0.1", port: 0, log: nothing }, () => {
    served++
    return session
  })
  listener.refuse()
  const other = createServer()
  await until((done) => {
    other.once("error", () => done(false))
    other.listen(listener.port, "127.0.0.1", () => done(true))
  })
  listener.reopen()
  await new Promise<void>((closed) => other.close(() => closed()))
  await until((done) => {
    const socket = connect(listener.port, "127.0.0.1", () => socket.end(() => done(true)))
    socket.once("error", () => done(false))
  })
  expect(served).toBeGreaterThan(0)
  await listener.close()
})
