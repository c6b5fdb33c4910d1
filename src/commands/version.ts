import { built, commit, version } from "../config/version.ts"

/** All about this build, for `--version --json`: one line of JSON without its end. */
export async function versionJson(): Promise<string> {
  const { nyseRange } = await import("../calendar/nyse.ts")
  return JSON.stringify({
    version,
    commit,
    built,
    bun: Bun.version,
    platform: `${process.platform}-${process.arch}`,
    calendar: {
      from: nyseRange.from,
      announced_through: nyseRange.announcedThrough,
      valid_through: nyseRange.validThrough,
    },
  })
}
