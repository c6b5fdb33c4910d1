/** Everything that the environment says. The one place that looks at it; whoever needs a variable is handed its value. */
export const environment: Readonly<Record<string, string | undefined>> = process.env
