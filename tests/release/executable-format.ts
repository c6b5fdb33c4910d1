/** What the bytes of an executable say about the system that it is for. */
export interface ExecutableFormat {
  readonly os: "linux" | "darwin" | "win32"
  readonly cpu: "x64" | "arm64"
  /** Linux: the C library whose loader it asks for. */
  readonly libc?: "glibc" | "musl"
  /** macOS: whether it carries a signature, without which an Apple processor runs nothing. */
  readonly signed?: boolean
}

/** ELF, Mach-O or PE of 64 bits; null when it is none of them. */
export function executableFormat(bytes: Uint8Array): ExecutableFormat | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = (from: number, to: number) => new TextDecoder("latin1").decode(bytes.subarray(from, to))
  if (text(0, 4) === "\x7fELF") {
    const machine = view.getUint16(18, true)
    const [start, size, count] = [
      Number(view.getBigUint64(32, true)),
      view.getUint16(54, true),
      view.getUint16(56, true),
    ]
    for (let header = start; header < start + size * count; header += size) {
      if (view.getUint32(header, true) !== 3) continue
      const at = Number(view.getBigUint64(header + 8, true))
      const loader = text(at, at + Number(view.getBigUint64(header + 32, true)))
      const cpu = machine === 0x3e ? "x64" : machine === 0xb7 ? "arm64" : null
      return cpu && { os: "linux", cpu, libc: loader.includes("ld-musl") ? "musl" : "glibc" }
    }
    return null
  }
  if (view.getUint32(0, true) === 0xfeedfacf) {
    const processor = view.getUint32(4, true)
    const cpu = processor === 0x01000007 ? "x64" : processor === 0x0100000c ? "arm64" : null
    let signed = false
    for (let at = 32, command = 0; command < view.getUint32(16, true); command++, at += view.getUint32(at + 4, true))
      signed ||= view.getUint32(at, true) === 0x1d
    return cpu && { os: "darwin", cpu, signed }
  }
  if (text(0, 2) === "MZ") {
    const at = view.getUint32(0x3c, true)
    return text(at, at + 4) === "PE\0\0" && view.getUint16(at + 4, true) === 0x8664 ? { os: "win32", cpu: "x64" } : null
  }
  return null
}
