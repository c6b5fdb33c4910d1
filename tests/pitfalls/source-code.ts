import { Glob } from "bun"

const root = Bun.fileURLToPath(new URL("../../", import.meta.url))

/** Files of the program whose code, comments aside, has this in it. */
export async function filesWith(pattern: RegExp): Promise<readonly string[]> {
  const found: string[] = []
  for (const file of [...new Glob("src/**/*.ts").scanSync(root)].sort()) {
    const text = await Bun.file(root + file).text()
    const code = text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, "").replaceAll(/(^|\s)\/\/.*$/gm, "")
    if (pattern.test(code)) found.push(file.replaceAll("\\", "/"))
  }
  return found
}
