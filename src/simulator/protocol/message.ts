/** One message of the protocol: its fields as text, the message id first. */
export type Message = readonly string[]

const separator = "\0"

/** The bytes of a message: a big-endian length, then every field followed by NUL, the last one too. */
export function frame(message: Message): Buffer {
  const payload = Buffer.from(message.map((field) => field + separator).join(""), "utf8")
  const length = Buffer.alloc(4)
  length.writeUInt32BE(payload.length)
  return Buffer.concat([length, payload])
}
