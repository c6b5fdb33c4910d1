/** Median and 99th percentile (nearest rank) of measured milliseconds. */
export function summarise(samples: readonly number[]): { readonly median: number; readonly p99: number } {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { median: rank(0.5), p99: rank(0.99) }
}

/** Prints rows under a title; the first column on the left, figures on the right. */
export function printTable(title: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = header.some((title) => title !== "") ? [header, ...rows] : rows
  const widths = header.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? "").length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd()
  process.stdout.write(`\n${title}\n${all.map((cells) => `  ${line(cells)}\n`).join("")}`)
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const kb = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} KB`
export const mb = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

/** A row of a table of times. */
export function timeRow(name: string, samples: readonly number[]): readonly string[] {
  const { median, p99 } = summarise(samples)
  return [name, String(samples.length), ms(median), ms(p99)]
}

export const timeHeader = ["", "runs", "median", "99th percentile"] as const
