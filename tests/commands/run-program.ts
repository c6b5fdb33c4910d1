/** The program as a person or a client starts it: the built binary when there is one, the sources otherwise. */
const program = ((): readonly string[] => {
  const built = process.env.IBKR_MCP_BINARY
  return built === undefined
    ? [process.execPath, Bun.fileURLToPath(new URL("../../src/main.ts", import.meta.url))]
    : [built]
})()

/** Its command line, to be started by somebody else. */
export const programCommand = (args: readonly string[]): readonly [string, ...string[]] => {
  const [command = "", ...before] = program
  return [command, ...before, ...args]
}

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Environment without any of the program's own variables, so that the machine's do not matter. */
export const cleanEnvironment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith("IB_") ? [] : [[name, value] as const],
    ),
  ),
  ...more,
})

/** Runs the program to its end. */
export async function runProgram(
  args: readonly string[],
  { env = {}, stdin = "" }: { readonly env?: Readonly<Record<string, string>>; readonly stdin?: string } = {},
): Promise<Finished> {
  const child = Bun.spawn([...programCommand(args)], {
    env: cleanEnvironment(env),
    stdin: new Blob([stdin]),
    stdout: "pipe",
    stderr: "pipe",
  })
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { code, stdout, stderr }
}
