/** Where the request's id stands in a message that answers one, by message id; other messages answer none. */
const requestIdAt: ReadonlyMap<string, number> = new Map([
  ...["10", "17", "18", "21", "75", "76", "77", "79", "81", "82", "83", "84", "86", "87", "88", "89"].map(at(1)),
  ...["90", "91", "92", "94", "95", "96", "97", "98", "99", "104", "105", "106", "107", "11"].map(at(1)),
  ...["1", "2", "4", "12", "13", "20", "45", "46", "50", "52", "55", "57", "58", "63", "64", "67", "68"].map(at(2)),
  ...["71", "72", "73", "74"].map(at(2)),
])

function at(index: number): (id: string) => readonly [string, number] {
  return (id) => [id, index]
}

/** The id of the request that a message answers; undefined when it answers none, or the whole session. */
export function answeredRequest(message: readonly string[]): string | undefined {
  const index = requestIdAt.get(message[0] ?? "")
  const id = index === undefined ? undefined : message[index]
  return id === "-1" ? undefined : id
}

/** The field that says how many rows follow, by message id. */
export const rowCountAt: ReadonlyMap<string, number> = new Map([
  ["17", 4],
  ["20", 3],
  ["75", 6],
  ["79", 2],
  ["80", 1],
  ["82", 2],
  ["85", 1],
  ["89", 2],
  ["93", 2],
  ["96", 2],
  ["97", 2],
  ["98", 2],
  ["106", 5],
])

/** Messages that say that an answer is complete. */
export const endMarkers: ReadonlySet<string> = new Set([
  "52",
  "53",
  "54",
  "55",
  "57",
  "62",
  "64",
  "72",
  "74",
  "76",
  "87",
  "102",
])

/** Messages that come again and again until their request is cancelled. */
export const streamMessages: ReadonlySet<string> = new Set([
  "1",
  "2",
  "12",
  "13",
  "21",
  "45",
  "46",
  "50",
  "63",
  "90",
  "94",
  "95",
  "99",
])
