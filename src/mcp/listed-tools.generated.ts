import type { ListedTool } from "./listing.ts"

export const listedTools: readonly ListedTool[] = []
