import type { FamilyCode, PriceIncrement } from "../world/world.ts"
import type { Message } from "./message.ts"
import { decimal, integer } from "./numbers.ts"

/** Price steps, each from its lower edge on. */
export const marketRule = (ruleId: number, increments: readonly PriceIncrement[]): Message => [
  "93",
  integer(ruleId),
  integer(increments.length),
  ...increments.flatMap(({ lowEdge, increment }) => [decimal(lowEdge), decimal(increment)]),
]

export const familyCodes = (codes: readonly FamilyCode[]): Message => [
  "78",
  integer(codes.length),
  ...codes.flatMap(({ account, code }) => [account, code]),
]

/** This login pays for nothing with commissions, as hardly any does. */
export const noSoftDollarTiers = (requestId: number): Message => ["77", integer(requestId), "0"]

/** The white branding of the login's broker: none. */
export const userInfo = (requestId: number): Message => ["107", integer(requestId), ""]

/** Groups of windows that show the same contract, by number. */
export const displayGroups = (requestId: number, groups: readonly number[]): Message => [
  "67",
  "1",
  integer(requestId),
  groups.join("|"),
]

/** `265598@SMART`, or `none`. */
export const displayGroupUpdated = (requestId: number, contractInfo: string): Message => [
  "68",
  "1",
  integer(requestId),
  contractInfo,
]

/** 1 groups, 3 aliases; what was 2, profiles, is gone from server version 177 on. */
export const advisorData = (type: number, xml: string): Message => ["16", "1", integer(type), xml]
