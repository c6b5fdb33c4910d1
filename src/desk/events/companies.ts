import type { Gateway } from "../../gateway/gateway.ts"
import { fail, type Outcome, success } from "../../outcome/outcome.ts"
import { type Accounts, hiddenWarning } from "../accounts.ts"
import type { Asking } from "../answer.ts"
import type { Contracts, Resolved } from "../contracts/contracts.ts"
import type { InstrumentError } from "../instruments/several-instruments.ts"
import { mostCompanies } from "./events-question.ts"

/** What the calendar has events of: a stock. */
export interface Company {
  readonly instrument: string
  readonly conId: number
}

/** The company that an instrument is, or is derived from: `unsupported` when there is none. */
export async function companyOf(contracts: Contracts, name: string, asking: Asking): Promise<Outcome<Company>> {
  const resolved = await contracts.named(name, asking)
  if (!resolved.ok) return resolved
  const { details, instrument } = resolved.value
  if (details.contract.secType === "STK") return success({ instrument, conId: details.contract.conId })
  if (details.underConId === null || details.underSecType === "FUT") return noCompany(resolved.value)
  const underlying = await contracts.named(`CONID:${details.underConId}`, asking)
  if (!underlying.ok) return underlying
  const { contract } = underlying.value.details
  return contract.secType === "STK"
    ? success({ instrument: underlying.value.instrument, conId: contract.conId })
    : noCompany(resolved.value)
}

const noCompany = ({ instrument }: Resolved) =>
  fail(
    "unsupported",
    `${instrument} is no company's stock, and the calendar has events of companies only.`,
    "Give a stock: AAPL. When a contract ends says ibkr_contract_details.",
  )

/** The kinds of positions that are of a company, or may be. */
const ofCompanies = new Set(["STK", "OPT", "CFD", "WAR"])

/** The companies whose stock, or what is derived from it, is held in the accounts that may be read; largest cost first. */
export async function heldCompanies(
  gateway: Gateway,
  contracts: Contracts,
  accounts: Accounts,
  account: string | null,
  asking: Asking,
): Promise<
  Outcome<{
    readonly found: readonly Company[]
    readonly errors: readonly InstrumentError[]
    readonly warnings: readonly string[]
  }>
> {
  const positions = await gateway.positions(asking)
  if (!positions.ok) return positions
  const asked = accounts.asked(account)
  if (!asked.ok) return asked
  const cost = ({ quantity, averageCost }: (typeof positions.value)[number]) => Math.abs(quantity * (averageCost ?? 0))
  const held = positions.value
    .filter((one) => one.quantity !== 0 && asked.value.includes(one.account) && ofCompanies.has(one.contract.secType))
    .toSorted((a, b) => cost(b) - cost(a))
  // Options on one stock are asked about once, by the first of them.
  const once = [
    ...new Map(
      held.map(({ contract }) => [`${contract.secType} ${contract.symbol} ${contract.currency}`, contract]),
    ).values(),
  ]
  const found: Company[] = []
  const errors: InstrumentError[] = []
  for (const contract of once) {
    if (new Set(found.map(({ conId }) => conId)).size >= mostCompanies) break
    const company = await companyOf(contracts, `CONID:${contract.conId}`, asking)
    if (company.ok) found.push(company.value)
    else if (company.failure.code !== "unsupported")
      errors.push({ instrument: `CONID:${contract.conId}`, failure: company.failure })
  }
  const companies = [...new Map(found.map((one) => [one.conId, one])).values()]
  const warnings = [...hiddenWarning(account === null ? accounts.hidden() : 0)]
  const left = once.length - found.length - errors.length
  if (companies.length >= mostCompanies && left > 0)
    warnings.push(`Only the ${mostCompanies} largest holdings were asked about: give symbols for the others.`)
  if (companies.length === 0 && errors.length === 0) warnings.push("No company's stock is held: give symbols.")
  return success({ found: companies, errors, warnings })
}
