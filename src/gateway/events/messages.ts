/** The event calendar's answers, JSON that is not read yet. */
export type EventMessage =
  | { readonly type: "eventTypes"; readonly reqId: number; readonly json: string }
  | { readonly type: "events"; readonly reqId: number; readonly json: string }
