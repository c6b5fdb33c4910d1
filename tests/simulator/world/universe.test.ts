import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { dateOfDay } from "../../../src/calendar/day-number.ts"
import { ianaZone } from "../../../src/calendar/zones.ts"
import { identifiersOf } from "../../../src/simulator/world/contracts/identifiers.ts"
import { dayFrom } from "../../../src/simulator/world/exchanges/day.ts"
import { listedExpirations } from "../../../src/simulator/world/universe/expirations.ts"
import { futureConId, futureFamilies, listedMonths } from "../../../src/simulator/world/universe/futures.ts"
import { inventedConIds } from "../../../src/simulator/world/universe/invented-con-ids.ts"
import { optionClasses, strikesFor } from "../../../src/simulator/world/universe/option-classes.ts"
import { optionConId, optionFromConId } from "../../../src/simulator/world/universe/options.ts"
import { createUniverse } from "../../../src/simulator/world/universe/universe.ts"

const universe = createUniverse()
const listings = universe.instruments.map(({ listing }) => listing)
const today = dayFrom("20261122")

/** The check digit of an ISIN: letters as two digits, then the Luhn sum. */
function isIsin(isin: string): boolean {
  const digits = [...isin].map((letter) => Number.parseInt(letter, 36)).join("")
  const sum = [...digits]
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
    .reduce((total, value) => total + Math.floor(value / 10) + (value % 10), 0)
  return /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(isin) && sum % 10 === 0
}

/** The check digit of a CUSIP or FIGI: every second place counts double, digits are added up. */
function hasCheckDigit(identifier: string): boolean {
  const sum = [...identifier.slice(0, -1)]
    .map((letter, index) => Number.parseInt(letter, 36) * (1 + (index % 2)))
    .flatMap((value) => [...String(value)])
    .reduce((total, digit) => total + Number(digit), 0)
  return (10 - (sum % 10)) % 10 === Number(identifier.at(-1))
}

