import type { BunPlugin } from "bun"

/**
 * Modules of packages that are replaced when the binary is bundled, because what is in them must not run or is never used.
 */
const replacements: readonly { readonly module: RegExp; readonly contents: string }[] = [
  {
    // The IB library's own configuration loads `.env` and reads JSON files from a path of the machine it was bundled on. Host,
    // port, client id and rate are always passed to it, so that nothing ever asks this module.
    module: /[\\/]@stoqey[\\/]ib[\\/]dist[\\/]common[\\/]configuration\.js$/,
    contents: "exports.get = () => ({})\nexports.default = {}\n",
  },
  {
    // The SDK validates with AJV what a person has filled into a form (elicitation), which this server never asks for. AJV
    // needs code generation, which the binary forbids, and costs 2 MB at rest and 5 ms before the list of tools.
    module: /[\\/]@modelcontextprotocol[\\/]sdk[\\/]dist[\\/]esm[\\/]validation[\\/]ajv-provider\.js$/,
    contents: `export class AjvJsonSchemaValidator {
  getValidator() {
    throw new Error("this server validates no forms")
  }
}
`,
  },
  {
    // The whole of the IB library, its second interface and rxjs included, where the first interface is all that is used.
    module: /[\\/]@stoqey[\\/]ib[\\/]dist[\\/]index\.js$/,
    contents: `exports.IBApi = require("./api/api").IBApi
exports.EventName = require("./api/data/enum/event-name").EventName
exports.SecType = require("./api/data/enum/sec-type").SecType
`,
  },
  {
    // arktype reads all its words when it is loaded. Formats of text and the classes of JavaScript, which no tool's schema
    // uses, are half of its time and a third of its memory.
    module: /[\\/]arktype[\\/]out[\\/]keywords[\\/]string\.js$/,
    contents: `import { intrinsic } from "@ark/schema"
import { Scope } from "../scope.js"
export const string = Scope.module({ root: intrinsic.string }, { name: "string" })
`,
  },
  {
    module: /[\\/]arktype[\\/]out[\\/]keywords[\\/]constructors\.js$/,
    contents: `import { intrinsic } from "@ark/schema"
import { Scope } from "../scope.js"
const array = Scope.module({ root: intrinsic.Array, index: intrinsic.nonNegativeIntegerString }, { name: "Array" })
export const arkPrototypes = Scope.module({ Array: array })
`,
  },
]

export const replacedModules: BunPlugin = {
  name: "replaced-modules",
  setup(build) {
    for (const { module, contents } of replacements)
      build.onLoad({ filter: module }, () => ({ contents, loader: "js" }))
  },
}
