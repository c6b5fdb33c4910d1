import { EventName, type IBApi } from "@stoqey/ib"
import type { EventMessage } from "./messages.ts"

/** Turns the library's events of the calendar into messages. */
export function listenForEvents(ib: IBApi, onMessage: (message: EventMessage) => void): void {
  ib.on(EventName.wshMetaData, (reqId, json) => onMessage({ type: "eventTypes", reqId, json }))
  ib.on(EventName.wshEventData, (reqId, json) => onMessage({ type: "events", reqId, json }))
}
