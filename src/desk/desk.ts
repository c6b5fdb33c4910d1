/** Everything the tools can ask, in the field's words. Made by `createDesk` in this room. */
export interface Desk {
  readonly placeholder?: never
}
