import type { Failure } from "../outcome/outcome.ts"
import type { SessionMessage } from "./messages.ts"
import type { Session } from "./session.ts"

/** What lives on the connection: requests and streams. */
export interface Tenant {
  /** A new session: nothing of the old one exists any more, streams in use have to be asked for again. */
  onAccepted?(session: Session): void
  /** The session has ended, or the Gateway is cut off from IBKR: whoever waits is told. */
  onTrouble?(failure: Failure, sessionGone: boolean): void
  /** The Gateway was cut off and has lost its streams (1101): ask for them again on the same session. */
  onDataLost?(session: Session): void
  onMessage?(message: SessionMessage): void
}
