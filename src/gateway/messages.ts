import type { AccountPnl, AccountValue, PortfolioItem, Position, PositionPnl } from "./accounts/account.ts"
import type { AdvisorMessage } from "./advisor/messages.ts"
import type { ContractDetails, OptionParameters, SymbolMatch } from "./contracts/contract.ts"
import type { MarketRuleMessage } from "./contracts/market-rule.ts"
import type { DepthExchangesMessage, DepthMessage } from "./depth/messages.ts"
import type { EventMessage } from "./events/messages.ts"
import type { Bar } from "./history/history.ts"
import type { NewsMessage, UnaskedNewsMessage } from "./news/messages.ts"
import type { ExecutionMessage, OrderMessage } from "./orders/messages.ts"
import type { DataType, OptionComputation } from "./quotes/market-data.ts"
import type { ScanMessage, ScannerParametersMessage } from "./scanner/messages.ts"
import type { TickMessage } from "./ticks/messages.ts"

/** A bar as the Gateway writes it: `date` is not read yet, numbers are sanitised. */
export interface WireBar extends Omit<Bar, "at"> {
  readonly date: string
}

/** What the Gateway says, once read and sanitised. Messages that belong to a request carry its id. */
export type RequestMessage =
  | { readonly type: "contract"; readonly reqId: number; readonly details: ContractDetails }
  | { readonly type: "contractsEnd"; readonly reqId: number }
  | { readonly type: "symbols"; readonly reqId: number; readonly matches: readonly SymbolMatch[] }
  | { readonly type: "optionParameters"; readonly reqId: number; readonly parameters: OptionParameters }
  | { readonly type: "optionParametersEnd"; readonly reqId: number }
  | {
      readonly type: "price"
      readonly reqId: number
      readonly tick: number
      readonly price: number | null
      readonly size: number | null
    }
  | { readonly type: "size"; readonly reqId: number; readonly tick: number; readonly size: number | null }
  | { readonly type: "generic"; readonly reqId: number; readonly tick: number; readonly value: number | null }
  | { readonly type: "text"; readonly reqId: number; readonly tick: number; readonly text: string }
  | {
      readonly type: "computation"
      readonly reqId: number
      readonly tick: number
      readonly computation: OptionComputation
    }
  | { readonly type: "dataType"; readonly reqId: number; readonly dataType: DataType }
  /** A CFD's quotes come from another contract (message 91): ask for that one instead. */
  | { readonly type: "reroute"; readonly reqId: number; readonly conId: number; readonly exchange: string }
  | { readonly type: "bars"; readonly reqId: number; readonly bars: readonly WireBar[] }
  | { readonly type: "headTimestamp"; readonly reqId: number; readonly text: string }
  | {
      readonly type: "schedule"
      readonly reqId: number
      readonly timeZoneId: string
      readonly sessions: readonly { readonly start: string; readonly end: string; readonly date: string }[]
    }
  | { readonly type: "accountSummary"; readonly reqId: number; readonly value: AccountValue }
  | { readonly type: "accountSummaryEnd"; readonly reqId: number }
  | { readonly type: "pnl"; readonly reqId: number; readonly pnl: AccountPnl }
  | { readonly type: "positionPnl"; readonly reqId: number; readonly pnl: PositionPnl }
  | ExecutionMessage
  | TickMessage
  | DepthMessage
  | NewsMessage
  | EventMessage
  | ScanMessage
  /** The Gateway's error or notice on this request. */
  | { readonly type: "error"; readonly reqId: number; readonly code: number; readonly text: string }
  /** A message for this request came that cannot be read. */
  | { readonly type: "unreadable"; readonly reqId: number }

/** Messages that belong to no request: the session's own and the three streams that have no id. */
export type SessionMessage =
  | { readonly type: "nextId" }
  | { readonly type: "accounts"; readonly accounts: readonly string[] }
  | { readonly type: "time"; readonly epochS: number }
  | { readonly type: "notice"; readonly code: number; readonly text: string }
  | { readonly type: "position"; readonly position: Position }
  | { readonly type: "positionsEnd" }
  /** A row of a stream without an id came that cannot be read: what has come of it is not all. */
  | {
      readonly type: "unreadableRow"
      readonly of: "positions" | "account" | "openOrders" | "completedOrders" | "scannerParameters"
    }
  | { readonly type: "accountValue"; readonly value: AccountValue }
  | { readonly type: "portfolio"; readonly item: PortfolioItem }
  | { readonly type: "accountTime" }
  | { readonly type: "accountEnd"; readonly account: string }
  | OrderMessage
  | AdvisorMessage
  | DepthExchangesMessage
  | UnaskedNewsMessage
  | MarketRuleMessage
  | ScannerParametersMessage

export type Message = RequestMessage | SessionMessage
