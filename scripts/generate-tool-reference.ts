import { describeTool, metaSchema } from "../src/mcp/describe-tools.ts"
import { coreTools, type ListedTool } from "../src/mcp/listing.ts"
import { prompts } from "../src/mcp/prompts/prompts.ts"
import { resourceKinds } from "../src/mcp/resources/kinds.ts"
import { tools } from "../src/tools/index.ts"
import { askExamples, type ExampleAnswer, shownInstead } from "./reference/ask-examples.ts"
import { meaningsIn, parametersOf } from "./reference/describe-schema.ts"
import { askedAt, type ExampleCall, examples, failingExample } from "./reference/examples.ts"
import { writeJson } from "./reference/write-json.ts"

/** TOOLS.md: every tool as clients see it, with a call and what the simulated Gateway makes of it. */
export default async function generateToolReference(): Promise<{ readonly path: string; readonly content: string }> {
  const listed = tools.map(describeTool)
  const answers = await askExamples([...examples, failingExample])
  const failure = answers.at(-1)
  if (!failure?.isError) throw new Error(`The example of an error was answered: ${JSON.stringify(failure)}`)
  const sections = listed.map((tool) => {
    const at = examples.findIndex((example) => example.tool === tool.name)
    const [example, answer] = [examples[at], answers[at]]
    if (!example || !answer) throw new Error(`${tool.name} has no example in scripts/reference/examples.ts.`)
    if (answer.isError) throw new Error(`The example of ${tool.name} failed: ${JSON.stringify(answer.body)}`)
    return section(tool, example, answer)
  })
  const content = [head(listed), errors(failure), ...sections, resources, promptList].join("\n\n")
  return { path: "TOOLS.md", content: `${content}\n` }
}

/** A cell may hold no bar, and Markdown takes a tag for HTML. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;")

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n")

const meanings = (schema: object): string =>
  meaningsIn({ ...schema })
    .map(({ path, description }) => `- \`${path}\`: ${cell(description)}`)
    .join("\n")

const commandLine = ({ tool, args }: ExampleCall): string =>
  `\`\`\`sh\nibkr-mcp call ${tool}${Object.keys(args).length === 0 ? "" : ` '${JSON.stringify(args)}'`}\n\`\`\``

const shown = ({ body }: ExampleAnswer): string => `\`\`\`json\n${writeJson(body)}\n\`\`\``

const head = (
  listed: readonly ListedTool[],
): string => `<!-- Made by scripts/generate-tool-reference.ts. Do not edit. -->

# The tools

Every tool with its parameters, what its answer says, and a call with its answer. Parameters and meanings come from the list that
MCP clients get. The calls went through the program itself to the simulated Gateway, so that prices are invented; answers of your
own Gateway look the same. Each can be tried without an account, with \`--demo\` and the clock of these examples:

\`\`\`sh
ibkr-mcp call ibkr_fx_rate '{"pair":"EURUSD","amount":1000}' --demo --clock ${askedAt}
\`\`\`

All are of one instant, ${askedAt}, 11:30 on a Friday in New York; with a clock that runs, times and now and then
a price differ a little. What is otherwise on every run is replaced: ${replacements}. Nothing else is
changed or left out; where there is more, the call asked for less by its \`limit\`.

${table(
  ["tool", "toolset", "what it is"],
  listed.map(({ name, title, toolset }) => [`[\`${name}\`](#${name})`, toolsetOf(name, toolset), title]),
)}

\`IB_TOOLSETS\` takes \`core\` or a list of toolsets. Besides the tools there are [resources](#resources) and [prompts](#prompts).

## Answers

Tables have \`columns\` and \`rows\`. What is not known is \`null\`, never 0 or -1. A list with more to come is \`truncated\`; its \`cursor\`, given
to the same call, gets what follows. Every answer has a \`meta\`:

${meanings({ properties: { meta: metaSchema } })}
- \`meta.source\`: of several kinds of data in it the least current
- \`meta.warnings\`: what to know before relying on it`

const replacements = Object.entries(shownInstead)
  .map(([name, value]) => `\`${name}\` by ${value}`)
  .join(", ")

const toolsetOf = (name: string, toolset: string): string => (coreTools.includes(name) ? `${toolset}, core` : toolset)

const errors = (failure: ExampleAnswer): string => `A call that fails says what happened and what to change:

${commandLine(failingExample)}

${shown(failure)}`

function section(tool: ListedTool, example: ExampleCall, answer: ExampleAnswer): string {
  const { meta: _, ...data } = tool.outputSchema.properties ?? {}
  const fields = meanings({ properties: data })
  const parameters = parametersOf(tool)
  return [
    `## ${tool.name}`,
    `**${tool.title}** (toolset ${toolsetOf(tool.name, tool.toolset)}). ${cell(tool.description)}`,
    table(
      ["parameter", "value", "default", "meaning"],
      parameters.map(({ name, allowed, fallback, description }) => [`\`${name}\``, allowed, fallback, description]),
    ),
    ...(fields === "" ? [] : ["In the answer:", fields]),
    commandLine(example),
    shown(answer),
  ].join("\n\n")
}

const resources = `## Resources

The same data for clients that read or subscribe to resources, as \`application/json\`.

${table(
  ["URI", "what it is", "subscriptions look for news"],
  resourceKinds.map(({ uriTemplate, description, everyMs }) => [
    `\`${uriTemplate}\``,
    description,
    everyMs === null ? "never: it does not change" : `every ${everyMs / 1000} s at most`,
  ]),
)}`

const promptList = `## Prompts

Each names the calls to make, in order, and what to say of their answers.

${table(
  ["prompt", "arguments", "what it is"],
  prompts.map((prompt) => [
    `\`${prompt.name}\``,
    prompt.arguments.map(({ name, required }) => `\`${name}\`${required ? " (required)" : ""}`).join(", "),
    prompt.description,
  ]),
)}`
