import { decoder } from "./decoder.ts"
import { anyBytes, wholeFrames } from "./frame-splitter.ts"
import { anyHours, writtenHours } from "./hours-strings.ts"
import { anyNotation, controlCharacters, spelledInstruments } from "./instrument-notation.ts"
import { mcpInput } from "./mcp-input.ts"
import { scannerDocuments } from "./scanner-documents.ts"
import type { Target } from "./target.ts"
import { articleTexts, eventDocuments, headlinePrefixes } from "./third-party-texts.ts"
import { toolArguments, toolArgumentsInNoise, toolArgumentsOfNothing } from "./tool-arguments.ts"

/** Everything that `bun run fuzz` draws cases for, and `bun test` a few of each. */
export const targets: readonly Target[] = [
  wholeFrames,
  anyBytes,
  decoder,
  spelledInstruments,
  anyNotation,
  controlCharacters,
  writtenHours,
  anyHours,
  toolArguments,
  toolArgumentsOfNothing,
  toolArgumentsInNoise,
  mcpInput,
  scannerDocuments,
  headlinePrefixes,
  articleTexts,
  eventDocuments,
]
