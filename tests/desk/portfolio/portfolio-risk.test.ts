import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { concentrationOf } from "../../../src/desk/portfolio/risk/concentration.ts"
import { inWaves } from "../../../src/desk/waves.ts"
import type { Contract } from "../../../src/gateway/contracts/contract.ts"
import { aapl, call, deskHolding, dollars, euros, type Held, model, onApple } from "../held-portfolio.ts"
import { contract, details, failureOf, marketData, notConnected, value } from "../in-memory-gateway.ts"

const pictureOf = async (...held: readonly Held[]) => value(await deskHolding(held).ask()).data

describe("exposure", () => {
  test.each<[string, Partial<Contract>, number, number]>([
    ["a short stock at market value", { secType: "STK" }, -2000, -2000],
    ["a future at full contract value", { secType: "FUT", expiry: "20261218", multiplier: "50" }, 300_000, 300_000],
    ["a bond at market value", { secType: "BOND" }, 9870, 9870],
    ["a fund at market value", { secType: "FUND" }, 500, 500],
    ["a coin at market value", { secType: "CRYPTO", exchange: "PAXOS" }, 700, 700],
    ["a CFD at full value", { secType: "CFD" }, -800, -800],
    ["a stock in euros at the Gateway's rate", { secType: "STK", currency: "EUR" }, 1000, 1250],
  ])("is of %s", async (_, fields, worth, exposure) => {
    const of = contract({ conId: 9, symbol: "X", ...fields })
    const picture = await pictureOf({ of, quantity: worth < 0 ? -10 : 10, worth })
    expect(picture.exposure).toMatchObject({
      positions: 1,
      long: Math.max(0, exposure),
      short: Math.min(0, exposure),
      net: exposure,
      pctOfNet: exposure / 1000,
    })
    expect(picture.leftOut).toEqual([])
  })

  test("is of a currency position nothing: the cash of its currency has it already", async () => {
    const of = contract({ conId: 9, symbol: "EUR", secType: "CASH", exchange: "IDEALPRO" })
    const picture = await pictureOf({ of, quantity: 10_000, worth: 12_500 })
    expect(picture.exposure).toBeNull()
    expect(picture.leftOut.map(({ from, reason }) => [from, reason])).toEqual([
      ["exposure", "a currency position: cash by currency has it already"],
    ])
    expect(picture.byCurrency).toMatchObject([{ name: "EUR", cash: 6250, netLiquidation: 10_000, pctOfNet: 10 }])
  })

  test("is of a CFD that of its underlying, with the stock and its options", async () => {
    const picture = await pictureOf(
      { of: aapl, quantity: 10, worth: 2000 },
      { of: contract({ conId: 3, symbol: "AAPL", secType: "CFD" }), quantity: -4, worth: -800, terms: onApple },
    )
    expect(picture.byUnderlying).toMatchObject([{ instrument: "AAPL", conId: 1, net: 1200, deltaShares: 6 }])
    expect(picture.concentration).toMatchObject({ underlyings: 1 })
  })

  test("is of an option its delta times the underlying's price, short ones the other way", async () => {
    const picture = await pictureOf({ of: call(2), quantity: -3, worth: -1500, terms: onApple, market: model() })
    // -3 contracts of 100 shares, 0.5 each: like -150 shares at 200.
    expect(picture.byUnderlying).toMatchObject([{ conId: 1, net: -30_000, deltaShares: -150 }])
    expect(picture.greeks?.all).toMatchObject({
      options: 1,
      deltaMoney: -30_000,
      gammaMoney: -300 * 0.02 * 200 * 2,
      vegaMoney: -30,
      thetaMoney: 15,
      from: [{ computation: "model", dataType: "live", options: 1 }],
    })
    expect(picture.greeks?.each).toMatchObject([{ deltaShares: -150, gammaShares: -6 }])
  })

  test("is of an option that is quoted in pence a hundredth of it, in the account's currency", async () => {
    const of = call(2, { currency: "GBP", multiplier: "1000" })
    const market = model({ underlyingPrice: 80, delta: 0.5, gamma: null, vega: 2, theta: -1 })
    const picture = await pictureOf({ of, quantity: 1, worth: 100, terms: { ...onApple, priceMagnifier: 100 }, market })
    // 500 shares at 80 pence: 400 pounds at 1.5.
    expect(picture.exposure?.net).toBe(600)
    expect(picture.greeks?.all).toMatchObject({ vegaMoney: 30, thetaMoney: -15, gammaMoney: null })
    expect(picture.leftOut.map(({ from, reason }) => [from, reason])).toEqual([["greeks", "no gamma"]])
  })

  test("counts a stock, and options on it in another account, under one underlying, in one currency", async () => {
    const picture = await pictureOf(
      { of: aapl, quantity: 10, worth: 2000 },
      { account: euros, of: call(2), quantity: 1, worth: 500, terms: onApple, market: model() },
    )
    expect(picture.currency).toBe("USD")
    expect(picture.netLiquidation).toBe(100_000 + 50_000 * 1.25)
    expect(picture.byUnderlying).toMatchObject([{ instrument: "AAPL", positions: 2, net: 12_000, deltaShares: 60 }])
    expect(picture.margin.at(-1)).toMatchObject({
      account: null,
      currency: "USD",
      maintenanceMargin: 20_000 + 12_500,
      cushion: 97_500 / 162_500,
      marginUsePct: 20,
    })
  })

  test("counts months of a future and options on it under one underlying", async () => {
    const es = (conId: number, expiry: string) =>
      contract({
        conId,
        symbol: "ES",
        secType: "FUT",
        expiry,
        multiplier: "50",
        exchange: "CME",
        primaryExchange: null,
      })
    const option = call(4, { symbol: "ES", secType: "FOP", multiplier: "50", exchange: "CME", tradingClass: "ES" })
    const picture = await pictureOf(
      { of: es(2, "20261218"), quantity: 1, worth: 300_000 },
      { of: es(3, "20270319"), quantity: -1, worth: -301_000 },
      {
        of: option,
        quantity: 2,
        worth: 1000,
        terms: { underConId: 2, underSymbol: "ES", underSecType: "FUT" },
        market: model({ underlyingPrice: 6000, delta: 0.25 }),
      },
    )
    expect(picture.byUnderlying).toMatchObject([
      { instrument: "CONTFUT:ES@CME", conId: null, positions: 3, net: -1000 + 150_000, deltaShares: 25 },
    ])
  })
})

