import { describe, expect, test } from "bun:test"
import { longestText, mostFields } from "../../../src/gateway/events/events.ts"
import { readEvents, readEventTypes } from "../../../src/gateway/events/read-events.ts"

const earnings = {
  index_date_type: "DATE",
  event_type: "wshe_ed",
  data: { earnings_date: "20270128", time_of_day: "AFTER MARKET", company: { name: "APPLE INC" }, empty: "", no: null },
  filterSource: "watchlist",
  conids: ["265598"],
  index_date: "20270128",
  source: "WSHE",
  event_key: "1",
  tooltips: {},
  status: "",
}
const read = {
  tag: "wshe_ed",
  date: "20270128",
  conIds: [265598],
  fields: [
    { name: "earnings_date", value: "20270128" },
    { name: "time_of_day", value: "AFTER MARKET" },
    { name: "company.name", value: "APPLE INC" },
  ],
}

describe("events", () => {
  test.each([
    ["a list", [earnings]],
    ["a list under events", { events: [earnings] }],
    ["a list under data", { data: { events: [earnings] } }],
    ["one alone", earnings],
  ])("come as %s", (_, answer) => {
    expect(readEvents(JSON.stringify(answer))).toEqual([read])
  })

  test("listed by kind have that kind", () => {
    const { event_type: _, ...untyped } = earnings
    expect(readEvents(JSON.stringify({ wshe_bod: [untyped], wshe_ed: [] }))).toEqual([{ ...read, tag: "wshe_bod" }])
  })

  test.each(["", "[]", "{}", "null", '{"events":[]}'])("are none in %p", (json) => {
    expect(readEvents(json)).toEqual([])
  })

  test.each(["<html>", "{", "[1,", "NaN"])("cannot be read in %p", (json) => {
    expect(readEvents(json)).toBeNull()
    expect(readEventTypes(json)).toBeNull()
  })

  test("of an unknown shape come with all that they say", () => {
    expect(readEvents('[{"when":"2027-01-02","what":{"deep":[1,2]},"announce_date":"2027-01-02"}, 7, "soon"]')).toEqual(
      [
        {
          tag: null,
          date: "20270102",
          conIds: [],
          fields: [
            { name: "when", value: "2027-01-02" },
            { name: "what.deep", value: "1, 2" },
            { name: "announce_date", value: "2027-01-02" },
          ],
        },
        { tag: null, date: null, conIds: [], fields: [{ name: "value", value: 7 }] },
        { tag: null, date: null, conIds: [], fields: [{ name: "value", value: "soon" }] },
      ],
    )
  })

  test("have a day, be it written with a time; one that cannot be is none", () => {
    const dayOf = (index_date: string) => readEvents(JSON.stringify([{ index_date }]))?.[0]?.date
    expect(["20180817T040000+0000", "2018-08-17", "20180231", "20181317", "soon"].map(dayOf)).toEqual([
      "20180817",
      "20180817",
      null,
      null,
      null,
    ])
  })

  test("in a wide or deep answer are bounded too", () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field${at}`, "x".repeat(5000)]))
    const [event] = readEvents(JSON.stringify([{ data: wide }])) ?? []
    expect([event?.fields.length, String(event?.fields[0]?.value).length]).toEqual([mostFields, longestText])
    const deep = `${'{"a":'.repeat(3000)}1${"}".repeat(3000)}`
    expect(readEvents(deep)?.[0]?.fields[0]?.name).toMatch(/^a(\.a)+$/)
  })
})

describe("kinds of events", () => {
  test("have a tag and a name", () => {
    const types = [{ tag: "wshe_ed", name: "Earnings Date", columns: [] }, "wshe_bod", { name: "without tag" }, 7, null]
    const expected = [
      { tag: "wshe_ed", name: "Earnings Date" },
      { tag: "wshe_bod", name: "wshe_bod" },
    ]
    expect(readEventTypes(JSON.stringify({ validated: true, meta_data: { event_types: types } }))).toEqual(expected)
    expect(readEventTypes(JSON.stringify({ event_types: types }))).toEqual(expected)
  })

  test("are none where nothing is said of them", () => {
    expect(["", "{}", "[]", '{"meta_data":{"event_types":{}}}'].map(readEventTypes)).toEqual([[], [], [], []])
  })
})
