import type { AccountGroup, Advisor } from "./world/account-book.ts"

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
const element = (name: string, content: string, attributes = ""): string => `<${name}${attributes}>${content}</${name}>`
const leaf = (name: string, text: string): string => element(name, escaped(text))
const amountLeaf = (amount: number | null): string => (amount === null ? "" : leaf("amount", amount.toFixed(1)))
const document = (root: string, rows: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, rows.join(""))}`

/** Numbers of the ways to divide that profiles had. */
const profileTypes: Readonly<Record<string, string>> = { Percent: "1", Ratio: "2", ContractsOrShares: "3" }
const isProfile = ({ method }: AccountGroup): boolean => method in profileTypes

/**
 * An advisor's groups (1), profiles (2) or account aliases (3), in the XML that a Gateway sends. Groups that divide by given
 * amounts were called profiles until both were made one, which clients of a newer protocol are told by `isUnified`.
 */
export function advisorDocument({ groups, aliases }: Advisor, type: 1 | 2 | 3, isUnified: boolean): string {
  if (type === 3) return document("ListOfAccountAliases", aliases.map(aliasElement))
  if (type === 2) return document("ListOfAllocationProfiles", groups.filter(isProfile).map(profileElement))
  if (isUnified)
    return document(
      "ListOfGroups",
      groups.map((group) => groupElement(group, accountElement)),
    )
  const plain = groups.filter((group) => !isProfile(group))
  return document(
    "ListOfGroups",
    plain.map((group) => groupElement(group, ({ account }) => leaf("String", account))),
  )
}

type Member = AccountGroup["members"][number]

const accountElement = ({ account, amount }: Member): string =>
  element("Account", leaf("acct", account) + amountLeaf(amount))

function groupElement({ name, method, members }: AccountGroup, member: (member: Member) => string): string {
  const list = element("ListOfAccts", members.map(member).join(""), ' varName="list"')
  return element("Group", leaf("name", name) + list + leaf("defaultMethod", method))
}

/** Positions are opened and closed alike: effect O. */
function profileElement({ name, method, members }: AccountGroup): string {
  const allocation = ({ account, amount }: Member): string =>
    element("Allocation", leaf("acct", account) + amountLeaf(amount) + leaf("posEff", "O"))
  const list = element("ListOfAllocations", members.map(allocation).join(""), ' varName="listOfAllocations"')
  return element("AllocationProfile", leaf("name", name) + leaf("type", profileTypes[method] ?? "") + list)
}

function aliasElement({ account, alias }: Advisor["aliases"][number]): string {
  return element("AccountAlias", leaf("account", account) + leaf("alias", alias))
}
