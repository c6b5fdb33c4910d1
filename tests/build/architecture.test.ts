import { describe, expect, test } from "bun:test"
import { checkArchitecture } from "../../scripts/check-architecture.ts"

const check = (tree: Record<string, string>): string[] =>
  checkArchitecture(new Map(Object.entries(tree))).map(({ file, problem, remedy }) => `${file} ${problem}. ${remedy}`)

/** The one violation of a tree. */
function only(tree: Record<string, string>): string {
  const found = check(tree)
  expect(found).toHaveLength(1)
  return found.join()
}

describe("a tree that keeps the rules", () => {
  test("arrows down, inside a room, and to packages", () => {
    expect(
      check({
        "src/main.ts": `import { serve } from "./commands/serve.ts"\nimport { environment } from "./config/environment.ts"`,
        "src/commands/serve.ts": `const { server } = await import("../mcp/server.ts")`,
        "src/mcp/server.ts": `import { Server } from "@modelcontextprotocol/sdk/server/index.js"\nimport { tools } from "../tools/index.ts"`,
        "src/tools/index.ts": `import { type } from "arktype"\nimport { quotes } from "../desk/quotes.ts"`,
        "src/desk/quotes.ts": `import type { Gateway } from "../gateway/gateway.ts"\nimport { LRUCache } from "lru-cache"`,
        "src/gateway/gateway.ts": `export { a } from "./connection.ts"`,
        "src/gateway/connection.ts": `import { IBApi } from "@stoqey/ib"`,
        "src/simulator/simulator.ts": `import { nyseDay } from "../calendar/nyse.ts"\nimport net from "node:net"`,
        "src/config/environment.ts": "export const environment = process.env",
        "src/config/version.ts": `import { version } from "../../package.json"`,
      }),
    ).toEqual([])
  })

  test("what is only talked about in comments is no import", () => {
    expect(
      check({
        "src/calendar/nyse.ts": `/**\n * import { x } from "../desk/desk.ts" would read process.env\n */\n// import "arktype"\nexport const a = 1`,
      }),
    ).toEqual([])
  })

  test("generated files may be long", () => {
    expect(check({ "src/calendar/table.generated.ts": "x\n".repeat(1000) })).toEqual([])
  })
})

describe("a tree that breaks a rule", () => {
  test.each([
    ["desk", "mcp"],
    ["tools", "mcp"],
    ["tools", "commands"],
    ["desk", "tools"],
    ["gateway", "desk"],
    ["calendar", "gateway"],
    ["calendar", "clock"],
    ["outcome", "log"],
    ["config", "desk"],
    ["mcp", "commands"],
    ["mcp", "simulator"],
    ["simulator", "config"],
    ["simulator", "outcome"],
  ])("an arrow up, from %s to %s", (from, to) => {
    const line = only({ [`src/${from}/a.ts`]: `import { b } from "../${to}/b.ts"` })
    expect(line).toStartWith(`src/${from}/a.ts imports ../${to}/b.ts. Arrows point down only: ${from} may import `)
  })

  test.each([
    ["a type", `import type { B } from "../mcp/b.ts"`],
    ["over several lines", `import {\n  a,\n  b,\n} from "../mcp/b.ts"`],
    ["passed on", `export * from "../mcp/b.ts"`],
    ["for its effects", `import "../mcp/b.ts"`],
    ["dynamic", `const b = await import("../mcp/b.ts")`],
    ["required", `const b = require("../mcp/b.ts")`],
  ])("an arrow up, however it is written: %s", (_, text) => {
    expect(only({ "src/desk/a.ts": text })).toContain("Arrows point down only")
  })

  test.each([
    ["gateway", "simulator"],
    ["simulator", "gateway"],
  ])("%s and %s share something", (from, to) => {
    expect(only({ [`src/${from}/a.ts`]: `import { b } from "../${to}/codec.ts"` })).toContain("share nothing")
  })

  test("a circle of files", () => {
    const line = only({
      "src/desk/a.ts": `import { b } from "./b.ts"`,
      "src/desk/b.ts": `import { c } from "./c.ts"`,
      "src/desk/c.ts": `import { b } from "./b.ts"`,
    })
    expect(line).toStartWith("src/desk/b.ts is in a circle: src/desk/b.ts -> src/desk/c.ts -> src/desk/b.ts.")
  })

  test.each([
    ["desk", "@stoqey/ib", "Only src/gateway may import @stoqey/ib"],
    ["simulator", "@stoqey/ib/dist/core/io/encoder.js", "Only src/gateway may import @stoqey/ib"],
    ["tools", "@modelcontextprotocol/sdk/types.js", "Only src/mcp may import @modelcontextprotocol/sdk"],
    ["gateway", "arktype", "Only src/config, src/mcp, src/tools may import arktype"],
    ["calendar", "date-holidays", "Only scripts/ may import date-holidays"],
  ])("%s imports %s", (room, library, rule) => {
    expect(only({ [`src/${room}/a.ts`]: `import x from "${library}"` })).toContain(rule)
  })

  test.each(["process.env.HOME", "Bun.env.HOME", "import.meta.env.HOME"])("%s outside src/config", (text) => {
    expect(only({ "src/desk/a.ts": `const home = ${text}` })).toContain("Only src/config does")
  })

  test("a file of 301 lines", () => {
    expect(check({ "src/desk/a.ts": "x\n".repeat(300), "scripts/a.ts": "x\n".repeat(300) })).toEqual([])
    expect(only({ "src/desk/a.ts": "x\n".repeat(301) })).toContain("has 301 lines")
    expect(only({ "scripts/a.ts": "x\n".repeat(301) })).toContain("has 301 lines")
  })

  test("a room that is not in the plan, and an import from outside src", () => {
    expect(only({ "src/helpers/a.ts": `import { b } from "./b.ts"` })).toContain("is in no room")
    expect(only({ "src/desk/a.ts": `import { b } from "../../scripts/b.ts"` })).toContain("only what is in src/")
  })
})
