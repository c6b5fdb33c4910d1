import { type Failure, fail, failed, failure, type Outcome, success } from "../../outcome/outcome.ts"
import { checkText, shown } from "../check-text.ts"
import type { Prompt, PromptArgument, PromptValues } from "./prompt.ts"

/** Longest value of one argument: a watchlist of fifty options. */
const longest = 2000

/** Arguments from outside as a prompt's text may rely on; empty ones count as not given. `invalid_request` names what is wrong. */
export function readArguments(prompt: Prompt, given: Readonly<Record<string, string>>): Outcome<PromptValues> {
  const unreadable = checkText(given)
  if (unreadable) return failed(unreadable)
  const known = prompt.arguments.map(({ name }) => name)
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    return fail(
      "invalid_request",
      `${shown(unknown)} is no argument of ${prompt.name}, which takes ${known.join(", ")}.`,
      "Leave it out.",
    )
  }
  const values: Record<string, string> = {}
  for (const argument of prompt.arguments) {
    const text = given[argument.name]?.trim() ?? ""
    const wrong = defect(prompt, argument, text)
    if (wrong) return failed(wrong)
    if (text !== "") values[argument.name] = text
  }
  return success(values)
}

function defect(
  { name: prompt }: Prompt,
  { name, required, description, form }: PromptArgument,
  text: string,
): Failure | null {
  const refused = (what: string) => failure("invalid_request", `${name} of ${prompt} ${what}.`, `${description}.`)
  if (text === "") return required ? refused("is missing") : null
  if (text.length > longest) return refused(`is ${text.length} characters long; at most ${longest} are read`)
  return form && !form.pattern.test(text) ? refused(`must be ${form.said} (given: ${shown(text)})`) : null
}
