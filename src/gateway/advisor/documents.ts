import { cleanText, readNumber } from "../sanitise.ts"
import type { AccountAlias, AccountGroup } from "./advisor.ts"
import { readXml, type XmlElement } from "./xml.ts"

/**
 * An advisor's groups. Members stand as `<Account><acct>…</acct><amount>…</amount></Account>`, before server version 177 as
 * `<String>…</String>`. Null when the document is none of groups: half of them would pass for all.
 */
export function readGroups(document: string): readonly AccountGroup[] | null {
  const root = readXml(document)
  if (root?.name !== "ListOfGroups") return null
  return root.children.flatMap((group) => {
    const name = textOf(group, "name")
    if (group.name !== "Group" || name === null) return []
    const list = group.children.find((child) => child.name === "ListOfAccts")?.children ?? []
    const members = list.flatMap((member) => {
      const account = member.name === "Account" ? textOf(member, "acct") : cleanText(member.text)
      return account === null ? [] : [{ account, amount: readNumber(textOf(member, "amount") ?? undefined) }]
    })
    return [{ name, method: textOf(group, "defaultMethod"), members }]
  })
}

/** An advisor's aliases of accounts; null when the document is none of them. */
export function readAliases(document: string): readonly AccountAlias[] | null {
  const root = readXml(document)
  if (root?.name !== "ListOfAccountAliases") return null
  return root.children.flatMap((row) => {
    const [account, alias] = [textOf(row, "account"), textOf(row, "alias")]
    return row.name !== "AccountAlias" || account === null || alias === null ? [] : [{ account, alias }]
  })
}

const textOf = (element: XmlElement, name: string): string | null =>
  cleanText(element.children.find((child) => child.name === name)?.text)
