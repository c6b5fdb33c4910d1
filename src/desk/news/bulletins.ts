import type { Clock } from "../../clock/clock.ts"
import type { Gateway } from "../../gateway/gateway.ts"
import type { Bulletin } from "../../gateway/news/news.ts"
import { type Outcome, success } from "../../outcome/outcome.ts"
import type { Answer, Asking } from "../answer.ts"
import { createLastGood } from "../last-good.ts"
import { plainLine, plainText } from "./plain-text.ts"

/** How the list of providers names them, though they are none: what IBKR itself tells everybody. */
export const bulletinProvider = { code: "BULLETINS", name: "IBKR's own bulletins of today, mostly about exchanges" }

export interface BulletinDesk {
  /** The bulletins of today, newest first; the Gateway says no time of them. None on most days. */
  bulletins(asking: Asking): Promise<Outcome<Answer<readonly Bulletin[]>>>
}

const longestBulletin = 2000
const longestExchanges = 200

export function createBulletinDesk(gateway: Gateway, clock: Clock): BulletinDesk {
  const lastGood = createLastGood<readonly Bulletin[]>(clock, 1)
  return {
    bulletins: (asking) =>
      lastGood.ask("", async () => {
        const found = await gateway.bulletins(asking)
        if (!found.ok) return found
        return success({
          data: found.value.toReversed().map(readable),
          provenance: {
            asOf: clock.now(),
            source: "live",
            staleS: null,
            warnings: found.value.length === 0 ? ["IBKR has sent no bulletin today."] : [],
          },
        })
      }),
  }
}

/** Without the lines that only rule it off, and cut where it is longer than anybody reads. */
function readable({ text, exchanges, ...bulletin }: Bulletin): Bulletin {
  const plain = plainText(text)
    .split("\n")
    .filter((line) => !/^\s*[=*_-]{5,}\s*$/.test(line))
    .join("\n")
    .trim()
  return {
    ...bulletin,
    exchanges: exchanges === null ? null : plainLine(exchanges, longestExchanges),
    text: plain.length <= longestBulletin ? plain : `${plain.slice(0, longestBulletin)}...`,
  }
}
