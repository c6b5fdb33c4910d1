import { posix } from "node:path"
import { Glob } from "bun"

/**
 * Holds the rules of the house: arrows between rooms point down only, no circles, each outside library in its own room,
 * the environment read in one place, files short enough to read at one go.
 */
export interface Violation {
  readonly file: string
  readonly problem: string
  /** The rule, and what to do instead. */
  readonly remedy: string
}

/** Source files by their path from the top of the project, with slashes. */
export type SourceTree = ReadonlyMap<string, string>

/** Every room with the rooms that it may import. A room always may import itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  clock: [],
  outcome: [],
  calendar: [],
  log: ["clock"],
  config: ["clock", "outcome", "log"],
  simulator: ["calendar", "clock"],
  gateway: ["calendar", "clock", "config", "log", "outcome"],
  desk: ["calendar", "clock", "config", "gateway", "log", "outcome"],
  tools: ["calendar", "clock", "config", "desk", "gateway", "log", "outcome"],
  mcp: ["calendar", "clock", "config", "desk", "gateway", "log", "outcome", "tools"],
  commands: ["calendar", "clock", "config", "desk", "gateway", "log", "mcp", "outcome", "simulator", "tools"],
  "main.ts": ["commands", "config"],
}

/** Libraries that only some rooms may import. */
const libraryRooms: Readonly<Record<string, readonly string[]>> = {
  "@stoqey/ib": ["gateway"],
  "@modelcontextprotocol/sdk": ["mcp"],
  arktype: ["config", "mcp", "tools"],
  "date-holidays": [],
}

const longest = 300

/** Everything in a tree that breaks a rule of the house. */
export function checkArchitecture(tree: SourceTree): Violation[] {
  const found: Violation[] = []
  const imports = new Map<string, string[]>()
  for (const [file, text] of tree) {
    const lines = text.trimEnd().split("\n").length
    if (lines > longest && !file.includes(".generated."))
      found.push({
        file,
        problem: `has ${lines} lines`,
        remedy: `A file has at most ${longest}: give what it holds two names, and make each a file.`,
      })
    if (!file.startsWith("src/")) continue

    const code = withoutComments(text)
    const imported = importsOf(code)
    imports.set(
      file,
      imported.filter((specifier) => specifier.startsWith(".")).map((specifier) => resolve(file, specifier)),
    )
    found.push(...imported.flatMap((specifier) => importViolation(file, specifier) ?? []))
    if (/\b(?:process|Bun|import\.meta)\.env\b/.test(code) && roomOf(file) !== "config")
      found.push({
        file,
        problem: "reads the environment",
        remedy: "Only src/config does: add the value to its configuration and hand it in.",
      })
  }
  return [...found, ...circles(imports)]
}

function importViolation(file: string, specifier: string): Violation | undefined {
  const from = roomOf(file)
  const problem = `imports ${specifier}`
  const allowed = rooms[from]
  if (allowed === undefined)
    return {
      file,
      problem: `is in no room`,
      remedy: "Put it in one, or name the new room in scripts/check-architecture.ts.",
    }

  if (!specifier.startsWith(".")) {
    const library = Object.keys(libraryRooms).find((name) => specifier === name || specifier.startsWith(`${name}/`))
    const homes = library === undefined ? undefined : libraryRooms[library]
    if (homes === undefined || homes.includes(from)) return undefined
    const where = homes.length === 0 ? "Only scripts/ may" : `Only src/${homes.join(", src/")} may`
    return { file, problem, remedy: `${where} import ${library}: ask that room for what you need.` }
  }

  const target = resolve(file, specifier)
  const to = roomOf(target)
  if (!target.startsWith("src/")) {
    if (target === "package.json") return undefined
    return { file, problem, remedy: "The program imports only what is in src/." }
  }
  if (to === from || allowed.includes(to)) return undefined
  if ([from, to].sort().join() === "gateway,simulator")
    return {
      file,
      problem,
      remedy:
        "The simulator and the client of the Gateway share nothing, so that one misreading of the protocol cannot hide in both: write it twice.",
    }
  const may = allowed.length === 0 ? "no other room" : `only ${allowed.join(", ")}`
  return {
    file,
    problem,
    remedy: `Arrows point down only: ${from} may import ${may}. Move what both need down, or have the caller hand it in.`,
  }
}

/** One violation for each circle of files that import each other. */
function circles(imports: ReadonlyMap<string, readonly string[]>): Violation[] {
  const found: Violation[] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): void => {
    const start = path.indexOf(file)
    if (start >= 0) {
      const [first = file, ...rest] = path.slice(start)
      const problem = `is in a circle: ${[first, ...rest, first].join(" -> ")}`
      found.push({ file: first, problem, remedy: "Move what both ends need into a file of its own." })
      return
    }
    if (done.has(file)) return
    path.push(file)
    for (const next of imports.get(file) ?? []) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of imports.keys()) visit(file)
  return found
}

/** src/desk/quotes.ts is in the room desk; a file right in src is a room of its own. */
const roomOf = (file: string): string => file.split("/")[1] ?? file

const resolve = (file: string, specifier: string): string => posix.join(posix.dirname(file), specifier)

/** Block comments on lines of their own and line comments: where imports are only talked about. */
const withoutComments = (text: string): string =>
  text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, "").replaceAll(/(^|\s)\/\/.*$/gm, "")

/** What a file imports, in any way that there is to: types and dynamic imports too. */
function importsOf(code: string): string[] {
  const patterns = [
    /^\s*(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']/gm,
    /^\s*import\s*["']([^"']+)["']/gm,
    /\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/g,
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].flatMap(([, specifier]) => specifier ?? []))
}

async function readTree(): Promise<SourceTree> {
  const root = new URL("../", import.meta.url)
  const files = [...new Glob("{src,scripts}/**/*.ts").scanSync(Bun.fileURLToPath(root))]
    .map((file) => file.replaceAll("\\", "/"))
    .sort()
  return new Map(
    await Promise.all(files.map(async (file) => [file, await Bun.file(new URL(file, root)).text()] as const)),
  )
}

if (import.meta.main) {
  const violations = checkArchitecture(await readTree())
  for (const { file, problem, remedy } of violations) process.stderr.write(`${file} ${problem}\n    ${remedy}\n`)
  if (violations.length > 0) process.exit(1)
}
