/** A system that a binary is made for. */
export interface Platform {
  /** As Bun, the file and the packages name it: `linux-x64-musl`. */
  readonly name: string
  /** As Node and npm name them. */
  readonly os: "linux" | "darwin" | "win32"
  readonly cpu: "x64" | "arm64"
  readonly libc?: "glibc" | "musl"
}

/** Every platform, in the order in which they are built. */
export const platforms: readonly Platform[] = [
  { name: "linux-x64", os: "linux", cpu: "x64", libc: "glibc" },
  { name: "linux-arm64", os: "linux", cpu: "arm64", libc: "glibc" },
  { name: "linux-x64-musl", os: "linux", cpu: "x64", libc: "musl" },
  { name: "linux-arm64-musl", os: "linux", cpu: "arm64", libc: "musl" },
  { name: "darwin-x64", os: "darwin", cpu: "x64" },
  { name: "darwin-arm64", os: "darwin", cpu: "arm64" },
  { name: "windows-x64", os: "win32", cpu: "x64" },
]

/** The binary's name on a system. */
export const programOn = ({ os }: Pick<Platform, "os">): string => (os === "win32" ? "ibkr-mcp.exe" : "ibkr-mcp")

/** The binary's file name in `dist/`, which tells platforms apart. */
export const binaryOf = ({ name, os }: Platform): string => `ibkr-mcp-${name}${os === "win32" ? ".exe" : ""}`
