import { EventName, type IBApi } from "@stoqey/ib"
import { cleanId } from "../sanitise.ts"
import type { AdvisorMessage } from "./messages.ts"

/** Turns the library's events about an advisor's accounts into messages. */
export function listenForAdvisor(ib: IBApi, onMessage: (message: AdvisorMessage) => void): void {
  ib.on(EventName.receiveFA, (number, document) => {
    const kind = cleanId(number)
    if (kind !== null) onMessage({ type: "advisorDocument", kind, document })
  })
  ib.on(EventName.familyCodes, (rows) => {
    const members = rows.map(({ accountID, familyCode }) => ({
      account: accountID?.trim() ?? "",
      code: familyCode?.trim() ?? "",
    }))
    onMessage({ type: "familyCodes", members })
  })
}
