import { expect, test } from "bun:test"
import { manualClock } from "../../src/clock/manual-clock.ts"
import { createListWatch } from "../../src/mcp/resources/list-watch.ts"

function room() {
  const clock = manualClock(0)
  const state: { list: string | null } = { list: "a" }
  let told = 0
  const watch = createListWatch(
    clock,
    async () => state.list,
    async () => void told++,
  )
  const pass = async (seconds: number) => {
    for (let each = 0; each < seconds; each++) {
      await clock.advance(1000)
      await new Promise(setImmediate)
    }
  }
  return { clock, state, watch, pass, told: () => told }
}

test("a list that a client was given is told when it has changed, once", async () => {
  const { state, watch, pass, told } = room()
  state.list = "b"
  await pass(20)
  expect(told()).toBe(0)
  watch.given("a")
  await pass(20)
  expect(told()).toBe(1)
  watch.given("b")
  await pass(20)
  expect(told()).toBe(1)
})

test("in an outage nothing is told, and after it only what is different", async () => {
  const { state, watch, pass, told } = room()
  watch.given("a")
  state.list = null
  await pass(20)
  state.list = "a"
  await pass(20)
  expect(told()).toBe(0)
  state.list = "c"
  await pass(6)
  expect(told()).toBe(1)
})

test("closed, it leaves no timer behind", async () => {
  const { clock, watch, pass } = room()
  watch.given("a")
  watch.given("b")
  expect(clock.pending).toBe(1)
  await pass(6)
  watch.close()
  watch.given("c")
  expect(clock.pending).toBe(0)
})
