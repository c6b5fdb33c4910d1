/** Lets everything else that waits have its turn. */
export const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
