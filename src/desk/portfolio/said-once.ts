/** What is missing from a sum, and why; of an account as a whole, or of them all, where it names no instrument. */
interface Gap {
  readonly from: string
  readonly account: string | null
  readonly instrument: string | null
  readonly reason: string
}

/** More positions of an account than this that lack the same for the same reason are counted, the first of them named. */
const mostAlike = 5
const mostNamed = 3

/** The same gaps in fewer words: when the Gateway tells no result of the day, it tells none of a hundred positions. */
export function saidOnce<One extends Gap>(gaps: readonly One[]): readonly One[] {
  const alike = Map.groupBy(gaps, ({ from, account, reason }) => JSON.stringify([from, account, reason]))
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    if (!first || group.length <= mostAlike) return group
    const names = group.slice(0, mostNamed).map(({ instrument }) => instrument)
    const more = group.length - mostNamed
    return [{ ...first, instrument: null, reason: `${first.reason}: ${names.join(", ")} and ${more} more` }]
  })
}
