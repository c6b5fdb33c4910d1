import { EventName, type IBApi } from "@stoqey/ib"
import type { CurrentFrame } from "../current-frame.ts"
import { cleanId, readNumber } from "../sanitise.ts"
import type { DepthExchangesMessage, DepthMessage, WireDepthChange } from "./messages.ts"

const operations = ["insert", "update", "delete"] as const
const sides = ["ask", "bid"] as const
/** More rows than any exchange publishes; a position beyond them is no position. */
const mostRows = 1000

/** Books (messages 12, 13, 92) and where they are (80). Prices and sizes are read again from the frame's own fields. */
export function listenForDepth(
  ib: IBApi,
  frame: CurrentFrame,
  onMessage: (message: DepthMessage | DepthExchangesMessage) => void,
): void {
  const tell = (reqId: number, [position, operation, side, price, size]: readonly string[], maker: string) => {
    const change = {
      position: Number(position),
      operation: operations[Number(operation)],
      side: sides[Number(side)],
      price: readNumber(price),
      size: readNumber(size),
      maker: maker === "" ? null : maker,
    }
    if (isChange(change)) onMessage({ type: "depth", reqId, change })
  }
  ib.on(EventName.updateMktDepth, (reqId) => tell(reqId, frame.fields().slice(3, 8), ""))
  ib.on(EventName.updateMktDepthL2, (reqId) => {
    const [position = "", maker = "", ...rest] = frame.fields().slice(3)
    tell(reqId, [position, ...rest], maker.trim())
  })
  ib.on(EventName.rerouteMktDepthReq, (reqId, id, exchange) => {
    const conId = cleanId(id)
    if (conId !== null) onMessage({ type: "depthReroute", reqId, conId, exchange })
  })
  ib.on(EventName.mktDepthExchanges, (rows) => {
    const exchanges = rows.map(({ exchange, secType }) => ({ exchange: exchange ?? "", secType: secType ?? "" }))
    onMessage({ type: "depthExchanges", exchanges: exchanges.filter(({ exchange }) => exchange !== "") })
  })
}

type ReadChange = Omit<WireDepthChange, "operation" | "side"> & {
  readonly operation: WireDepthChange["operation"] | undefined
  readonly side: WireDepthChange["side"] | undefined
}

const isChange = (change: ReadChange): change is WireDepthChange =>
  change.operation !== undefined &&
  change.side !== undefined &&
  Number.isInteger(change.position) &&
  change.position >= 0 &&
  change.position < mostRows