describe("instruments", () => {
  test("there are at least a hundred and twenty over eleven exchanges, of every security type that is promised", () => {
    expect(listings.length).toBeGreaterThanOrEqual(120)
    const homes = new Set(listings.map(({ primaryExchange, exchange }) => primaryExchange || exchange))
    const promised = [
      "NASDAQ",
      "NYSE",
      "ARCA",
      "LSE",
      "IBIS",
      "SBF",
      "AEB",
      "BVME",
      "EBS",
      "TSEJ",
      "SEHK",
      "ASX",
      "SGX",
      "TSE",
    ]
    for (const exchange of promised.concat(
      "CBOE",
      "CME",
      "CBOT",
      "NYMEX",
      "COMEX",
      "EUREX",
      "IDEALPRO",
      "PAXOS",
      "FUNDSERV",
    )) {
      expect(homes).toContain(exchange)
    }
    const types = new Set(listings.map(({ secType }) => secType))
    expect([...types].sort()).toEqual(["BOND", "CASH", "CFD", "CMDTY", "CRYPTO", "FUND", "IND", "STK"])
    expect(listings.filter(({ secType }) => secType === "CASH").length).toBeGreaterThanOrEqual(8)
  })

  test("the well-known ones have the contract ids that they have at Interactive Brokers", () => {
    const known = [
      ["AAPL", "STK", 265598],
      ["MSFT", "STK", 272093],
      ["SPY", "STK", 756733],
      ["QQQ", "STK", 320227571],
      ["IBM", "STK", 8314],
      ["AMZN", "STK", 3691937],
      ["NVDA", "STK", 4815747],
      ["GOOGL", "STK", 208813719],
      ["META", "STK", 107113386],
      ["TSLA", "STK", 76792991],
      ["BRK B", "STK", 72063691],
      ["HSBA", "STK", 909083],
      ["700", "STK", 152791428],
      ["SPX", "IND", 416904],
      ["VIX", "IND", 13455763],
      ["BTC", "CRYPTO", 479624278],
    ] as const
    for (const [symbol, secType, conId] of known) expect(universe.listing(conId)).toMatchObject({ symbol, secType })
    expect(universe.listing(12087792)).toMatchObject({ symbol: "EUR", currency: "USD", localSymbol: "EUR.USD" })
    expect(universe.listing(14204)).toMatchObject({ symbol: "SAP", primaryExchange: "IBIS", currency: "EUR" })
  })

  test("no two have the same contract id, and none lies where months and options have theirs", () => {
    expect(new Set(listings.map(({ conId }) => conId)).size).toBe(listings.length)
    for (const { conId } of listings) expect(conId).toBeLessThan(600_000_000)
    expect(new Set(Object.values(inventedConIds)).size).toBe(Object.values(inventedConIds).length)
  })

  test.each(universe.instruments.map((instrument) => [instrument.listing.localSymbol, instrument] as const))(
    "%s is complete",
    (_name, { listing, behaviour, hours }) => {
      expect(listing.symbol).not.toBe("")
      expect(listing.longName).not.toBe("")
      expect(listing.currency).toMatch(/^[A-Z]{3}$/)
      expect(listing.minTick).toBeGreaterThan(0)
      const exchanges = listing.validExchanges.split(",")
      expect(exchanges).toContain(listing.exchange)
      expect(new Set(exchanges).size).toBe(exchanges.length)
      if (listing.primaryExchange !== "") expect(exchanges).toContain(listing.primaryExchange)
      expect(listing.marketRuleIds.split(",")).toHaveLength(exchanges.length)
      expect(ianaZone(listing.timeZoneId)).not.toBeNull()
      expect(listing.timeZoneId).toBe(hours.timeZoneId)
      for (const { tag, value } of listing.secIds) if (tag === "ISIN") expect(isIsin(value)).toBe(true)
      for (const identifier of identifiersOf(listing)) {
        const [type, value] = identifier.split(":")
        if (type === "CUSIP") expect(value).toMatch(/^[0-9A-Z]{8}\d$/)
        if (type === "FIGI") expect(value).toMatch(/^BBG[0-9A-Z]{8}\d$/)
        if (type !== "ISIN") expect(hasCheckDigit(value ?? "")).toBe(true)
      }
      expect(listing.secType === "BOND").toBe(listing.bond !== undefined)
      expect(listing.fund?.fields.length ?? 17).toBe(17)
      expect(behaviour.referencePrice).toBeGreaterThan(0)
      expect(behaviour.volatility).toBeGreaterThan(0)
      expect(behaviour.since).toMatch(/^(19|20)\d{6}$/)
    },
  )

  test("every kind of entitlement occurs: live, only delayed, none", () => {
    const count = (kind: string) =>
      universe.instruments.filter(({ behaviour }) => behaviour.entitlement === kind).length
    expect(count("live")).toBeGreaterThan(50)
    expect(count("delayed")).toBeGreaterThanOrEqual(2)
    expect(count("none")).toBeGreaterThanOrEqual(1)
  })

  test("prices abroad and at home agree at the rate of the day", () => {
    const price = (symbol: string, currency: string): number =>
      universe.instruments.find(({ listing }) => listing.symbol === symbol && listing.currency === currency)?.behaviour
        .referencePrice ?? Number.NaN
    // Eight shares in Hong Kong make one receipt in New York.
    expect(price("BABA", "USD")).toBeCloseTo((8 * price("9988", "HKD")) / price("USD", "HKD"), 0)
    expect(price("EUR", "GBP")).toBeCloseTo(price("EUR", "USD") / price("GBP", "USD"), 12)
    expect(price("GBP", "JPY")).toBeCloseTo(price("GBP", "USD") * price("USD", "JPY"), 9)
  })

  test("London quotes pence: currency GBP and a price magnifier of 100", () => {
    const london = listings.filter(({ primaryExchange }) => primaryExchange === "LSE")
    expect(london.length).toBeGreaterThan(0)
    for (const listing of london) expect(listing).toMatchObject({ currency: "GBP", priceMagnifier: 100 })
  })
})

