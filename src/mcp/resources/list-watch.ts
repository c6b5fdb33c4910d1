import type { Clock, Timer } from "../../clock/clock.ts"

/** How often the list is looked at: all that it is made of is known here, so that it costs the Gateway nothing. */
const everyMs = 5000

export interface ListWatch {
  /** To be called with the list whenever a client was given it: from then on changes are told. */
  given(list: string): void
  close(): void
}

/** Watches a list that a client has been given. `look` answers null while the list cannot be known, in an outage. */
export function createListWatch(
  clock: Clock,
  look: () => Promise<string | null>,
  changed: () => Promise<void>,
): ListWatch {
  let known = ""
  let timer: Timer | null = null
  let isClosed = false

  const compare = async () => {
    const list = await look()
    if (isClosed) return
    if (list !== null && list !== known) {
      known = list
      await changed()
    }
    if (!isClosed) timer = clock.after(everyMs, () => void compare())
  }

  return {
    given(list) {
      known = list
      if (!isClosed) timer ??= clock.after(everyMs, () => void compare())
    },
    close() {
      isClosed = true
      timer?.cancel()
    },
  }
}
