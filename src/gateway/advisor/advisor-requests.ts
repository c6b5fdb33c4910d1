import { failed, success } from "../../outcome/outcome.ts"
import { abandonable } from "../abandon.ts"
import { classify } from "../classify.ts"
import type { Gateway, RequestOptions } from "../gateway.ts"
import { unreadable } from "../refusals.ts"
import { createAsker, type RequestRoom } from "../requests.ts"
import type { AccountAlias, AccountGroup, FamilyMember } from "./advisor.ts"
import { readAliases, readGroups } from "./documents.ts"

/** The protocol's numbers of what an advisor has set up; 2, allocation profiles, is gone since server version 177. */
const groups = 1
const aliases = 3

/** "FA data operations ignored for non FA customers.": not an advisor's login, which is an answer. */
const notAnAdvisor = /non[- ]FA|not an? (FA|advisor)/i

/** Groups, aliases and families. Neither the answers nor the refusals carry a request id. */
export function createAdvisorRequests(
  room: RequestRoom,
): Pick<Gateway, "accountGroups" | "accountAliases" | "accountFamilies"> {
  const askGroups = createAsker<readonly AccountGroup[] | null>(room)
  const askAliases = createAsker<readonly AccountAlias[] | null>(room)
  const askFamilies = createAsker<readonly FamilyMember[]>(room)

  const document = <Row>(
    ask: ReturnType<typeof createAsker<readonly Row[] | null>>,
    kind: number,
    what: string,
    read: (document: string) => readonly Row[] | null,
    options: RequestOptions | undefined,
  ) =>
    abandonable(
      ask(
        {
          key: what,
          what,
          send: (requests) => requests.advisorData(kind),
          hear(message, answer) {
            if (message.type === "advisorDocument" && message.kind === kind) {
              const rows = read(message.document)
              answer(rows === null ? failed(unreadable(what)) : success(rows))
            } else if (message.type === "notice" && message.code === 321) {
              if (notAnAdvisor.test(message.text)) return answer(success(null))
              const meaning = classify(message.code, message.text)
              if (meaning.kind === "terminal" && /\bFA\b/.test(message.text)) answer(failed(meaning.failure))
            }
          },
        },
        undefined,
      ),
      options?.signal,
    )

  return {
    accountGroups: (options) => document(askGroups, groups, "the request for account groups", readGroups, options),
    accountAliases: (options) => document(askAliases, aliases, "the request for account aliases", readAliases, options),
    accountFamilies: (options) =>
      abandonable(
        askFamilies(
          {
            key: "families",
            what: "the request for account families",
            send: (requests) => requests.familyCodes(),
            hear(message, answer) {
              // A login without families answers one row, of account `*` and no code.
              if (message.type === "familyCodes")
                answer(success(message.members.filter(({ code, account }) => code !== "" && account !== "*")))
            },
          },
          undefined,
        ),
        options?.signal,
      ),
  }
}
