/**
 * A message at one server version, from a line that says what each field is and since when: `>=182:x` is there from 182
 * on, `<164:x` until 163, `=163:x` at 163 only; `*9:x` is nine fields of the same.
 */
export function layout(version: number, line: string): readonly string[] {
  return line.split("|").flatMap((field) => {
    const [, relation, number, value = ""] = /^(>=|<|=|\*)(\d+):(.*)$/.exec(field) ?? []
    if (relation === undefined) return [field]
    const bound = Number(number)
    if (relation === "*") return Array.from({ length: bound }, () => value)
    const holds = relation === ">=" ? version >= bound : relation === "<" ? version < bound : version === bound
    return holds ? [value] : []
  })
}
