// What the server costs a model to know and to read (bytes), and how big the binary is.
import { statSync } from "node:fs"
import { row, toolAnswer } from "../../src/commands/demo/answer.ts"
import type { McpClient } from "../../src/mcp/client.ts"
import { binary } from "./binary.ts"
import { demoServer } from "./demo-server.ts"
import { exampleCalls, offeredTools } from "./example-calls.ts"
import { kb, mb, printTable } from "./figures.ts"
import { bytesAsIndentedObjects } from "./tables.ts"

async function withServer<T>(toolsets: string, use: (client: McpClient) => Promise<T>): Promise<T> {
  const client = await demoServer([binary], "--toolsets", toolsets)
  const result = await use(client)
  await client.close()
  return result
}

const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** The list as sent, and as most hosts hand it to their model: without the output schemas. */
const listSizes = (toolsets: string) =>
  withServer(toolsets, async (client) => {
    const { result, bytes } = await client.request("tools/list")
    const bare: unknown = JSON.parse(
      JSON.stringify(result, (key, value) => (key === "outputSchema" ? undefined : value)),
    )
    const names = await offeredTools(client)
    return [`tools/list, IB_TOOLSETS=${toolsets} (${names.length} tools)`, kb(bytes), kb(size(bare))]
  })

printTable(
  "The list of tools",
  ["", "as sent", "without output schemas"],
  [await listSizes("all"), await listSizes("core")],
)

const answers = await withServer("all", async (client) => {
  const calls = await exampleCalls(client)
  const rows: string[][] = []
  for (const name of await offeredTools(client)) {
    const args = calls.get(name)
    if (!args) {
      rows.push([name, "-", "-", "-", "no example call"])
      continue
    }
    const { result, bytes } = await client.callTool(name, args)
    // The same compact JSON comes twice, as text and as structured content; a host hands its model one of the two.
    const text = row(result).rows("content")[0]?.text("text") ?? ""
    const own = Buffer.byteLength(text)
    const share = `${Math.round((own / bytesAsIndentedObjects(JSON.parse(text))) * 100)} %`
    const standing = toolAnswer(result).isError ? "error" : "ok"
    rows.push([`${name} ${JSON.stringify(args)}`, kb(bytes), kb(own), share, standing])
  }
  return rows
})
printTable("A typical answer of each tool", ["", "on the wire", "for the model", "of indented objects", ""], answers)
printTable("The binary", ["", ""], [["size on disk", mb(statSync(binary).size)]])
