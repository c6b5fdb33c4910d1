/** 32 well mixed bits of a seed and two numbers: all the chance in the simulated world, so that nothing of it has state. */
export function bits(seed: number, a: number, b: number): number {
  return bitsOf(stream(seed, a), b)
}

/** The part of the mixing that many draws with the same first number share. */
export function stream(seed: number, a: number): number {
  const h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  return Math.imul(h ^ (h >>> 15) ^ a, 0x2c1b3c6d)
}

function bitsOf(started: number, b: number): number {
  let h = Math.imul(started ^ (started >>> 13) ^ b, 0x297a2d39)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return (h ^ (h >>> 15)) >>> 0
}

/** Evenly spread over [0, 1). */
export function uniform(seed: number, a: number, b: number): number {
  return bits(seed, a, b) / 0x1_0000_0000
}

/** About standard normal (the sum of four bytes, so never beyond 3.5): close enough for prices and cheap. */
export function normal(seed: number, a: number, b: number): number {
  return normalOf(stream(seed, a), b)
}

/** The same with the shared part already mixed. */
export function normalOf(started: number, b: number): number {
  const h = bitsOf(started, b)
  return ((h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - 510) * BYTE_SUM_SCALE
}

/** One over the standard deviation of the sum of four even bytes. */
const BYTE_SUM_SCALE = 1 / Math.sqrt((4 * (256 * 256 - 1)) / 12)

/** A seed of its own for something with a name (FNV-1a). */
export function seedOf(seed: number, name: string): number {
  let h = seed ^ 0x811c9dc5
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193)
  return bits(h, name.length, 0)
}
