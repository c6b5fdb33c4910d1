/** One message of the protocol: its fields as text, the message id first. */
export type Message = readonly string[]

const separator = "\0"

const lengthBytes = 4

/** The bytes of a message: a big-endian length, then every field followed by NUL, the last one too. */
export function frame(message: Message): Buffer {
  const payload = message.join(separator) + separator
  const length = Buffer.byteLength(payload, "utf8")
  const bytes = Buffer.allocUnsafe(lengthBytes + length)
  bytes.writeUInt32BE(length)
  bytes.write(payload, lengthBytes, "utf8")
  return bytes
}
