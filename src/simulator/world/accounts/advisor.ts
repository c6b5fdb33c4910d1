import type { AccountGroup, AdvisorDocument, FamilyCode } from "../world.ts"

/** What a financial advisor has set up beside the accounts. */
export interface Advisor {
  /** The advisor's own account; all others are clients'. */
  readonly master: string
  readonly groups: readonly AccountGroup[]
  readonly aliases: readonly { readonly account: string; readonly alias: string }[]
  readonly families: readonly FamilyCode[]
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** The advisor's configuration as a Gateway writes it (message 16): tabs, line ends and all. */
export function advisorDocument({ groups, aliases }: Advisor, kind: AdvisorDocument): string {
  return kind === "groups"
    ? DECLARATION + element("ListOfGroups", groups.flatMap(groupElement))
    : DECLARATION + element("ListOfAccountAliases", aliases.flatMap(aliasElement))
}

function groupElement({ name, method, members }: AccountGroup): readonly string[] {
  const accounts = members.flatMap(({ account, amount }) => [
    "<Account>",
    `\t<acct>${escaped(account)}</acct>`,
    ...(amount === null ? [] : [`\t<amount>${amount.toFixed(1)}</amount>`]),
    "</Account>",
  ])
  return [
    "<Group>",
    `\t<name>${escaped(name)}</name>`,
    '\t<ListOfAccts varName="list">',
    ...accounts.map((line) => `\t\t${line}`),
    "\t</ListOfAccts>",
    `\t<defaultMethod>${escaped(method)}</defaultMethod>`,
    "</Group>",
  ]
}

function aliasElement({ account, alias }: Advisor["aliases"][number]): readonly string[] {
  return [
    "<AccountAlias>",
    `\t<account>${escaped(account)}</account>`,
    `\t<alias>${escaped(alias)}</alias>`,
    "</AccountAlias>",
  ]
}

function element(name: string, lines: readonly string[]): string {
  return [`<${name}>`, ...lines.map((line) => `\t${line}`), `</${name}>`, ""].join("\n")
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
