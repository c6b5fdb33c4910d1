/**
 * How to start this very program again: the compiled binary's own path, or Bun and the entry file while developing.
 * `process.execPath` is the only real path inside a compiled binary.
 */
export const selfCommand = (): readonly [string, ...string[]] =>
  Bun.isStandaloneExecutable ? [process.execPath] : [process.execPath, Bun.main]
