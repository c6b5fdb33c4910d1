import { expect, test } from "bun:test"

test("what nobody has caught is logged, and the process lives on", async () => {
  const script = `
    import { surviveBugs } from ${JSON.stringify(import.meta.resolve("../../src/commands/survive-bugs.ts"))}
    const log = (level) => (line) => console.log(level, line.split("    at ")[0])
    surviveBugs({ error: log("error"), debug: log("debug") })
    setTimeout(() => { throw new Error("thrown in a timer") })
    setTimeout(() => { void Promise.reject(new Error("rejected unheard")) }, 1)
    setTimeout(() => { void Promise.reject("no error at all") }, 2)
    setTimeout(() => console.log("alive"), 10)
  `
  const child = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe", stderr: "pipe" })
  expect((await new Response(child.stdout).text()).trim().split("\n")).toEqual([
    // What was thrown may quote the person's data: that is for the level that nobody has on by default.
    "error a bug was survived: Error",
    "debug a bug was survived: thrown in a timer",
    "error a bug was survived: Error",
    "debug a bug was survived: rejected unheard",
    "error a bug was survived: a string was thrown",
    "debug a bug was survived: no error at all",
    "alive",
  ])
  expect(await child.exited).toBe(0)
})
