/** Something that goes by a code and is called something. */
export interface Coded {
  readonly code: string
  readonly name: string
}

/** Most that are named when something was not found. */
const mostNamed = 5
/** Less alike than this is not what was meant. */
const leastAlike = 0.25

/** Those whose code or name is most like a text, the likeliest first; empty when nothing is. */
export function nearest<One extends Coded>(text: string, known: readonly One[]): readonly One[] {
  const asked = pairs(text)
  return known
    .map((one) => ({ one, alike: Math.max(likeness(asked, pairs(one.code)), likeness(asked, pairs(one.name))) }))
    .filter(({ alike }) => alike >= leastAlike)
    .toSorted((a, b) => b.alike - a.alike)
    .slice(0, mostNamed)
    .map(({ one }) => one)
}

/** The pairs of neighbouring letters and digits. */
function pairs(text: string): ReadonlySet<string> {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}%]/gu, "")
  const found = new Set<string>()
  for (let at = 0; at + 1 < letters.length; at++) found.add(letters.slice(at, at + 2))
  return found
}

/** Dice's coefficient: twice what is shared, of all there is. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  return (2 * a.intersection(b).size) / (a.size + b.size)
}
