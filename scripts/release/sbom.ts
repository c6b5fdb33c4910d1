import { replacedModules } from "../bundled-modules.ts"
import { json, type Release, type ReleaseFile } from "./release.ts"

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string | null
}

const root = new URL("../../", import.meta.url)

/** The packages whose code is in the binary, as the bundler itself lists them, by name. */
export async function bundledPackages(): Promise<readonly Package[]> {
  const { metafile } = await Bun.build({
    entrypoints: [Bun.fileURLToPath(new URL("src/main.ts", root))],
    target: "bun",
    plugins: [replacedModules],
    metafile: true,
  })
  const folders = new Set<string>()
  for (const input of Object.keys(metafile?.inputs ?? {})) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []
    if (folder !== undefined) folders.add(folder)
  }
  const packages = [...folders].map(async (folder) => {
    const { name, version, license } = await Bun.file(new URL(`${folder}/package.json`, root)).json()
    return { name, version, license: typeof license === "string" ? license : null }
  })
  return (await Promise.all(packages)).toSorted((a, b) =>
    `${a.name}@${a.version}`.localeCompare(`${b.name}@${b.version}`),
  )
}

const component = ({ name, version, license }: Package) => ({
  type: "library",
  "bom-ref": `pkg:npm/${name.replace("@", "%40")}@${version}`,
  name,
  version,
  purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
  ...(license === null
    ? {}
    : { licenses: [license.includes(" ") ? { expression: license } : { license: { id: license } }] }),
})

/** What is in the binary: a CycloneDX 1.6 list of its packages and of the Bun that runs it. */
export function sbom(release: Release, packages: readonly Package[], bun: string): ReleaseFile {
  const components = [
    ...packages.map(component),
    {
      type: "platform",
      "bom-ref": `pkg:github/oven-sh/bun@bun-v${bun}`,
      name: "bun",
      version: bun,
      purl: `pkg:github/oven-sh/bun@bun-v${bun}`,
      licenses: [{ license: { id: "MIT" } }],
    },
  ]
  const own = `pkg:github/${release.repository}@v${release.version}`
  const content = json({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": own,
        name: "ibkr-mcp",
        version: release.version,
        description: release.description,
        licenses: [{ license: { id: release.license } }],
        purl: own,
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((each) => each["bom-ref"]) }],
  })
  return { path: "ibkr-mcp.cdx.json", content }
}
