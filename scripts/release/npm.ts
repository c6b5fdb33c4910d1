import { type Platform, platforms, programOn } from "../platforms.ts"
import { json, type Release, type ReleaseFile } from "./release.ts"

const about = ({ version, license, homepage, repository, keywords }: Release) => ({
  version,
  license,
  homepage,
  repository: { type: "git", url: `git+https://github.com/${repository}.git` },
  keywords,
})

export const packageOf = ({ npmName }: Release, { name }: Platform): string => `${npmName}-${name}`

/** One platform's package: its binary, taken by npm on that platform only. The binary itself is copied in by the release. */
const platformPackage = (release: Release, platform: Platform): ReleaseFile => ({
  path: `npm/${packageOf(release, platform)}/package.json`,
  content: json({
    name: packageOf(release, platform),
    description: `The ${platform.name} binary of ${release.npmName}.`,
    ...about(release),
    os: [platform.os],
    cpu: [platform.cpu],
    ...(platform.libc === undefined ? {} : { libc: [platform.libc] }),
    files: ["bin"],
    preferUnplugged: true,
  }),
})

/**
 * Starts the platform's binary with the same input and output; nothing is downloaded or run at install time. The binary ends
 * by itself with its parent, so that nothing is left behind when this one is killed.
 */
const shim = ({ npmName }: Release) => `#!/usr/bin/env node
"use strict"
const { spawn } = require("node:child_process")
const { constants } = require("node:os")

const musl =
  process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime ? "-musl" : ""
const system = process.platform === "win32" ? "windows" : process.platform
const name = \`${npmName}-\${system}-\${process.arch}\${musl}\`

let binary
try {
  binary = require.resolve(\`\${name}/bin/ibkr-mcp\${process.platform === "win32" ? ".exe" : ""}\`)
} catch {
  process.stderr.write(
    \`${npmName}: the package \${name} is not installed. It comes as an optional dependency: install again without \` +
      "--no-optional or --omit=optional. If there is no such package, this platform has no binary.\\n",
  )
  process.exit(1)
}

const child = spawn(binary, process.argv.slice(2), { stdio: "inherit", windowsHide: true })
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
child.on("error", (error) => {
  process.stderr.write(\`${npmName}: \${binary} cannot be started: \${error.message}\\n\`)
  process.exit(1)
})
child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
`

/** The package that people name, and one for each platform that it asks for as optional dependencies. */
export function npmPackages(release: Release, readme: string): readonly ReleaseFile[] {
  const main = `npm/${release.npmName}`
  return [
    {
      path: `${main}/package.json`,
      content: json({
        name: release.npmName,
        mcpName: release.registryName,
        description: release.description,
        ...about(release),
        bin: { [release.npmName]: "bin/ibkr-mcp.js", "ibkr-mcp": "bin/ibkr-mcp.js" },
        files: ["bin"],
        engines: { node: ">=18" },
        optionalDependencies: Object.fromEntries(
          platforms.map((platform) => [packageOf(release, platform), release.version]),
        ),
      }),
    },
    { path: `${main}/bin/ibkr-mcp.js`, content: shim(release), executable: true },
    { path: `${main}/README.md`, content: readme },
    ...platforms.map((platform) => platformPackage(release, platform)),
  ]
}

/** Where a platform's binary belongs in its package, below `dist/`. */
export const npmBinary = (release: Release, platform: Platform): string =>
  `npm/${packageOf(release, platform)}/bin/${programOn(platform)}`
