import type { Release, ReleaseFile } from "./release.ts"

/** `install.sh`: for Linux and macOS, with nothing but what every system has; never asks for root. */
export function installSh({ version, files, repository }: Release): ReleaseFile {
  const content = `#!/bin/sh
# Installs ibkr-mcp ${version} for the person who runs it: into ~/.local/bin, without root.
#   IBKR_MCP_INSTALL_DIR   another folder
#   IBKR_MCP_FILES         where the release's files lie, for a mirror
set -eu

files="\${IBKR_MCP_FILES:-${files}}"
folder="\${IBKR_MCP_INSTALL_DIR:-$HOME/.local/bin}"

fail() {
  printf 'ibkr-mcp: %s\\n' "$1" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

fetch() {
  if has curl; then curl --fail --silent --show-error --location --retry 2 --output "$2" "$1"
  elif has wget; then wget --quiet --output-document="$2" "$1"
  else fail "curl or wget is needed to download it."
  fi || fail "$1 cannot be downloaded."
}

sha256() {
  if has sha256sum; then sha256sum "$1"
  elif has shasum; then shasum -a 256 "$1"
  elif has openssl; then openssl dgst -sha256 -r "$1"
  else fail "sha256sum, shasum or openssl is needed to check what was downloaded."
  fi | cut -d ' ' -f 1
}

case "$(uname -s)" in
  Linux) system=linux ;;
  Darwin) system=darwin ;;
  *) fail "there is no binary for $(uname -s) here. On Windows: irm https://github.com/${repository}/releases/latest/download/install.ps1 | iex" ;;
esac
case "$(uname -m)" in
  x86_64 | amd64) processor=x64 ;;
  arm64 | aarch64) processor=arm64 ;;
  *) fail "there is no binary for the processor $(uname -m)." ;;
esac
# A terminal under Rosetta says x86_64; the Mac's own binary is the better one.
if [ "$system" = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then processor=arm64; fi
libc=
if [ "$system" = linux ] && ! (getconf GNU_LIBC_VERSION >/dev/null 2>&1) && (ldd --version 2>&1 | grep -qi musl); then libc=-musl; fi
name="ibkr-mcp-$system-$processor$libc"

has gzip || fail "gzip is needed to unpack it."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

printf 'Downloading %s ${version}\\n' "$name"
fetch "$files/SHA256SUMS" "$work/SHA256SUMS"
fetch "$files/$name.gz" "$work/$name.gz"
wanted="$(awk -v file="$name.gz" '$2 == file { print $1 }' "$work/SHA256SUMS")"
[ -n "$wanted" ] || fail "SHA256SUMS says nothing of $name.gz. Nothing was installed."
found="$(sha256 "$work/$name.gz")"
[ "$found" = "$wanted" ] || fail "$name.gz is not the file that was released (SHA-256 $found, should be $wanted). Nothing was installed."

gzip -d "$work/$name.gz"
chmod 755 "$work/$name"
said="$("$work/$name" --version)" || fail "the binary does not run on this machine. Nothing was installed."
[ "$said" = '${version}' ] || fail "the binary says it is version $said. Nothing was installed."
mkdir -p "$folder" || fail "$folder cannot be made; set IBKR_MCP_INSTALL_DIR to a folder of yours."
# Moved into place whole: a server that runs keeps the file that it was started from.
cp "$work/$name" "$folder/.ibkr-mcp.$$" || fail "$folder cannot be written to; set IBKR_MCP_INSTALL_DIR to a folder of yours."
mv "$folder/.ibkr-mcp.$$" "$folder/ibkr-mcp"

printf 'Installed %s\\n' "$folder/ibkr-mcp"
case ":$PATH:" in
  *":$folder:"*) command=ibkr-mcp ;;
  *)
    command="$folder/ibkr-mcp"
    # shellcheck disable=SC2016  # $PATH is for the profile.
    printf 'To call it by its name, add this to your shell'"'"'s profile:  export PATH="%s:$PATH"\\n' "$folder"
    ;;
esac
printf '\\nNext:\\n  %s demo                          see it work, without an account\\n' "$command"
printf '  %s doctor                        check the connection to your IB Gateway or TWS\\n' "$command"
printf '  %s config --client claude-code   add it to an MCP client\\n' "$command"
`
  return { path: "install.sh", content, executable: true }
}
