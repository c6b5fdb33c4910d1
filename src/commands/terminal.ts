import Table from "cli-table3"
import pc from "picocolors"
import type { CommandArguments } from "./command.ts"

export { wrap } from "./wrap.ts"

/** Where a command prints for a person. Colours only on a terminal, and not where NO_COLOR asks for none. */
export interface Terminal {
  /** Columns to lay out for: the terminal's own, between 80 and 120; 80 when it does not say. */
  readonly width: number
  readonly paint: ReturnType<typeof pc.createColors>
  /** Prints a line. */
  line(text?: string): void
}

/** The terminal that a command prints to: the process's stdout, or the file or pipe in its place. */
export function terminal({ print, env }: Pick<CommandArguments, "print" | "env">, stream = process.stdout): Terminal {
  // A reader that has seen enough (`| head`) closes the pipe: that is no failure.
  if (stream.listenerCount("error") === 0) stream.once("error", () => process.exit(0))
  const colours = stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb"
  return {
    width: Math.min(120, Math.max(80, stream.columns ?? (Number(env.COLUMNS) || 80))),
    paint: pc.createColors(colours),
    line: (text = "") => print(`${text}\n`),
  }
}

export interface Column {
  readonly title: string
  /** Numbers read best on the right. */
  readonly align?: "right"
}

const noBorder = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: " ",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
}

/** A table without borders, two spaces between columns, as wide as its content. Cells may be coloured. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], { paint }: Terminal): string {
  const grid = new Table({
    chars: noBorder,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: columns.map((column) => column.align ?? "left"),
  })
  grid.push(
    columns.map((column) => paint.dim(column.title)),
    ...rows.map((row) => [...row]),
  )
  return grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
}
