import { constants } from "node:fs"
import { copyFile, mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises"
import { homedir } from "node:os"
import { dirname } from "node:path"
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff"
import { withJsonEntry, withTomlEntry } from "./client-entry.ts"
import type { ClientSpec, Launch } from "./client-snippet.ts"
import type { CommandArguments } from "./command.ts"

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "error"

/** The text of a file; null when there is none. Bytes that are no UTF-8 are refused rather than replaced. */
async function textOf(file: string): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(file))
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null
    throw error
  }
}

/** Copies the file beside itself, under a name that is free, and answers that name. */
async function backUp(file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${file}.backup${number === 1 ? "" : `-${number}`}`
    try {
      await copyFile(file, name, constants.COPYFILE_EXCL)
      return name
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error
    }
  }
}

/** Replaces the file at once, so that a client never reads half of it; a new one is the person's alone to read. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const mode = await stat(file).then(
    (found) => found.mode & 0o777,
    () => 0o600,
  )
  const partial = `${file}.${process.pid}.new`
  try {
    await writeFile(partial, text, { mode, flag: "wx" })
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

const difference = (file: string, before: string | null, after: string): string =>
  createTwoFilesPatch(before === null ? "(no file)" : file, file, before ?? "", after, "", "", {
    headerOptions: FILE_HEADERS_ONLY,
  })

/**
 * Adds the server to a client's configuration file, or brings its entry up to date: shows the difference, keeps the file as
 * it was under another name, and leaves alone what it cannot parse. Answers the exit code.
 */
export async function writeClient(client: ClientSpec, launch: Launch, args: CommandArguments): Promise<number> {
  const { env, print, complain } = args
  const named = client.file({ platform: process.platform, home: homedir(), env })
  const byHand = () => complain(`Nothing was written. What belongs into it:\n\n${client.snippet(launch)}`)
  try {
    // Behind a link lies what is meant, in somebody's collection of dotfiles as a rule.
    const file = await realpath(named).catch(() => named)
    const before = await textOf(file)
    const edit = client.format === "json" ? withJsonEntry : withTomlEntry
    const edited = edit(before ?? "", client.at, client.entry(launch))
    if (!edited.ok) {
      complain(`ibkr-mcp: ${file} is left as it is: ${edited.problem}.\n`)
      byHand()
      return 1
    }
    if (edited.text === before) {
      print(`${client.title}: ${file} has it already.\n`)
      return 0
    }
    print(`${difference(file, before, edited.text)}\n`)
    const kept = before === null ? null : await backUp(file)
    if ((await textOf(file)) !== before) {
      complain(`ibkr-mcp: ${file} was changed by another program meanwhile: close ${client.title} and try again.\n`)
      return 1
    }
    await replace(file, edited.text)
    print(`${client.title}: written to ${file}${kept === null ? "" : `; as it was: ${kept}`}.\n`)
    print(`Restart ${client.title}, so that it reads the file.\n`)
    return 0
  } catch (error) {
    complain(`ibkr-mcp: ${named} cannot be read or written (${codeOf(error)}).\n`)
    byHand()
    return 1
  }
}
