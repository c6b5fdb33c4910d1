/**
 * One step of a longer job: a command of Bun's own (`install`, `check`, `scripts/build.ts`), run by the very Bun that runs
 * this script, as a machine may have no other on its PATH.
 */
export interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** What to do when it fails. */
  readonly remedy: string
}

export interface StepResult {
  readonly ok: boolean
  readonly seconds: number
  /** Everything the command printed. */
  readonly output: string
}

/** Runs a step from the top of the project. Its output is passed on as it comes when `show` is set. */
export async function runStep(step: Step, { show }: { readonly show: boolean }): Promise<StepResult> {
  const started = performance.now()
  const child = Bun.spawn([process.execPath, ...step.command], {
    cwd: Bun.fileURLToPath(new URL("../", import.meta.url)),
    // What a person has configured for their own Gateway is no business of a build or a test.
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("IB_"))),
      IBKR_MCP_VERIFY: "1",
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  })
  const [out, error] = await Promise.all([
    read(child.stdout, show ? process.stdout : undefined),
    read(child.stderr, show ? process.stderr : undefined),
  ])
  return { ok: (await child.exited) === 0, seconds: (performance.now() - started) / 1000, output: out + error }
}

async function read(stream: ReadableStream<Uint8Array>, passOn: NodeJS.WriteStream | undefined): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  for await (const chunk of stream) {
    passOn?.write(chunk)
    text += decoder.decode(chunk, { stream: true })
  }
  return text
}
