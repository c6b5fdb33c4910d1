import type { FamilyMember } from "./advisor.ts"

/** What the Gateway says of groups, aliases and families; none of it names a request. */
export type AdvisorMessage =
  | { readonly type: "advisorDocument"; readonly kind: number; readonly document: string }
  | { readonly type: "familyCodes"; readonly members: readonly FamilyMember[] }
