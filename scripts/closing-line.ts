/** `N passed, N failed`, from the summary that ends the output of `bun test`; null when it has none. */
export function closingLine(output: string): string | null {
  const text = Bun.stripANSI(output)
  const passed = lastNumber(text, /^\s*(\d+) pass$/gm)
  const failed = lastNumber(text, /^\s*(\d+) fail$/gm)
  return passed === undefined || failed === undefined ? null : `${passed} passed, ${failed} failed`
}

/** The last one, as a test may print a line that looks the same. */
const lastNumber = (text: string, pattern: RegExp): string | undefined => [...text.matchAll(pattern)].at(-1)?.[1]
