import { expect, test } from "bun:test"

test("what nobody has caught is logged, and the process lives on", async () => {
  const script = `
    import { surviveBugs } from ${JSON.stringify(import.meta.resolve("../../src/commands/survive-bugs.ts"))}
    surviveBugs({ error: (line) => console.log(line.split("\\n")[0]) })
    setTimeout(() => { throw new Error("thrown in a timer") })
    setTimeout(() => { void Promise.reject(new Error("rejected unheard")) }, 1)
    setTimeout(() => { void Promise.reject("no error at all") }, 2)
    setTimeout(() => console.log("alive"), 10)
  `
  const child = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe", stderr: "pipe" })
  expect((await new Response(child.stdout).text()).trim().split("\n")).toEqual([
    "a bug was survived: Error: thrown in a timer",
    "a bug was survived: Error: rejected unheard",
    "a bug was survived: no error at all",
    "alive",
  ])
  expect(await child.exited).toBe(0)
})
