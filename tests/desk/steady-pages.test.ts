import { expect, test } from "bun:test"
import fc from "fast-check"
import { createSteadyPages } from "../../src/desk/steady-pages.ts"

const pages = () => createSteadyPages<string>((row) => row, 2)

test("lead through the whole list whichever way its rows change places meanwhile", () => {
  const rows = Array.from({ length: 9 }, (_, index) => `row ${index}`)
  const order = fc.shuffledSubarray(rows, { minLength: rows.length })
  fc.assert(
    fc.property(fc.array(order, { minLength: 9, maxLength: 9 }), fc.integer({ min: 1, max: 9 }), (orders, limit) => {
      const pageOf = pages()
      const seen: string[] = []
      let cursor: string | null = null
      for (const now of orders) {
        const page = pageOf(now, cursor, limit)
        if (!page.ok) throw new Error(page.failure.message)
        seen.push(...page.value.rows)
        cursor = page.value.cursor
        if (cursor === null) break
      }
      // In the order that the first page was taken from.
      expect(seen).toEqual([...(orders[0] ?? [])])
    }),
  )
})

test("show what is new last, and refuse a cursor whose row has gone or whose list is forgotten", () => {
  const pageOf = pages()
  const first = pageOf(["a", "b", "c"], null, 1)
  const cursor = first.ok ? first.value.cursor : null
  expect(pageOf(["new", "c", "b", "a"], cursor, 5)).toEqual({
    ok: true,
    value: { rows: ["b", "c", "new"], cursor: null },
  })
  expect(pageOf(["b", "c"], cursor, 5)).toMatchObject({ ok: false, failure: { code: "invalid_request" } })
  for (let lists = 0; lists < 2; lists++) pageOf(["a", "b"], null, 1)
  expect(pageOf(["a", "b", "c"], cursor, 5)).toMatchObject({ ok: false, failure: { code: "invalid_request" } })
  expect(pageOf(["a", "b", "c"], "9~a", 5).ok).toBe(false)
})
