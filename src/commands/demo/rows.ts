import { type Column, type Terminal, table, wrap } from "../terminal.ts"
import type { Row } from "./answer.ts"

/** A column of a table made of rows: what it says of each. `wide` ones are shown on a terminal of 120 columns. */
export interface Field extends Column {
  readonly wide?: true
  readonly cell: (row: Row) => string
}

/** Prints rows as a table. */
export function showRows(rows: readonly Row[], fields: readonly Field[], screen: Terminal): void {
  const shown = fields.filter((field) => !field.wide || screen.width >= 120)
  screen.line(
    table(
      shown,
      rows.map((row) => shown.map((field) => field.cell(row))),
      screen,
    ),
  )
}

/** How numbers are aligned. */
export const right = "right" as const

/** Green for a gain, red for a loss. */
export const tinted = (value: number | null, text: string, { paint }: Terminal): string =>
  value === null || value === 0 ? text : value > 0 ? paint.green(text) : paint.red(text)

/** Prints the instruments of a call that have no answer, and why. */
export function showErrors(errors: readonly Row[], screen: Terminal): void {
  for (const error of errors) showError(error, `${error.text("instrument") ?? ""}  `, screen)
}

/** Prints one error: its code, what happened, what to do. */
export function showError(error: Row, subject: string, { line, paint, width }: Terminal): void {
  const [first = "", ...rest] = wrap(`${subject}${error.text("code") ?? ""}: ${error.text("message") ?? ""}`, width - 3)
  line(` ${paint.red("✖")} ${first}`)
  for (const more of rest) line(`   ${more}`)
  wrap(error.text("hint") ?? "", width - 5).forEach((text, at) => {
    line(`   ${at === 0 ? paint.cyan("→") : " "} ${text}`)
  })
}
