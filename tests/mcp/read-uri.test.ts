import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { type ResourceKind, resourceKinds, uriOf } from "../../src/mcp/resources/kinds.ts"
import { readUri } from "../../src/mcp/resources/read-uri.ts"

const read = (uri: string) => {
  const reading = readUri(uri, resourceKinds)
  return reading.ok ? [reading.value.kind.uriTemplate, reading.value.value] : reading.failure.code
}

describe("a URI", () => {
  test.each([
    ["portfolio://positions", "portfolio://positions", ""],
    ["orders://open", "orders://open", ""],
    ["quote://AAPL", "quote://{instrument}", "AAPL"],
    ["quote://OPT:AAPL:20261218:C:200", "quote://{instrument}", "OPT:AAPL:20261218:C:200"],
    ["quote://OPT%3AAAPL%3A20261218%3AC%3A200", "quote://{instrument}", "OPT:AAPL:20261218:C:200"],
    ["quote://VOD@LSE/GBP", "quote://{instrument}", "VOD@LSE/GBP"],
    ["quote://VOD%40LSE%2fGBP", "quote://{instrument}", "VOD@LSE/GBP"],
    ["quote://BRK%20B", "quote://{instrument}", "BRK B"],
    ["quote://BRK B", "quote://{instrument}", "BRK B"],
    ["portfolio://DU1234567/positions", "portfolio://{account}/positions", "DU1234567"],
    ["portfolio://U***4567/positions", "portfolio://{account}/positions", "U***4567"],
    ["account://DU1234567/summary", "account://{account}/summary", "DU1234567"],
    ["calendar://nyse/2026", "calendar://nyse/{year}", "2026"],
  ])("%s is %s of %j", (uri, template, value) => {
    expect(read(uri)).toEqual([template, value])
  })

  test.each(["", "quote://", "quote:AAPL", "portfolio:///positions", "portfolio://nothing", "calendar://lse/2026"])(
    "%j is none, and what there is is said",
    (uri) => {
      const reading = readUri(uri, resourceKinds)
      expect(reading).toMatchObject({ ok: false, failure: { code: "not_found" } })
      expect(JSON.stringify(reading)).toContain("quote://{instrument}")
    },
  )

  test.each([
    "quote://AA\u0000PL",
    "quote://AA%00PL",
    "quote://AAPL%0A",
    "quote://%C2%85",
    "quote://AAPL%",
    "quote://%FF",
  ])("%j is refused", (uri) => {
    expect(read(uri)).toBe("invalid_request")
  })

  test("made of any value is read as that value", () => {
    const printable = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/\p{Cc}/u.test(text))
    const withVariable = resourceKinds.filter(({ variable }) => variable !== null)
    fc.assert(
      fc.property(fc.constantFrom(...withVariable), printable, (kind: ResourceKind, value: string) => {
        expect(read(uriOf(kind, value))).toEqual([kind.uriTemplate, value])
      }),
    )
  })

  test("of any kind never throws", () => {
    const anyUri = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .tuple(fc.constantFrom("quote://", "portfolio://", "calendar://nyse/"), fc.string())
        .map((parts) => parts.join("")),
    )
    fc.assert(fc.property(anyUri, (uri) => void readUri(uri, resourceKinds)))
  })
})
