import { expect, test } from "bun:test"

const script = Bun.fileURLToPath(new URL("../../scripts/fuzz.ts", import.meta.url))

async function fuzz(...args: readonly string[]) {
  const child = Bun.spawn([process.execPath, script, ...args], { stdin: "ignore", stdout: "pipe", stderr: "pipe" })
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { code: await child.exited, stdout, stderr }
}

test("draws the cases of a seed and says how many", async () => {
  const { code, stdout } = await fuzz("--seconds", "0", "--seed", "1", "hours strings: read back", "whole frames")
  expect(stdout).toMatch(/^target +cases +seconds +failures$/m)
  expect(stdout).toMatch(/^frame splitter: whole frames +300 +\d+\.\d +none$/m)
  expect(stdout).toMatch(/^hours strings: read back +300 +\d+\.\d +none$/m)
  expect(code).toBe(0)
})

test("says what it takes when it is asked for what there is not", async () => {
  const { code, stderr } = await fuzz("nothing of that name")
  expect(stderr).toContain('no target has "nothing of that name" in its name')
  expect(stderr).toContain("bun scripts/fuzz.ts [--seconds N]")
  expect(code).toBe(2)
})
