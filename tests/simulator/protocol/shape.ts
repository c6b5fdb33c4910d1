/**
 * How a field is written on the wire. A shape is a line of such words, one a field: `=6` is that very text, a `?` behind a
 * word lets the field be empty, `#[ … ]` is a count and then so many groups. A name in front (`strike:double`) is for people.
 */
const written: Readonly<Record<string, RegExp>> = {
  int: /^-?\d+$/,
  /** As short as it goes: `100`, `0.01`; also the doubles of Java. */
  num: /^-?\d+(\.\d+)?(E-?\d+)?$/,
  /** As Java prints a double, always with a point: `0.0`, `1.7976931348623157E308`. */
  double: /^-?\d+\.\d+(E-?\d+)?$/,
  flag: /^[01]$/,
  text: /^[^\p{Cc}]+$/u,
  /** Text of several lines. */
  long: /^[^\0]+$/,
  json: /^[{[].*[}\]]$/s,
  date: /^\d{8}$/,
  epoch: /^\d{10}$/,
  millis: /^\d{13}$/,
  /** In the zone that it names. */
  instant: /^\d{8} \d\d:\d\d:\d\d [A-Za-z_/+\-0-9]+$/,
  /** A day, an instant, or seconds since the epoch: whatever the request asked for. */
  bar: /^(\d{8}|\d{10}|\d{8} \d\d:\d\d:\d\d [A-Za-z_/+\-0-9]+)$/,
  dashed: /^\d{8}-\d\d:\d\d:\d\d$/,
  clock: /^\d\d:\d\d$/,
  hours: /^\d{8}:(CLOSED|\d{4}-\d{8}:\d{4})(;\d{8}:(CLOSED|\d{4}-\d{8}:\d{4}))*$/,
  csv: /^[^,\p{Cc}]+(,[^,\p{Cc}]+)*$/u,
  strike: /^(0|\d+(\.\d+)?)$/,
  right: /^[CP]$/,
}

/** What keeps a message from having a shape; undefined when it has it, to the last field. */
export function misfit(message: readonly string[], shape: string): string | undefined {
  const words = shape.split(/\s+/).filter((word) => word !== "")
  let at = 1

  const group = (from: number, to: number): string | undefined => {
    for (let word = from; word < to; word += 1) {
      const expected = words[word] ?? ""
      if (!expected.endsWith("#[")) {
        const problem = field(expected)
        if (problem !== undefined) return problem
        continue
      }
      const end = closing(words, word)
      const count = message[at]
      const problem = field(`${expected.slice(0, -2)}int`)
      if (problem !== undefined) return problem
      for (let left = Number(count); left > 0; left -= 1) {
        const inner = group(word + 1, end)
        if (inner !== undefined) return inner
      }
      word = end
    }
    return undefined
  }

  const field = (expected: string): string | undefined => {
    const value = message[at]
    const say = (what: string): string => `field ${at} (${expected}) ${what}`
    if (value === undefined) return say("is missing")
    at += 1
    const [, rule = "", optional] = /^(?:\w+:)?(.*?)(\?)?$/.exec(expected) ?? []
    if (optional !== undefined && value === "") return undefined
    if (rule.startsWith("=")) {
      return rule.slice(1) === value ? undefined : `field ${at - 1} (${expected}) is ${JSON.stringify(value)}`
    }
    const pattern = written[rule]
    if (!pattern) throw new Error(`no such word: ${rule}`)
    return pattern.test(value) ? undefined : `field ${at - 1} (${expected}) is ${JSON.stringify(value.slice(0, 80))}`
  }

  const problem = group(0, words.length)
  if (problem !== undefined) return problem
  return at === message.length ? undefined : `${message.length - at} fields too many, from field ${at}: ${message[at]}`
}

/** Where the group that opens at a word closes. */
function closing(words: readonly string[], opening: number): number {
  let depth = 0
  for (let at = opening; at < words.length; at += 1) {
    if (words[at]?.endsWith("#[")) depth += 1
    if (words[at] === "]") depth -= 1
    if (depth === 0) return at
  }
  throw new Error("a group does not end")
}
