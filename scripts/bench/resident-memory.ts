/** Resident memory of a process in bytes; null where there is no `ps` (Windows). */
export function residentBytes(pid: number): number | null {
  if (process.platform === "win32") return null
  const { stdout } = Bun.spawnSync(["ps", "-o", "rss=", "-p", String(pid)])
  return Number(stdout.toString().trim()) * 1_024 || null
}
