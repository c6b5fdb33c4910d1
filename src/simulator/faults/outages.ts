import { dateInZone, wallTime } from "../../calendar/zones.ts"
import type { Clock } from "../../clock/clock.ts"
import type { Faults, Stage, Wire } from "../faults.ts"
import type { GatewayEvent } from "../gateway-event.ts"

const dayMs = 86_400_000
const newYork = "America/New_York"

/** Timers of a machine run a few weeks at most; one that is far away is set in steps. */
const longestWaitMs = dayMs

/** Runs a task at an instant, or at once when that has passed. */
export function at(clock: Clock, instant: number, task: () => void): void {
  const wait = instant - clock.now()
  if (wait <= 0) task()
  else clock.after(Math.min(wait, longestWaitMs), () => at(clock, instant, task))
}

/** After a client has started: its connection is reset. */
export const drop = ({ after }: { readonly after: number }): Faults => ({
  connect: (wire) => ({ started: () => void wire.after(after, () => wire.cut()) }),
})

type Step = readonly [ms: number, ...events: GatewayEvent[]]

/** After a client has started, and unless it is under way already: steps, each so long after the one before. */
function afterStart(steps: readonly Step[]): Faults {
  let isRunning = false
  let stage: Stage | undefined
  const run = (clock: Clock, wire: Wire, [step, ...rest]: readonly Step[]): void => {
    if (!step) {
      isRunning = false
      return
    }
    const [ms, ...events] = step
    const happen = (): void => {
      for (const event of events) wire.happen(event)
      run(clock, wire, rest)
    }
    if (ms === 0) happen()
    else clock.after(ms, happen)
  }
  return {
    begin(given) {
      stage = given
    },
    connect: (wire) => ({
      started() {
        if (isRunning || !stage) return
        isRunning = true
        run(stage.clock, wire, steps)
      },
    }),
  }
}

/** Cut off from IBKR's servers, for good. */
export const connectivityLost = (): Faults => afterStart([[0, { kind: "1100" }]])

/** Cut off for a while; then data goes on, or has to be asked for again. */
export const connectivityRestored =
  (kind: "1101" | "1102") =>
  ({ after, lasts }: { readonly after: number; readonly lasts: number }): Faults =>
    afterStart([
      [after, { kind: "1100" }],
      [lasts, { kind }],
    ])

/** Farms of all three kinds break and heal within seconds, again and again. */
export const farmFlapping = ({ every }: { readonly every: number }): Faults => ({
  begin({ clock, happen }) {
    const farms = ["usfarm", "ushmds", "secdefil"]
    clock.every(every, () => {
      for (const farm of farms) happen({ kind: "farm-broken", farm })
      clock.after(every / 4, () => {
        for (const farm of farms) happen({ kind: "farm-ok", farm })
      })
    })
  },
})

interface Outage {
  /** New York's time of day at which it begins: hour and minute. */
  readonly time: readonly [number, number]
  /** 0 for Sunday; undefined for every day. */
  readonly weekday?: number
  readonly lasts: number
  readonly begins: readonly GatewayEvent[]
  readonly ends: readonly GatewayEvent[]
}

/** The first instant from `from` on at which an outage begins. */
function nextStart({ time: [hour, minute], weekday }: Outage, from: number): number {
  for (let day = from - dayMs; ; day += dayMs) {
    const date = dateInZone(day, newYork)
    if (weekday !== undefined && new Date(`${date}T00:00:00Z`).getUTCDay() !== weekday) continue
    const [year = 0, month = 0, dayOfMonth = 0] = date.split("-").map(Number)
    const start = wallTime(newYork, { year, month, day: dayOfMonth, hour, minute, second: 0 }, "start")
    if (start >= from) return start
  }
}

/** An outage that comes again by the clock, on a Gateway that may have been started in the middle of it. */
function recurring(outage: Outage): Faults {
  return {
    begin({ clock, happen }) {
      const plan = (start: number): void =>
        at(clock, start, () => {
          for (const event of outage.begins) happen(event)
          at(clock, start + outage.lasts, () => {
            for (const event of outage.ends) happen(event)
            plan(nextStart(outage, start + outage.lasts))
          })
        })
      plan(nextStart(outage, clock.now() - outage.lasts + 1))
    },
  }
}

/** A Gateway restarts itself once a day; its clients see the connection closed and then the port refuse. */
export const nightlyRestart = ({ lasts }: { readonly lasts: number }): Faults =>
  recurring({
    time: [23, 45],
    lasts,
    begins: [{ kind: "port-refuses" }, { kind: "close" }],
    ends: [{ kind: "port-answers" }],
  })

/** IBKR's servers are reset at night; the Gateway stays. */
export const nightlyReset = ({ lasts }: { readonly lasts: number }): Faults =>
  recurring({ time: [23, 45], lasts, begins: [{ kind: "1100" }], ends: [{ kind: "1102" }] })

/** After one o'clock on Sunday a person has to log in again; until then the port accepts and says nothing. */
export const weeklyLogin = ({ lasts }: { readonly lasts: number }): Faults =>
  recurring({
    time: [1, 0],
    weekday: 0,
    lasts,
    begins: [{ kind: "port-silent" }, { kind: "close" }],
    ends: [{ kind: "port-answers" }],
  })
