import type { Advisor } from "./world/account-book.ts"

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
const element = (name: string, content: string, attributes = ""): string => `<${name}${attributes}>${content}</${name}>`
const leaf = (name: string, text: string): string => element(name, escaped(text))
const document = (root: string, rows: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, rows.join(""))}`

/** An advisor's groups (1), profiles (2; there are none) or account aliases (3), in the XML that a Gateway sends. */
export function advisorDocument(advisor: Advisor, type: 1 | 2 | 3): string {
  if (type === 2) return document("ListOfAllocationProfiles", [])
  if (type === 3) {
    const alias = ({ account, alias: name }: Advisor["aliases"][number]): string =>
      element("AccountAlias", leaf("account", account) + leaf("alias", name))
    return document("ListOfAccountAliases", advisor.aliases.map(alias))
  }
  const group = ({ name, accounts, method }: Advisor["groups"][number]): string =>
    element(
      "Group",
      leaf("name", name) +
        element("ListOfAccts", accounts.map((account) => leaf("String", account)).join(""), ' varName="list"') +
        leaf("defaultMethod", method),
    )
  return document("ListOfGroups", advisor.groups.map(group))
}
