import type { CommissionReport, Execution } from "./execution.ts"
import type { CompletedOrder, OpenOrder, OrderStatus } from "./order.ts"

/** Answers to the request for executions. */
export type ExecutionMessage =
  | { readonly type: "execution"; readonly reqId: number; readonly execution: Execution }
  | { readonly type: "executionsEnd"; readonly reqId: number }

/** Orders and commissions, which name no request. */
export type OrderMessage =
  | { readonly type: "commission"; readonly report: CommissionReport }
  | { readonly type: "openOrder"; readonly order: OpenOrder }
  | { readonly type: "orderStatus"; readonly status: OrderStatus }
  | { readonly type: "openOrdersEnd" }
  | { readonly type: "completedOrder"; readonly order: CompletedOrder }
  | { readonly type: "completedOrdersEnd" }
