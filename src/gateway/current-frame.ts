/** The frame that is being decoded, field by field, and the version its layout is of. */
export interface CurrentFrame {
  fields(): readonly string[]
  serverVersion(): number
}
