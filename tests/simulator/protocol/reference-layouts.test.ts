import { describe, expect, test } from "bun:test"
import { byConId, closeGatewaysAfterEach, line, smallGateway } from "./small-gateway.ts"
import { aapl } from "./small-world.ts"

closeGatewaysAfterEach()

/** None of these messages has changed its layout in any version that is served. */
describe.each([157, 167, 177, 193])("at server version %d", (version) => {
  const answer = async (id: string, ...request: readonly (string | number)[]): Promise<string> => {
    const client = await (await smallGateway()).client(version)
    client.send(...request)
    return line(await client.next(id))
  }

  test("market rules", async () => {
    expect(await answer("93", 91, 26)).toBe("93|26|1|0|0.01")
    expect(await answer("4", 91, 4711)).toStartWith("4|2|-1|321|")
  })

  test("families, soft dollars and the user", async () => {
    expect(await answer("78", 80)).toBe("78|1|*|")
    expect(await answer("77", 79, 5)).toBe("77|5|0")
    expect(await answer("107", 104, 6)).toBe("107|6|")
  })

  test("an advisor's data, for an advisor only", async () => {
    const notForOthers =
      "4|2|-1|321|Error validating request.-'bQ' : cause - FA data operations ignored for non FA customers."
    expect(await answer("4", 18, 1, 1)).toStartWith(notForOthers)
    const gateway = await smallGateway()
    const accounts = ["DU1000001", "DU1000002"]
    gateway.world.accounts = {
      ...gateway.world.accounts,
      advisor: {
        families: accounts.map((account) => ({ account, code: "F1234567" })),
        groups: [
          { name: "Growth & more", method: "NetLiq", members: accounts.map((account) => ({ account, amount: null })) },
          {
            name: "Mostly mine",
            method: "Ratio",
            members: accounts.map((account, at) => ({ account, amount: 2 - at })),
          },
        ],
        aliases: [{ account: "DU1000001", alias: "Mine" }],
      },
    }
    const client = await gateway.client(version)
    client.send(18, 1, 1)
    client.send(18, 1, 3)
    client.send(80)
    const header = '<?xml version="1.0" encoding="UTF-8"?>\n'
    const members =
      version < 177
        ? "<String>DU1000001</String><String>DU1000002</String>"
        : "<Account><acct>DU1000001</acct></Account><Account><acct>DU1000002</acct></Account>"
    const ratio =
      version < 177
        ? ""
        : '<Group><name>Mostly mine</name><ListOfAccts varName="list"><Account><acct>DU1000001</acct><amount>2.0</amount>' +
          "</Account><Account><acct>DU1000002</acct><amount>1.0</amount></Account></ListOfAccts>" +
          "<defaultMethod>Ratio</defaultMethod></Group>"
    expect(line(await client.next("16"))).toBe(
      `16|1|1|${header}<ListOfGroups><Group><name>Growth &amp; more</name><ListOfAccts varName="list">${members}` +
        `</ListOfAccts><defaultMethod>NetLiq</defaultMethod></Group>${ratio}</ListOfGroups>`,
    )
    expect(line(await client.next("16"))).toBe(
      `16|1|3|${header}<ListOfAccountAliases><AccountAlias><account>DU1000001</account><alias>Mine</alias>` +
        "</AccountAlias></ListOfAccountAliases>",
    )
    expect(line(await client.next("78"))).toBe("78|2|DU1000001|F1234567|DU1000002|F1234567")
    client.send(18, 1, 2)
    const profiles = version < 177 ? await client.next("16") : await client.next("4")
    const profile =
      "<AllocationProfile><name>Mostly mine</name><type>2</type>" +
      '<ListOfAllocations varName="listOfAllocations"><Allocation><acct>DU1000001</acct><amount>2.0</amount>' +
      "<posEff>O</posEff></Allocation><Allocation><acct>DU1000002</acct><amount>1.0</amount><posEff>O</posEff>" +
      "</Allocation></ListOfAllocations></AllocationProfile>"
    const old = ["16", "1", "2", `${header}<ListOfAllocationProfiles>${profile}</ListOfAllocationProfiles>`]
    expect(profiles.slice(0, 4)).toEqual(version < 177 ? old : ["4", "2", "-1", "321"])
  })

  test("fundamentals, which are not served any more", async () => {
    expect(await answer("4", 52, 2, 7, ...byConId(aapl).slice(0, 7), "ReportSnapshot", 0, "")).toStartWith(
      "4|2|7|10358|",
    )
  })

  test("display groups", async () => {
    expect(await answer("67", 67, 1, 8)).toBe("67|1|8|1|2|3|4|5|6|7")
    const { client: connect, clock } = await smallGateway()
    const [first, second] = [await connect(version, 1), await connect(version, 2)]
    for (const client of [first, second]) client.send(68, 1, 9, 4)
    expect(line(await first.next("68"))).toBe("68|1|9|none")
    expect(line(await second.next("68"))).toBe("68|1|9|none")
    first.send(69, 1, 9, "265598@SMART")
    await first.served()
    await clock.advance(250)
    for (const client of [first, second]) expect(line(await client.next("68"))).toBe("68|1|9|265598@SMART")
  })
})

test("what is ignored", async () => {
  const client = await (await smallGateway()).client()
  client.send(14, 1, 5)
  client.send(53, 1, 7)
  client.send(65, 1, "name", "1.0")
  client.send(66, 1, "data")
  client.send(72, 1, "name", "1.0", "key")
  client.send(73, 1, "data", "response")
  expect(await client.served()).toEqual([])
})

test("an advisor's data is never replaced", async () => {
  const readOnly = await (await smallGateway()).client()
  readOnly.send(19, 1, 1, "<ListOfGroups/>", "")
  expect((await readOnly.next("4"))[4]).toEndWith("The API interface is currently in Read-Only mode.")
  const writable = await (await smallGateway(["read-only-off"])).client()
  writable.send(19, 1, 1, "<ListOfGroups/>", "")
  expect((await writable.next("4"))[4]).toEndWith("FA data operations ignored for non FA customers.")
})

test("positions and values of all accounts, and of a model, which has none", async () => {
  const client = await (await smallGateway()).client()
  client.send(74, 1, 1, "", "")
  expect((await client.served()).map(([id]) => id)).toEqual(["71", "72"])
  client.send(76, 1, 2, "", "", 0)
  expect((await client.served()).map(([id]) => id)).toEqual(["73", "73", "74"])
  client.send(74, 1, 3, "DU1000001", "Balanced")
  expect((await client.served()).map(([id]) => id)).toEqual(["72"])
})