describe("what is left out is named", () => {
  const reasons = async (...held: readonly Held[]) =>
    (await pictureOf(...held)).leftOut.map(({ from, reason }) => `${from}: ${reason}`)

  test("a position without a value, without a rate, without details", async () => {
    expect(await reasons({ of: aapl, quantity: 1, worth: null })).toEqual([
      "exposure: no market value from the Gateway",
    ])
    const swiss = contract({ conId: 3, symbol: "NESN", currency: "CHF" })
    expect(await reasons({ of: swiss, quantity: 1, worth: 90 })).toEqual([
      "exposure: no exchange rate of CHF from the Gateway",
    ])
    expect(await reasons({ of: aapl, quantity: 1, worth: 200, unknown: true })).toEqual([
      "sector: its contract details are not known",
    ])
  })

  test("an option without quote, without Greeks, without multiplier", async () => {
    const option = { quantity: 1, worth: 500, terms: onApple }
    expect(await reasons({ ...option, of: call(2) })).toEqual([
      "exposure: no Greeks: no_data",
      "greeks: no Greeks: no_data",
    ])
    const neither = "no Greeks: neither the Gateway's nor our own could be computed"
    expect(await reasons({ ...option, of: call(2), market: marketData({ last: 5 }) })).toEqual([
      `exposure: ${neither}`,
      `greeks: ${neither}`,
    ])
    expect(await reasons({ ...option, of: call(2, { multiplier: null }), market: model() })).toEqual([
      "exposure: no multiplier",
      "greeks: no money figures without price and multiplier",
    ])
  })

  test("an option whose underlying has no price, unless that is held itself", async () => {
    const option = { of: call(2), quantity: 1, worth: 500, terms: onApple, market: model({ underlyingPrice: null }) }
    expect((await reasons(option))[0]).toBe("exposure: no underlying price")
    const picture = await pictureOf(option, { of: aapl, quantity: 10, worth: 2100 })
    expect(picture.byUnderlying).toMatchObject([{ net: 2100 + 50 * 210 }])
  })

  test("an account without values: what is known of the others is still answered", async () => {
    const { gateway, ask } = deskHolding([
      { of: aapl, quantity: 10, worth: 2000 },
      { account: euros, of: aapl, quantity: 5, worth: 1000 },
    ])
    gateway.known.updates = gateway.known.updates.slice(0, 1)
    const { leftOut, exposure } = value(await ask()).data
    expect(exposure?.net).toBe(2000)
    expect(leftOut).toMatchObject([
      { from: "everything", account: euros },
      { from: "exposure", account: euros },
    ])
  })
})

