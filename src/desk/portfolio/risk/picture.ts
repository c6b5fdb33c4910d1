import type { AccountUpdates, Position } from "../../../gateway/accounts/account.ts"
import type { Accounts } from "../../accounts.ts"
import { ledgerOf } from "../position-ledger.ts"
import { positionValue } from "../position-value.ts"
import { type Cash, cashOf } from "./cash.ts"
import { type Concentration, concentrationOf } from "./concentration.ts"
import { type Conversion, type UsedRate, usedRates } from "./conversion.ts"
import {
  type CurrencyExposure,
  type Exposure,
  exposureOf,
  exposuresBy,
  exposuresByUnderlying,
  gross,
  share,
  type UnderlyingExposure,
} from "./exposure.ts"
import { type GreekSum, greekSums } from "./greek-sums.ts"
import { type Holding, holdingOf } from "./holding.ts"
import type { LookedUp } from "./look-up.ts"
import { type MarginUse, marginTogether, marginUse } from "./margin-use.ts"
import type { OptionGreeks } from "./option-greeks.ts"

/** What is missing from a sum, and why. */
export interface LeftOut {
  readonly from: "everything" | "exposure" | "greeks" | "sector" | "cash"
  readonly account: string | null
  readonly instrument: string | null
  readonly reason: string
}

/** The accounts as one picture. Money is in `currency` unless a field says otherwise; what is not known is null. */
export interface RiskPicture {
  readonly currency: string
  /** The Gateway's own rates that amounts were converted with. */
  readonly rates: readonly UsedRate[]
  readonly netLiquidation: number | null
  readonly cash: number | null
  /** All positions together; null when something is held and nothing is known of it. */
  readonly exposure: Exposure | null
  /** Long and short together, of the net liquidation value. */
  readonly grossPct: number | null
  readonly byCurrency: readonly CurrencyExposure[]
  readonly byAssetClass: readonly Exposure[]
  readonly bySector: readonly Exposure[]
  readonly byUnderlying: readonly UnderlyingExposure[]
  readonly concentration: Concentration
  /** Null when no option has Greeks. */
  readonly greeks: { readonly each: readonly GreekSum[]; readonly all: GreekSum } | null
  /** One an account; with several, all of them together at the end. */
  readonly margin: readonly MarginUse[]
  /** The largest exposure first. */
  readonly holdings: readonly Holding[]
  readonly leftOut: readonly LeftOut[]
}

export interface Gathered {
  readonly held: readonly Position[]
  readonly updates: readonly AccountUpdates[]
  /** Accounts without values, as written, and why. */
  readonly unvalued: readonly { readonly account: string; readonly reason: string }[]
  readonly lookedUp: LookedUp
  readonly greeks: OptionGreeks
  readonly conversion: Conversion
}

/** Adds everything up. */
export function pictureOf(gathered: Gathered, accounts: Accounts): RiskPicture {
  const { held, updates, unvalued, conversion } = gathered
  const holdings = holdingsOf(gathered, accounts)
  const margin = updates.map((update) => {
    const { baseCurrency } = ledgerOf(update)
    const rate = baseCurrency === null ? null : conversion.rate(update.account, baseCurrency)
    return { use: marginUse(accounts.written(update.account), baseCurrency, update), rate }
  })
  const together = marginTogether(margin, conversion.currency)
  const net = together.netLiquidation
  const cash = cashOf(updates, holdings, net, conversion)
  const total = exposureOf(null, holdings, net)
  const isUnknown = total.positions === 0 && holdings.length > 0
  const underlyings = exposuresByUnderlying(holdings, net)
  const used = [
    ...held.map(({ account, contract }) => ({ account, currency: contract.currency })),
    ...updates.flatMap(({ account, values }) =>
      values
        .filter(({ tag, currency }) => tag === "CashBalance" && currency !== "BASE")
        .map(({ currency }) => ({ account, currency })),
    ),
  ]
  return {
    currency: conversion.currency,
    rates: usedRates(conversion, used),
    netLiquidation: net,
    cash: cash.total,
    exposure: isUnknown ? null : total,
    grossPct: isUnknown ? null : share(gross(total), net),
    byCurrency: cash.currencies,
    byAssetClass: exposuresBy(holdings, ({ assetClass }) => assetClass, net),
    bySector: exposuresBy(holdings, ({ sector }) => sector, net),
    byUnderlying: underlyings,
    concentration: concentrationOf(underlyings),
    greeks: greekSums(holdings),
    margin: margin.length > 1 ? [...margin.map(({ use }) => use), together] : margin.map(({ use }) => use),
    holdings: holdings.toSorted((a, b) => Math.abs(b.exposure ?? 0) - Math.abs(a.exposure ?? 0)),
    leftOut: [
      ...unvalued.map(({ account, reason }): LeftOut => ({ from: "everything", account, instrument: null, reason })),
      ...withoutNet(margin, conversion),
      ...cashLeftOut(cash),
      ...holdings.flatMap(({ account, instrument, gaps }) => gaps.map((gap) => ({ ...gap, account, instrument }))),
    ],
  }
}

interface ConvertedUse {
  readonly use: MarginUse
  /** Units of the picture's currency for one of the account's base. */
  readonly rate: number | null
}

const withoutNet = (each: readonly ConvertedUse[], { currency }: Conversion): readonly LeftOut[] =>
  each
    .filter(({ use, rate }) => use.netLiquidation === null || rate === null)
    .map(({ use }) => ({
      from: "everything",
      account: use.account,
      instrument: null,
      reason: `no net liquidation value in ${currency}: no share of the whole is known without it`,
    }))

const cashLeftOut = ({ withoutRate }: Cash): readonly LeftOut[] =>
  withoutRate.map((currency) => ({
    from: "cash",
    account: null,
    instrument: null,
    reason: `no exchange rate of ${currency} from the Gateway`,
  }))

function holdingsOf({ held, updates, lookedUp, greeks, conversion }: Gathered, accounts: Accounts): readonly Holding[] {
  const ofAccount = new Map(updates.map((update) => [update.account, update]))
  const prices = new Map(
    updates.flatMap(({ portfolio }) => portfolio.map(({ contract, marketPrice }) => [contract.conId, marketPrice])),
  )
  return held.map((position) => {
    const { account, contract } = position
    const details = lookedUp.details(contract.conId)
    const underlying = lookedUp.underlying(contract.conId)?.details ?? null
    return holdingOf({
      account: accounts.written(account),
      position,
      value: positionValue(position, ofAccount.get(account)),
      rate: conversion.rate(account, contract.currency),
      details,
      underlying,
      greeks: greeks.of(contract.conId),
      heldPrice: prices.get(details?.underConId ?? -1) ?? null,
    })
  })
}
