/**
 * Text in the seven-bit form that names and error texts have from server version 153 on: everything else as `\uXXXX`, one
 * escape per UTF-16 unit.
 */
export function ascii7(text: string): string {
  let escaped = ""
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    escaped += unit < 0x80 ? text.charAt(at) : `\\u${unit.toString(16).padStart(4, "0")}`
  }
  return escaped
}
