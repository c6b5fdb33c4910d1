/** Lets sockets and timers run until a condition holds; a test that waits in vain runs into its time limit. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setImmediate(done))
}
