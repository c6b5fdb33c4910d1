// What the listing is made of, as an entry of a bundle.
import { describeTool } from "../../src/mcp/describe-tools.ts"
import { tools } from "../../src/tools/index.ts"

process.stdout.write(JSON.stringify(tools.map(describeTool)))
