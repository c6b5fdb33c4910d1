/** What is measured over time takes that time. */
export const wait = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000))
