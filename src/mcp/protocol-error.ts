/**
 * An error of the protocol, as the SDK sends one that a handler throws. Its own `McpError` writes its code into the
 * message, and the client's writes it once more.
 */
export class ProtocolError extends Error {
  readonly code: number
  readonly data: object | undefined

  constructor(code: number, message: string, data?: object) {
    super(message)
    this.code = code
    this.data = data
  }
}
