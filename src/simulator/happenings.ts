import { type Conditions, farmNotice, restoredDataLost, restoredDataMaintained } from "./conditions.ts"
import { eventText, type GatewayEvent } from "./gateway-event.ts"
import type { Listener } from "./listener.ts"
import { connectivityLost, type Refusal } from "./protocol/refusals.ts"
import type { Host } from "./session.ts"

/** What each event does to the conditions of a Gateway, its port and its clients. */
export function happenings(conditions: Conditions, listener: Listener, host: Host): (event: GatewayEvent) => void {
  const tell = (notice: Refusal): void => {
    for (const session of host.started.values()) session.tell(notice)
  }

  const answerAgain = (): void => {
    // Who has knocked on a silent port is not in the Gateway that comes up behind it.
    const unheard = conditions.port === "silent" ? new Set(listener.sessions) : new Set()
    for (const session of host.started.values()) unheard.delete(session)
    conditions.port = "answers"
    listener.drop((session) => unheard.has(session))
    listener.reopen()
  }

  const apply = (event: GatewayEvent) => {
    switch (event.kind) {
      case "1100":
        if (conditions.isConnected) tell(connectivityLost)
        conditions.isConnected = false
        return
      case "1101":
        conditions.isConnected = true
        for (const session of host.started.values()) session.loseSubscriptions()
        return tell(restoredDataLost)
      case "1102":
        conditions.isConnected = true
        return tell(restoredDataMaintained)
      case "drop":
        return listener.drop()
      case "close":
        for (const session of listener.sessions) session.end("by scenario")
        return
      case "freeze":
        conditions.isFrozen = true
        return listener.freeze()
      case "thaw":
        conditions.isFrozen = false
        return listener.thaw()
      case "port-refuses":
        conditions.port = "refuses"
        return listener.refuse()
      case "port-silent":
        conditions.port = "silent"
        return listener.reopen()
      case "port-answers":
        return answerAgain()
      case "competing-session":
        conditions.hasCompetitor = true
        return
      case "competing-session-ends":
        conditions.hasCompetitor = false
        return
      case "farm-broken":
        conditions.brokenFarms.add(event.farm)
        return tell(farmNotice(event.farm, true))
      case "farm-ok":
        conditions.brokenFarms.delete(event.farm)
        return tell(farmNotice(event.farm, false))
    }
  }

  return (event) => {
    host.gateway.log(`event: ${eventText(event)}`)
    apply(event)
    for (const session of host.started.values()) session.happened(event)
  }
}
