import fc from "fast-check"

/**
 * In CI the property tests draw the same cases every time, so that a red run is the doing of the change that it ran for.
 * Everywhere else each run explores anew; a failure prints the seed that repeats it.
 */
if (process.env.CI) fc.configureGlobal({ seed: 20_261_122 })
