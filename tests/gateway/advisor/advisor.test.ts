import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { readAliases, readGroups } from "../../../src/gateway/advisor/documents.ts"
import { readXml, type XmlElement } from "../../../src/gateway/advisor/xml.ts"
import { code, type Rig, rig, value } from "../rig.ts"

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const groups = `${head}<ListOfGroups><Group><name>Two &amp; one</name><ListOfAccts varName="list"><Account><acct>U1</acct><amount>2.0</amount></Account><Account><acct>U2</acct></Account></ListOfAccts><defaultMethod>Ratio</defaultMethod></Group></ListOfGroups>`

describe("an advisor's documents", () => {
  test("groups with amounts, as since server version 177", () => {
    expect(readGroups(groups)).toEqual([
      {
        name: "Two & one",
        method: "Ratio",
        members: [
          { account: "U1", amount: 2 },
          { account: "U2", amount: null },
        ],
      },
    ])
  })

  test("groups as before it", () => {
    const members = '<ListOfAccts varName="list"><String>U1</String><String>U2</String></ListOfAccts>'
    expect(
      readGroups(`<ListOfGroups><Group><name>All</name>${members}<defaultMethod/></Group></ListOfGroups>`),
    ).toEqual([
      {
        name: "All",
        method: null,
        members: [
          { account: "U1", amount: null },
          { account: "U2", amount: null },
        ],
      },
    ])
  })

  test("aliases; a row without one is left out", () => {
    const row = (account: string, alias: string) =>
      `<AccountAlias><account>${account}</account><alias>${alias}</alias></AccountAlias>`
    const document = `${head}<ListOfAccountAliases>${row("U1", "Tom&#39;s &lt;own&gt;")}${row("U2", "")}</ListOfAccountAliases>`
    expect(readAliases(document)).toEqual([{ account: "U1", alias: "Tom's <own>" }])
  })

  test.each([
    ["nothing", ""],
    ["another document", "<ListOfAllocationProfiles/>"],
    ["half of one", groups.slice(0, 120)],
    ["one that closes what it has not opened", "<ListOfGroups></Group></ListOfGroups>"],
    ["two roots", "<ListOfGroups/><ListOfGroups/>"],
    ["text around it", "x<ListOfGroups/>"],
    ["a document type", '<!DOCTYPE x [<!ENTITY a "b">]><ListOfGroups/>'],
    ["a very deep one", "<ListOfGroups>".repeat(50)],
  ])("%s is unreadable, never half read", (_, document) => {
    expect([readGroups(document), readAliases(document)]).toEqual([null, null])
  })

  const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((one) => !/\p{Cc}/u.test(one))
  const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/)
  const element = fc.letrec<{ element: XmlElement }>((tie) => ({
    element: fc.record({
      name,
      text,
      children: fc.oneof({ maxDepth: 5 }, fc.constant([]), fc.array(tie("element"), { maxLength: 3 })),
    }),
  })).element
  const escaped = (plain: string) => plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
  const written = ({ name, text, children }: XmlElement): string =>
    `<${name} a="b">${escaped(text)}${children.map(written).join("")}</${name}>`

  test("what is written is read back", () => {
    fc.assert(
      fc.property(element, (one) => {
        expect(readXml(head + written(one))).toEqual(one)
      }),
    )
  })

  test("no text makes the reader throw or take long", () => {
    const pieces = fc.constantFrom(
      "<a>",
      "</a>",
      "<a/>",
      "&amp;",
      "&#x0;",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<?",
      "x",
      "<",
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (some) => {
        readXml(some.join(""))
      }),
    )
    const from = performance.now()
    for (const start of ["<a ", "<!--", "<![CDATA[", "<?", "&", "<a>".repeat(10)]) readXml(start + "a ".repeat(50_000))
    expect(performance.now() - from).toBeLessThan(1000)
  })
})

describe("asked of the Gateway", () => {
  const asked = async (r: Rig, id: string) => (await r.fake.next(id)).join("|")

  test("groups and aliases come by their kind, whichever is first", async () => {
    const r = await rig()
    const [wanted, names] = [r.gateway.accountGroups(), r.gateway.accountAliases()]
    expect(await asked(r, "18")).toBe("18|1|1")
    r.fake.client.send(16, 1, 3, "<ListOfAccountAliases/>")
    r.fake.client.send(16, 1, 1, groups)
    expect(value(await wanted)?.map(({ name }) => name)).toEqual(["Two & one"])
    expect(value(await names)).toEqual([])
    await r.close()
  })

  test("a login that is none of an advisor has none, which is no failure; other refusals leave it waiting", async () => {
    const r = await rig()
    const wanted = r.gateway.accountGroups()
    await r.fake.next("18")
    r.fake.client.send(4, 2, -1, 321, "Error validating request.-'aa' : cause - Invalid account code", "")
    const text = "Error validating request.-'aa' : cause - FA data operations ignored for non FA customers."
    r.fake.client.send(4, 2, -1, 321, text, "")
    expect(value(await wanted)).toBeNull()
    await r.close()
  })

  test("a document that cannot be read fails the request", async () => {
    const r = await rig()
    const wanted = r.gateway.accountAliases()
    await r.fake.next("18")
    r.fake.client.send(16, 1, 3, "<ListOfAccountAliases>")
    expect(code(await wanted)).not.toBe("ok")
    await r.close()
  })

  test("families are those with a code", async () => {
    const r = await rig()
    const wanted = r.gateway.accountFamilies()
    expect(await asked(r, "80")).toBe("80")
    r.fake.client.send(78, 3, "U1", "F1A", "U2", "F1A", "*", "")
    expect(value(await wanted)).toEqual([
      { account: "U1", code: "F1A" },
      { account: "U2", code: "F1A" },
    ])
    await r.close()
  })

  test("silence ends at the deadline, the asker's or the request's", async () => {
    const r = await rig()
    const abort = new AbortController()
    const left = r.gateway.accountFamilies({ signal: abort.signal })
    const waiting = r.gateway.accountFamilies()
    await r.fake.next("80")
    abort.abort()
    expect(code(await left)).not.toBe("ok")
    await r.clock.advance(20_000)
    expect(code(await waiting)).toBe("request_timeout")
    await r.close()
  })
})
