import { readFileSync } from "node:fs"

/** Milliseconds of processor time that a process has taken, in user and system together; null where `/proc` does not tell. */
export function processorMs(pid: number): number | null {
  try {
    // Behind the name in parentheses, which can hold spaces: fields 14 and 15 count in hundredths of a second.
    const [, rest = ""] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "latin1")) ?? []
    const fields = rest.split(" ")
    const ticks = Number(fields[11]) + Number(fields[12])
    return Number.isFinite(ticks) ? ticks * 10 : null
  } catch {
    return null
  }
}