describe("Greeks", () => {
  test("of our own stand in where the Gateway computes none, and say what they assume", async () => {
    const { gateway, ask } = deskHolding([
      { of: call(2), quantity: 1, worth: 500, terms: onApple, market: marketData({ bid: 4.9, ask: 5.1 }) },
    ])
    gateway.known.contracts.push(details(aapl))
    gateway.known.markets.set(1, marketData({ bid: 199.9, ask: 200.1, last: 200 }))
    const { data, provenance } = value(await ask())
    expect(data.greeks?.all.from).toEqual([{ computation: "own", dataType: "live", options: 1 }])
    // At the money, a bit above a half.
    expect(data.byUnderlying[0]?.deltaShares).toBeWithin(50, 55)
    expect(provenance.warnings.join()).toContain("our own, Black 1976")
  })

  test("are asked once of an option that two accounts hold", async () => {
    const { gateway, ask } = deskHolding([
      { of: call(2), quantity: 1, worth: 500, terms: onApple, market: model() },
      { account: euros, of: call(2), quantity: -1, worth: -500, terms: onApple },
    ])
    const { greeks } = value(await ask()).data
    expect(greeks?.all).toMatchObject({ options: 2, deltaMoney: 0 })
    expect(gateway.asked.quotes.map(({ conId }) => conId)).toEqual([2])
  })

  const options = Array.from({ length: 9 }, (_, index) => ({
    of: call(100 + index, { strike: 200 + index }),
    quantity: 1,
    worth: 500,
    terms: onApple,
    market: model(),
  }))

  test("come in waves within the line budget", async () => {
    const { gateway, ask } = deskHolding(options, { maxLines: 4 })
    const { quote } = gateway
    let open = 0
    let most = 0
    gateway.quote = async (of, wish) => {
      most = Math.max(most, ++open)
      await Promise.resolve()
      open--
      return quote(of, wish)
    }
    expect(value(await ask()).data.greeks?.all.options).toBe(9)
    expect(most).toBe(3)
  })

  test("are asked for no further once whoever asked has gone, and half a picture is none", async () => {
    const { gateway, ask } = deskHolding(options, { maxLines: 4 })
    const { quote } = gateway
    const abort = new AbortController()
    gateway.quote = (of, wish) => {
      abort.abort()
      return quote(of, wish)
    }
    expect(failureOf(await ask(abort.signal)).code).toBe("request_timeout")
    expect(gateway.asked.quotes.length).toBe(3)
    gateway.known.down = notConnected
    expect(failureOf(await ask()).code).toBe("not_connected")
  })

  test("of a picture that the Gateway left halfway are the last whole one's", async () => {
    const { gateway, ask } = deskHolding(options)
    await ask()
    const { quote } = gateway
    gateway.quote = (of, wish) => {
      gateway.known.down = notConnected
      return quote(of, wish)
    }
    const { data, provenance } = value(await ask())
    expect([data.greeks?.all.options, provenance.source]).toEqual([9, "cache"])
  })
})

test("cash of a currency that the Gateway has no rate of is named", async () => {
  const { gateway, ask } = deskHolding([{ of: aapl, quantity: 10, worth: 2000 }])
  gateway.known.updates = gateway.known.updates.map((one) => ({
    ...one,
    values: [...one.values, { account: dollars, tag: "CashBalance", value: "70", currency: "CHF" }],
  }))
  const { cash, leftOut } = value(await ask()).data
  expect(cash).toBe(6250)
  expect(leftOut).toMatchObject([{ from: "cash", reason: "no exchange rate of CHF from the Gateway" }])
})

describe("concentration", () => {
  test.each([
    [[100], { underlyings: 1, hhi: 1, effectiveNumber: 1, top1Pct: 100, top5Pct: 100 }],
    [[25, -25, 25, -25], { underlyings: 4, hhi: 0.25, effectiveNumber: 4, top1Pct: 25 }],
    [[], { underlyings: 0, hhi: null, effectiveNumber: null, top1Pct: null }],
    [[0, 0], { underlyings: 0, hhi: null }],
  ])("of %p", (nets, expected) => {
    expect(concentrationOf(nets.map((net) => ({ net })))).toMatchObject(expected)
  })

  test("lies between one over their number and one, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 50 }), (nets) => {
        const { underlyings, hhi, top1Pct } = concentrationOf(nets.map((net) => ({ net })))
        if (hhi === null || top1Pct === null) return expect(underlyings).toBe(0)
        expect(hhi).toBeWithin(1 / underlyings - 1e-6, 1 + 1e-6)
        // The largest weight bounds the index from both sides: its square, and itself.
        expect(hhi).toBeWithin((top1Pct / 100) ** 2 - 1e-6, top1Pct / 100 + 1e-6)
      }),
    )
  })
})

test("waves are of the size, in order, and end when aborted", async () => {
  const abort = new AbortController()
  const asked: number[] = []
  const answers = await inWaves(
    [1, 2, 3, 4, 5],
    2,
    (item) => {
      asked.push(item)
      if (item === 3) abort.abort()
      return Promise.resolve(item * 10)
    },
    { signal: abort.signal },
    () => {},
  )
  expect([asked, answers]).toEqual([
    [1, 2, 3, 4],
    [10, 20, 30, 40],
  ])
})
