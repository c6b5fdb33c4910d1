import type { Release, ReleaseFile } from "./release.ts"

/** The release's notes: the first line of every commit since the tag before, and how to get and check the release. */
export function releaseNotes(
  { version, homepage, repository, npmName }: Release,
  subjects: readonly string[],
): ReleaseFile {
  const changes = subjects.length === 0 ? "The first release." : subjects.map((subject) => `- ${subject}`).join("\n")
  const content = `## Changes

${changes}

## Install

\`\`\`sh
curl -fsSL ${homepage}/releases/download/v${version}/install.sh | sh     # Linux, macOS
brew install ${repository.split("/")[0]}/tap/ibkr-mcp                    # Homebrew
npx ${npmName} demo                                                      # Node
\`\`\`

Windows: \`irm ${homepage}/releases/download/v${version}/install.ps1 | iex\`. Claude Desktop: open the \`.mcpb\` of your system.

Every file can be checked: \`sha256sum --check --ignore-missing SHA256SUMS\`, and that this repository's workflow made it:
\`gh attestation verify SHA256SUMS --repo ${repository}\`.
`
  return { path: "RELEASE_NOTES.md", content }
}

/** The first lines of the commits since the last tag, newest first; all of them when there is no tag. */
export async function subjectsSinceLastTag(cwd: string): Promise<readonly string[]> {
  const git = async (...args: readonly string[]): Promise<string | null> => {
    const child = Bun.spawn(["git", ...args], { cwd, stdout: "pipe", stderr: "ignore" })
    const text = await new Response(child.stdout).text()
    return (await child.exited) === 0 ? text.trim() : null
  }
  const tag = await git("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
  if (tag === null) return []
  const log = await git("log", "--no-merges", "--format=%s", `${tag}..HEAD`)
  return log === null || log === "" ? [] : log.split("\n")
}
