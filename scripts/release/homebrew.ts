import { binaryOf, type Platform, platforms } from "../platforms.ts"
import { type Checksums, checksumOf, type Release, type ReleaseFile } from "./release.ts"

/**
 * The formula for a tap, not a cask: casks are quarantined by macOS. Homebrew unpacks the gzip by itself, and Linux's
 * binaries are those for glibc, which Homebrew's own programs need too.
 */
export function homebrewFormula(release: Release, checksums: Checksums): ReleaseFile {
  const download = (platform: Platform): string => {
    const file = `${binaryOf(platform)}.gz`
    const processor = platform.cpu === "arm64" ? "arm" : "intel"
    return `    on_${processor} do
      url "${release.files}/${file}"
      sha256 "${checksumOf(checksums, file)}"
    end
`
  }
  const system = (os: Platform["os"]): string =>
    platforms
      .filter((platform) => platform.os === os && platform.libc !== "musl")
      .toSorted((a, b) => a.cpu.localeCompare(b.cpu))
      .map(download)
      .join("\n")
  const content = `class IbkrMcp < Formula
  desc "Read-only MCP server for Interactive Brokers"
  homepage "${release.homepage}"
  license "${release.license}"

  on_macos do
${system("darwin")}  end

  on_linux do
${system("linux")}  end

  def install
    bin.install Dir["ibkr-mcp-*"].first => "ibkr-mcp"
    generate_completions_from_executable(bin/"ibkr-mcp", "completions")
  end

  test do
    assert_equal version.to_s, shell_output("#{bin}/ibkr-mcp --version").strip
    assert_match "midpoint", shell_output("#{bin}/ibkr-mcp call ibkr_fx_rate '{\\"pair\\":\\"EURUSD\\"}' --demo")
  end
end
`
  return { path: "homebrew/ibkr-mcp.rb", content }
}
