import { describe, expect, test } from "bun:test"
import { layout } from "./layout.ts"
import { byConId, bySymbol, closeGatewaysAfterEach, smallGateway } from "./small-gateway.ts"
import { aapl, bond, fund, option, siemens } from "./small-world.ts"

closeGatewaysAfterEach()

const versions = [157, 163, 164, 166, 173, 174, 175, 176, 177, 178, 179, 182, 186, 188, 191, 193]

const unset = "1.7976931348623157E308"
const hours = "20261120:0400-20261120:2000|20261120:0930-20261120:1600"
const isNumber = /^-?\d+(\.\d+)?(E-?\d+)?$/

describe.each(versions)("at server version %d", (version) => {
  test("contract details", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(9, 8, 1, ...byConId(option), 0, "", "", ...(version >= 176 ? [""] : []))
    expect(await client.next("10")).toEqual(
      layout(
        version,
        "10|<164:8|1|AAPL|OPT|20261218 16:00:00 US/Eastern|>=182:20261218|200|C|SMART|USD|AAPL  261218C00200000|AAPL|AAPL|" +
          "700001|0.01|<164:1|100|LMT,MKT|SMART,NASDAQ|1|265598|APPLE INC|NASDAQ|202612|Technology|Computers|Computers|" +
          `US/Eastern|${hours}|||0|1|AAPL|STK|26,26|20261218||=163:0.0001|>=164:0.0001|>=164:0.0001|>=164:100|>=186:0`,
      ),
    )
    expect(await client.next("52")).toEqual(["52", "1", "1"])
  })

  test("contract details of a US stock: a size multiplier until 163, identifiers", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(9, 8, 2, ...byConId(aapl), 0, "", "", ...(version >= 176 ? [""] : []))
    expect(await client.next("10")).toEqual(
      layout(
        version,
        "10|<164:8|2|AAPL|STK||>=182:|0||SMART|USD|AAPL|NMS|NMS|265598|0.01|<164:100||LMT,MKT|SMART,NASDAQ|1|0|APPLE INC|" +
          `NASDAQ||Technology|Computers|Computers|US/Eastern|${hours}|||1|ISIN|US0378331005|1|||26,26||COMMON|` +
          "=163:0.0001|>=164:0.0001|>=164:0.0001|>=164:100|>=186:0",
      ),
    )
  })

  test("contract details of a bond have a layout of their own", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(9, 8, 2, ...byConId(bond), 0, "", "", ...(version >= 176 ? [""] : []))
    const [trading, liquid] = hours.split("|")
    expect(await client.next("18")).toEqual(
      layout(
        version,
        "18|<164:6|2|US-T|BOND|912810TM0|4|20521115|20221115|AAA|GOVT|FIXED|0|0|1|T 4 11/15/52|SMART|USD|NMS|NMS|72063691|" +
          "0.0001|<164:1|LMT,MKT|SMART,NASDAQ|||0||APPLE INC|" +
          `>=188:US/Eastern|>=188:${trading}|>=188:${liquid}|||0|1|26,26|>=164:1000|>=164:0.0001|>=164:100`,
      ),
    )
  })

  test("contract details of a fund end with seventeen fund fields from 179 on", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(9, 8, 3, ...byConId(fund), 0, "", "", ...(version >= 176 ? [""] : []))
    const message = await client.next("10")
    const found = message.filter((field) => field.startsWith("fund"))
    expect(found).toEqual(version >= 179 ? Array.from({ length: 17 }, (_, at) => `fund${at}`) : [])
  })

  test("errors carry an advanced reject field from 166 on, and text in seven bits", async () => {
    const gateway = await smallGateway()
    const client = await gateway.client(version)
    client.send(6, 2, 1, "Größe")
    const message = await client.next("4")
    const text = "Error validating request.-'bQ' : cause - Invalid account code 'Gr\\u00f6\\u00dfe'."
    expect(message).toEqual(["4", "2", "-1", "321", text, ...(version >= 166 ? [""] : [])])
  })

  test("sizes are in lots before 159, in shares since", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(1, 11, 4, ...byConId(aapl), 0, "", 0, 0, "")
    const messages = await client.until((message) => message[0] === "45")
    const lots = version < 159
    expect(messages.find((message) => message[3] === "8")).toEqual(["2", "6", "4", "8", lots ? "12345" : "1234567"])
    expect(messages.find((message) => message[0] === "1" && message[3] === "1")).toEqual(
      `1|6|4|1|200.10|${lots ? 3 : 300}|1`.split("|"),
    )
    expect(messages[0]).toEqual(["81", "4", "0.01", "9c0001", "3"])
  })

  test("bars: dates name the instrument's zone from 174 on, volume is in shares from 175 on", async () => {
    const { client: connect, clock } = await smallGateway()
    const client = await connect(version)
    client.send(20, 5, ...byConId(siemens), 0, "", "1 min", "1 D", 1, "TRADES", 1, 0, "")
    client.send(20, 6, ...byConId(aapl), 0, "", "1 min", "1 D", 1, "TRADES", 2, 0, "")
    client.send(20, 7, ...byConId(aapl), 0, "", "1 day", "1 D", 1, "TRADES", 2, 0, "")
    await client.served()
    await clock.advance(40)
    const [berlin, seconds, days] = [await client.next("17"), await client.next("17"), await client.next("17")]
    const named = version >= 174
    expect(berlin[2]).toBe(named ? "20261120 15:30:00 MET" : "20261120  09:30:00")
    expect(berlin.slice(4, 6)).toEqual(["1", named ? "20261120 15:30:00 MET" : "20261120  09:30:00"])
    expect(berlin.slice(6)).toEqual(["198.00", "201.50", "197.25", "200.11", "1234567", "199.4", "4321"])
    expect(seconds.slice(4)).toEqual([
      "1",
      "1795185000",
      "198.00",
      "201.50",
      "197.25",
      "200.11",
      version >= 175 ? "1234567" : "12345",
      "199.4",
      "4321",
    ])
    expect(days[5]).toBe("20261120")
  })

  test("symbol samples carry description and issuer from 176 on", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(81, 8, "AAPL")
    expect(await client.next("79")).toEqual(
      ["79", "8", "1", "265598", "AAPL", "STK", "NASDAQ", "USD", "2", "OPT", "CFD"].concat(
        version >= 176 ? ["APPLE INC", ""] : [],
      ),
    )
  })

  test("executions carry a price revision flag from 178 on", async () => {
    const client = await (await smallGateway()).client(version)
    client.send(7, 3, 9, 0, "", "", "", "", "", "")
    const message = await client.next("11")
    const time = version >= 174 ? "20261120 09:31:05 US/Eastern" : "20261120  09:31:05"
    const expected =
      `11|9|41|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|00025b46.63f8f39c.01.01|${time}|DU1000001|NASDAQ|BOT|25|190|` +
      `1376327563|7|0|25|190|||||2${version >= 178 ? "|0" : ""}`
    expect(message.join("|")).toBe(expected)
    expect((await client.next("59")).join("|")).toBe(
      "59|1|00025b46.63f8f39c.01.01|1.0003|USD|1.7976931348623157E308|1.7976931348623157E308|",
    )
    expect(await client.next("55")).toEqual(["55", "1", "9"])
  })

  test("open orders", async () => {
    const client = await (await smallGateway(["read-only-off"])).client(version)
    client.send(5, 1)
    expect(await client.next("5")).toEqual(
      layout(
        version,
        "5|41|265598|AAPL|STK||0|?||SMART|USD|AAPL|NMS|BUY|100|LMT|190.0|0.0|GTC||DU1000001||0||7|1376327563|0|0|0||" +
          "1376327563.0/DU1000001/100||||<177:||||||0||-1|0||||||2147483647|0|0|0||3|0|0||0|0||0|None||0||||?|0|0||0|0|" +
          `|||||0|0|0|2147483647|2147483647|||0||IB|0|0||0|0|Submitted|*9:${unset}||||||0|0|0|None|*6:${unset}|0||||0|1|0|0|0|` +
          ">=158:|>=160:|>=162:0|>=170:|>=170:|>=170:|>=170:|>=170:|>=183:|>=184:0|>=185:|>=189:0|>=193:|>=193:2147483647",
      ),
    )
    expect((await client.next("3")).join("|")).toBe("3|41|Submitted|25|75|190|1376327563|0|0|7||0")
    expect(await client.next("53")).toEqual(["53", "1"])
  })

  test("completed orders", async () => {
    const client = await (await smallGateway(["read-only-off"])).client(version)
    client.send(99, 0)
    expect(await client.next("101")).toEqual(
      layout(
        version,
        "101|265598|AAPL|STK||0|?||SMART|USD|AAPL|NMS|BUY|100|LMT|190.0|0.0|GTC||DU1000001||0||1376327563|0|0|0||" +
          "|||<177:||||||0||-1||||||2147483647|0|0||3|0||0|None||0|0|0||0|0||||0|0|0|2147483647|2147483647||||IB|0|0||0|Filled|" +
          `0|0|0|*2:${unset}|0|1|0||100|0|0||0|0|0|20261120 10:00:00 US/Eastern|Filled Size: 100|` +
          ">=170:|>=170:|>=170:|>=170:|>=170:|>=183:|>=184:0",
      ),
    )
    expect(await client.next("102")).toEqual(["102"])
  })

  test("what has not changed since 157", async () => {
    const client = await (await smallGateway()).client(version)
    const lines = async (id: string) => (await client.next(id)).join("|")
    client.send(61, 1)
    expect(await lines("61")).toBe("61|3|DU1000001|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|15|150.25")
    expect(await lines("62")).toBe("62|1")
    client.send(62, 1, 10, "All", "TotalCashValue,BuyingPower")
    expect(await lines("63")).toBe("63|1|10|DU1000001|BuyingPower|300000.00|USD")
    expect(await lines("64")).toBe("64|1|10")
    client.send(6, 2, 1, "DU1000001")
    expect(await lines("6")).toBe("6|2|NetLiquidation|100000.00|USD|DU1000001")
    expect(await lines("8")).toBe("8|1|10:00")
    expect(await lines("7")).toBe(
      "7|8|265598|AAPL|STK||0|0||NASDAQ|USD|AAPL|NMS|15|200.11|3001.65|150.25|747.9|0|DU1000001",
    )
    expect(await lines("54")).toBe("54|1|DU1000001")
    client.send(92, 11, "DU1000001", "")
    expect(await lines("94")).toBe("94|11|16.65|747.9|1.23456789E7")
    client.send(94, 12, "DU1000001", "", 265598)
    expect(await lines("95")).toBe("95|12|15|16.65|747.9|0.0|3001.65")
    client.send(78, 13, "AAPL", "", "STK", 265598)
    expect(await lines("75")).toBe("75|13|SMART|265598|AAPL|100|2|20261218|20270115|2|200.0|202.5")
    expect(await lines("76")).toBe("76|13")
    client.send(1, 11, 14, ...byConId(option), 0, "", 0, 0, "")
    expect(await lines("21")).toBe("21|14|10|0|0.3|0.55|2.66|0|0.07|0.075|-0.75|200.11")
    for (const field of (await client.next("21")).slice(4)) expect(field).toMatch(isNumber)
    client.send(76, 1, 15, "DU1000002", "", 0)
    expect(await lines("73")).toBe("73|1|15|DU1000002||NetLiquidation|200000.00|USD")
    expect(await lines("74")).toBe("74|1|15")
    client.send(74, 1, 16, "DU1000001", "")
    expect(await lines("71")).toBe("71|1|16|DU1000001|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|15|150.25|")
    expect(await lines("72")).toBe("72|1|16")
  })
})

test("the issuer id of a contract details request is read from 176 on", async () => {
  const client = await (await smallGateway()).client(176)
  client.send(9, 8, 1, ...bySymbol("", "", ""), 0, "", "", "e9999")
  expect((await client.next("4"))[3]).toBe("200")
})