describe("future months", () => {
  test("a month is found by its contract id, with its family as instrument", () => {
    for (const family of futureFamilies) {
      for (const month of listedMonths(family, today)) {
        const conId = futureConId(month)
        const listing = universe.listing(conId)
        expect(listing).toMatchObject({ conId, secType: "FUT", symbol: family.symbol, underConId: family.rootConId })
        expect(listing?.expiry).toBe(dateOfDay(month.lastTradeDay).replaceAll("-", ""))
        expect(universe.instrument(conId)?.listing.conId).toBe(family.rootConId)
      }
    }
  })

  test("the December E-mini as a Gateway writes it", () => {
    const family = futureFamilies.find(({ symbol }) => symbol === "ES")
    const month = family && listedMonths(family, today)[0]
    expect(month && universe.listing(futureConId(month))).toMatchObject({
      localSymbol: "ESZ6",
      expiry: "20261218",
      lastTradeTime: "08:30:00 US/Central",
      contractMonth: "202612",
      multiplier: "50",
      exchange: "CME",
      minTick: 0.25,
      underSymbol: "ES",
      underSecType: "IND",
    })
  })

  test.each([
    ["RTY", "202612", "20261218", "USD"],
    ["ZN", "202612", "20261221", "USD"],
    ["NG", "202612", "20261125", "USD"],
    ["SI", "202612", "20261229", "USD"],
    ["GBL", "202612", "20261208", "EUR"],
  ])("%s of %s trades until %s", (symbol, contractMonth, expiry, currency) => {
    const family = futureFamilies.find((found) => found.symbol === symbol)
    const months = (family ? listedMonths(family, today) : []).map((month) => universe.listing(futureConId(month)))
    expect(months.find((listing) => listing?.contractMonth === contractMonth)).toMatchObject({ expiry, currency })
  })

  test("a contract id between the months stands for nothing", () => {
    expect(universe.listing(600_000_001)).toBeUndefined() // ES has no month of February.
    expect(universe.listing(600_999_999)).toBeUndefined()
    expect(universe.instrument(599_999_999)).toBeUndefined()
  })
})

describe("option contract ids", () => {
  const terms = optionClasses.flatMap((options) =>
    listedExpirations(options.expirations, today).flatMap((expiration) =>
      strikesFor(options, expiration).map((strike) => ({ options, expiration, strike })),
    ),
  )
  const anyOption = fc.record({
    index: fc.integer({ min: 0, max: terms.length - 1 }),
    right: fc.constantFrom("C" as const, "P" as const),
  })

  test("lead back to the option they were made from", () => {
    fc.assert(
      fc.property(anyOption, ({ index, right }) => {
        const found = terms[index]
        if (found === undefined) throw new Error("no such option")
        const option = { ...found, right }
        const conId = optionConId(option)
        expect(conId).toBeGreaterThanOrEqual(700_000_000)
        expect(conId).toBeLessThan(2 ** 31)
        expect(optionFromConId(conId)).toEqual(option)
        expect(universe.listing(conId)).toMatchObject({ conId, strike: option.strike, right })
        expect(universe.instrument(conId)?.listing.conId).toBe(option.options.rootConId)
        expect(universe.hours(conId)).toBe(option.options.hours)
      }),
    )
  })

  test("are all different within everything that is listed on a day", () => {
    const conIds = terms.flatMap((option) => [
      optionConId({ ...option, right: "C" }),
      optionConId({ ...option, right: "P" }),
    ])
    expect(new Set(conIds).size).toBe(conIds.length)
  })

  test("a number that no option has stands for none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 700_000_000, max: 2 ** 31 - 1 }), (conId) => {
        const found = optionFromConId(conId)
        expect(found === undefined || optionConId(found) === conId).toBe(true)
      }),
    )
    expect(optionFromConId(699_999_999)).toBeUndefined()
    expect(optionFromConId(Number.NaN)).toBeUndefined()
    expect(optionFromConId(700_000_000.5)).toBeUndefined()
  })

  test("stay the same: a changed order of classes would change them", () => {
    const aapl = optionClasses.find(({ tradingClass }) => tradingClass === "AAPL")
    expect(aapl && optionConId({ options: aapl, expiration: dayFrom("20261218"), strike: 200, right: "C" })).toBe(
      882_154_160,
    )
  })
})
