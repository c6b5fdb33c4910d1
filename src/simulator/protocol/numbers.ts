/** "No value" as the protocol writes it: Java's largest double and largest int. */
export const unsetDouble = "1.7976931348623157E308"
export const unsetInteger = "2147483647"

/** A number in plain decimal notation, as short as it goes: `0.0001`, `15`, `201.8829709`. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) return unsetDouble
  const text = String(value)
  if (!text.includes("e")) return text
  if (Math.abs(value) >= 1) return BigInt(value).toString()
  return value.toFixed(20).replace(/0+$/, "")
}

/** A price as ticks and bars carry it: at least two decimals, `-1.00` for "none now". */
export function price(value: number): string {
  const text = decimal(value)
  const point = text.indexOf(".")
  if (point < 0) return `${text}.00`
  return text.length - point === 2 ? `${text}0` : text
}

/** A price or cost as account messages carry it: at most seven decimals, as seen live. */
export const sevenDecimals = (value: number): string => decimal(Number(value.toFixed(7)))

/** A double as Java prints it: `5.0`, `1.25E-4`, `1.2345678E7`; null is the "no value" double. */
export function javaDouble(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return unsetDouble
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [mantissa = "0", exponent = "0"] = value.toExponential().split("e")
    return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${Number(exponent)}`
  }
  const text = String(value)
  return text.includes(".") ? text : `${text}.0`
}

/** A whole number; anything behind the point is cut off. */
export const integer = (value: number): string => String(Math.trunc(value))

export const flag = (value: boolean): string => (value ? "1" : "0")
