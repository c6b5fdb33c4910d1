import { expect, test } from "bun:test"
import { type } from "arktype"
import packageJson from "../../package.json"
import { release } from "../../scripts/release/release.ts"

const Workflow = type({
  permissions: { "[string]": "string" },
  jobs: {
    "[string]": {
      "uses?": "string",
      "needs?": "string",
      "permissions?": { "[string]": "string" },
      "steps?": type({ "uses?": "string", "run?": "string", "with?": { "[string]": "unknown" } }).array(),
    },
  },
})

const read = async (name: string) => {
  const text = await Bun.file(new URL(`../../.github/workflows/${name}.yml`, import.meta.url)).text()
  return { text, workflow: Workflow.assert(Bun.YAML.parse(text)) }
}

test("every command of the workflows is one that package.json knows, with the Bun that it pins", async () => {
  for (const name of ["ci", "release"]) {
    const { text } = await read(name)
    for (const [, version] of text.matchAll(/\bbun@([\d.]+)/g)) expect(version).toBe(packageJson.engines.bun)
    for (const [, script = ""] of text.matchAll(/bun@[\d.]+ run ([\w:-]+)/g))
      expect(packageJson.scripts).toHaveProperty(script)
  }
})

test("a release is verified first, and only the job that publishes on GitHub may write to the repository", async () => {
  const { workflow } = await read("release")
  expect(workflow.permissions).toEqual({ contents: "read" })
  expect(workflow.jobs.release?.needs).toBe("verify")
  const writers = Object.entries(workflow.jobs).filter(([, job]) => job.permissions?.contents === "write")
  expect(writers.map(([name]) => name)).toEqual(["release"])
})

test("what a release publishes is attested, and its checksums are looked at before", async () => {
  const { workflow } = await read("release")
  const steps = (workflow.jobs.release?.steps ?? []).map(({ uses = "", run = "" }) => `${uses}${run}`)
  const at = (part: string) => steps.findIndex((step) => step.includes(part))
  const order = [
    "run build --all",
    "run release --tag",
    "sha256sum --check",
    "attest-build-provenance",
    "gh release create",
  ]
  expect(order.map(at).toSorted((a, b) => a - b)).toEqual(order.map(at))
  expect(order.map(at)).not.toContain(-1)
})

test("it publishes the packages that the release makes", async () => {
  const { text } = await read("release")
  expect(text).toContain(`npm/${release.npmName}-* npm/${release.npmName};`)
})
