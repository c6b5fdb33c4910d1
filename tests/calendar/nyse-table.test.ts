import { expect, test } from "bun:test"
import generateCalendar from "../../scripts/generate-calendar.ts"

test("the committed NYSE table is, byte for byte, what its generator makes", async () => {
  const { path, content } = await generateCalendar()
  expect(await Bun.file(new URL(`../../${path}`, import.meta.url)).text()).toBe(content)
})
