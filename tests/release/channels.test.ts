import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { McpbManifestSchema } from "@anthropic-ai/mcpb/schemas/0.3"
import { unzipSync } from "fflate"
import packageJson from "../../package.json"
import { binaryOf, platforms } from "../../scripts/platforms.ts"
import { bundled, bundleOf } from "../../scripts/release/mcpb.ts"
import { releaseNotes } from "../../scripts/release/notes.ts"
import { packageOf } from "../../scripts/release/npm.ts"
import { registrySchema } from "../../scripts/release/registry.ts"
import { release, releaseOf, settings } from "../../scripts/release/release.ts"
import { variables } from "../../src/config/variables.ts"
import { listedTools } from "../../src/mcp/listed-tools.generated.ts"
import { fakeBinary, fakeDist, sums } from "./fake-dist.ts"

let dist = ""
beforeAll(async () => {
  dist = (await fakeDist()).dist
})
afterAll(() => rm(dist, { recursive: true, force: true }))

const text = (path: string) => Bun.file(join(dist, path)).text()
const json = (path: string) => Bun.file(join(dist, path)).json()
const sha256 = (bytes: Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex")

test("every published file has its checksum, and every checksum its file", async () => {
  const found = await sums(dist)
  expect([...found.keys()].toSorted()).toEqual(
    [
      ...platforms.flatMap((platform) => [binaryOf(platform), `${binaryOf(platform)}.gz`]),
      ...bundled.map(bundleOf),
      "ibkr-mcp.cdx.json",
      "install.sh",
      "install.ps1",
    ].toSorted(),
  )
  for (const [name, sum] of found) expect([name, sha256(await Bun.file(join(dist, name)).bytes())]).toEqual([name, sum])
})

test("a compressed binary is the binary", async () => {
  for (const platform of platforms) {
    const packed = await Bun.file(join(dist, `${binaryOf(platform)}.gz`)).bytes()
    expect(new TextDecoder().decode(Bun.gunzipSync(packed))).toBe(fakeBinary(binaryOf(platform)))
  }
})

test("the same binaries make the same bytes", async () => {
  const again = await fakeDist()
  expect(await sums(again.dist)).toEqual(await sums(dist))
  await rm(again.dist, { recursive: true })
})

describe("bundles", () => {
  test.each(bundled.map((platform) => [platform.name, platform] as const))("%s", async (_, platform) => {
    const bytes = await Bun.file(join(dist, bundleOf(platform))).bytes()
    const files = unzipSync(bytes)
    const manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"]))
    expect(McpbManifestSchema.safeParse(manifest).error).toBeUndefined()
    const { entry_point, mcp_config } = manifest.server
    expect(new TextDecoder().decode(files[entry_point])).toBe(fakeBinary(binaryOf(platform)))
    expect(mcp_config.command).toBe(`\${__dirname}/${entry_point}`)
    expect(manifest.compatibility.platforms).toEqual([platform.os])
    expect(manifest.tools.map(({ name }: { name: string }) => name)).toEqual(listedTools.map(({ name }) => name))
    for (const placeholder of Object.values<string>(mcp_config.env)) {
      const [, name = ""] = /^\$\{user_config\.(\w+)\}$/.exec(placeholder) ?? []
      expect(Object.keys(manifest.user_config)).toContain(name)
    }
  })

  test("the binary in a bundle can be run once it is unpacked", async () => {
    const bytes = await Bun.file(join(dist, "ibkr-mcp-linux-x64.mcpb")).bytes()
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const modes: number[] = []
    for (let at = 0; at + 46 < bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) modes.push(view.getUint32(at + 38, true) >>> 16)
    expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(["644", "755"])
  })
})

test("the registry's entry", async () => {
  const entry = await json("server.json")
  const found = await sums(dist)
  expect(entry).toMatchObject({ $schema: registrySchema, name: release.registryName, version: release.version })
  expect(entry.name).toMatch(/^io\.github\.[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
  expect(entry.description.length).toBeLessThanOrEqual(100)
  expect(entry.title.length).toBeLessThanOrEqual(100)
  const bundles = entry.packages.filter(({ registryType }: { registryType: string }) => registryType === "mcpb")
  expect(bundles).toHaveLength(bundled.length)
  for (const { identifier, fileSha256, version } of bundles) {
    expect(identifier).toStartWith(`${release.files}/`)
    expect(fileSha256).toBe(found.get(identifier.slice(release.files.length + 1)) ?? "")
    expect(version).toBeUndefined()
  }
  expect(entry.packages.at(-1)).toMatchObject({
    registryType: "npm",
    identifier: release.npmName,
    version: release.version,
  })
})

test("what an installer asks for is what the program knows", () => {
  const known = Object.values(variables).map(({ name }) => name)
  for (const { name } of settings) expect(known).toContain(name)
})

describe("the formula", () => {
  test("names every glibc and macOS binary with its checksum", async () => {
    const formula = await text("homebrew/ibkr-mcp.rb")
    const found = await sums(dist)
    const pairs = [...formula.matchAll(/url "(\S+)"\n +sha256 "(\S+)"/g)].map(([, url, sum]) => [url, sum])
    const names = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"].map((name) => `ibkr-mcp-${name}.gz`)
    expect(pairs).toEqual(names.map((name) => [`${release.files}/${name}`, found.get(name)]))
    expect(/desc "(.*)"/.exec(formula)?.[1]?.length).toBeLessThanOrEqual(80)
    expect(formula.split("\n").filter((line) => line.length > 118)).toEqual([])
    expect(formula).not.toMatch(/[ \t]+\n|\n\n\n/)
  })

  test.skipIf(Bun.which("ruby") === null)("is Ruby", async () => {
    expect(Bun.spawnSync(["ruby", "-c", join(dist, "homebrew/ibkr-mcp.rb")]).exitCode).toBe(0)
  })
})

test("the SBOM names every production dependency and Bun, each with version and licence", async () => {
  const { components, dependencies, metadata } = await json("ibkr-mcp.cdx.json")
  const names = components.map(({ name }: { name: string }) => name)
  for (const name of Object.keys(packageJson.dependencies)) expect(names).toContain(name)
  expect(names).not.toContain("date-holidays")
  for (const { version, licenses, purl } of components) {
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
    expect(licenses).toHaveLength(1)
    expect(purl).toContain(`@`)
  }
  expect(components.find(({ name }: { name: string }) => name === "bun").version).toBe(packageJson.engines.bun)
  expect(dependencies[0]).toEqual({
    ref: metadata.component["bom-ref"],
    dependsOn: components.map((each: Record<string, string>) => each["bom-ref"]),
  })
})

test("the notes tell what changed, one line a commit", () => {
  const { content } = releaseNotes(release, ["Say the age of a stale answer", "Hold the pace"])
  expect(content).toContain("- Say the age of a stale answer\n- Hold the pace\n")
  expect(releaseNotes(release, []).content).toContain("The first release.")
})

test("npm packages agree with each other", async () => {
  const main = await json(`npm/${release.npmName}/package.json`)
  expect(main.mcpName).toBe(release.registryName)
  expect(Object.keys(main.optionalDependencies)).toEqual(platforms.map((platform) => packageOf(release, platform)))
  for (const platform of platforms) {
    const one = await json(`npm/${packageOf(release, platform)}/package.json`)
    expect(one).toMatchObject({ version: main.optionalDependencies[one.name], os: [platform.os], cpu: [platform.cpu] })
  }
  expect(main.scripts).toBeUndefined()
})

test("a repository that is not on GitHub is refused", () => {
  const elsewhere = { ...packageJson, repository: { type: "git", url: "https://example.org/x.git" } }
  expect(() => releaseOf(elsewhere)).toThrow("names no repository")
})
