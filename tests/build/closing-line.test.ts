import { expect, test } from "bun:test"
import { closingLine } from "../../scripts/closing-line.ts"

test("the closing line is the count that bun test gives last", () => {
  const summary = "\n 178 pass\n 0 fail\n 3280 expect() calls\nRan 178 tests across 6 files. [260.00ms]\n"
  expect(closingLine(summary)).toBe("178 passed, 0 failed")
  expect(closingLine("\u001b[0m\u001b[32m 12 pass\u001b[0m\r\n\u001b[0m\u001b[31m 3 fail\u001b[0m\r\n")).toBe(
    "12 passed, 3 failed",
  )
  expect(closingLine(`1 pass\n9 fail\n 2 skip\n${summary}`)).toBe("178 passed, 0 failed")
})

test("without a summary there is none", () => {
  expect(closingLine("")).toBeNull()
  expect(closingLine("error: the tests crashed")).toBeNull()
  expect(closingLine("(fail) a test that says 1 pass here")).toBeNull()
})
