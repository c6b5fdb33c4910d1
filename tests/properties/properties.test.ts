import { expect, test } from "bun:test"
import { targets } from "./targets.ts"

test.each(targets.map((target) => [target.name, target] as const))("%s", async (_, target) => {
  const open = await target.open()
  try {
    expect((await open.draw()).failure).toBeNull()
  } finally {
    await open.close()
  }
})
