/** Names in one text: at commas, so that `BRK B` can stand between them; without any, at spaces. A list is one already. */
export function separated(names: string | readonly string[]): readonly string[] {
  if (typeof names !== "string") return names
  return names.split(names.includes(",") ? "," : / +/).flatMap((name) => name.replace(/^ +| +$/g, "") || [])
}
