/** Edits (insert, delete, replace, swap of neighbours) that make one word of the other. */
function distance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    beforePrevious = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/** The known word that was most likely meant: one that begins with it, or one within a third of its letters; undefined if none. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase().slice(0, 40)
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  if (best && best.edits <= Math.max(1, Math.ceil(best.candidate.length / 3))) return best.candidate
  return typed.length >= 3 ? known.find((candidate) => candidate.toLowerCase().startsWith(typed)) : undefined
}
