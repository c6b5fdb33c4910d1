import type { Clock } from "../../clock/clock.ts"
import type { Terminal } from "../terminal.ts"
import type { Check, Diagnosis } from "./check.ts"
import { asJson, printChecks, printReport } from "./report.ts"

/** Between the end of one look and the next. */
const pauseMs = 5_000

export interface Watch {
  readonly clock: Clock
  readonly terminal: Terminal
  /** Whether to print one JSON object a line, whenever something has changed. */
  readonly json: boolean
  /** Looks once. */
  examine(): Promise<Diagnosis>
  /** Resolves when it is enough. */
  readonly interrupted: Promise<void>
}

/** Looks again and again until interrupted: the whole report first, then only what has changed since the look before. */
export async function watch({ clock, terminal, json, examine, interrupted }: Watch): Promise<void> {
  const over = interrupted.then(() => "over" as const)
  let before: Diagnosis | null = null
  while (true) {
    const diagnosis = await Promise.race([examine(), over])
    if (diagnosis === "over") return
    const changed = changes(before, diagnosis)
    if (json && changed.length > 0) terminal.line(asJson(diagnosis))
    else if (before === null) {
      printReport(diagnosis, terminal)
      terminal.line(terminal.paint.dim(" Watching; what changes is printed. Ctrl-C ends."))
    } else if (changed.length > 0) {
      terminal.line()
      terminal.line(terminal.paint.dim(` ${new Date(clock.now()).toISOString().slice(0, 19)}Z`))
      printChecks(changed, terminal)
    }
    before = diagnosis
    const pause = Promise.withResolvers<"next">()
    const timer = clock.after(pauseMs, () => pause.resolve("next"))
    if ((await Promise.race([pause.promise, over])) === "over") {
      timer.cancel()
      return
    }
  }
}

/** The checks that stand otherwise than before. That prices and times move is no change. */
export function changes(before: Diagnosis | null, now: Diagnosis): readonly Check[] {
  const standing = new Map(before?.checks.map((check) => [check.name, essence(check)]))
  return now.checks.filter((check) => standing.get(check.name) !== essence(check))
}

const essence = ({ status, found, remedy }: Check): string =>
  JSON.stringify([status, found.replace(/[\d.:-]+/g, "#"), remedy])
