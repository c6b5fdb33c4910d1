/** A resource that answers what a tool answers when it is called without arguments. */
export interface ToolResource {
  readonly uri: string
  readonly tool: string
  readonly name: string
  readonly title: string
  readonly description: string
}

export const resources: readonly ToolResource[] = [
  {
    uri: "portfolio://positions",
    tool: "ibkr_positions",
    name: "positions",
    title: "Positions",
    description: "Every position of every account, largest first, as ibkr_positions answers it.",
  },
  {
    uri: "account://summary",
    tool: "ibkr_account_summary",
    name: "account-summary",
    title: "Account summary",
    description: "Net liquidation, cash, margin and P&L of every account, as ibkr_account_summary answers it.",
  },
]
