/** Something that happens to a whole Gateway, and lasts until the opposite happens. */
export type GatewayEvent =
  | { readonly kind: (typeof plainEvents)[number] }
  | { readonly kind: (typeof farmEvents)[number]; readonly farm: string }

const plainEvents = [
  "1100",
  "1101",
  "1102",
  "drop",
  "close",
  "freeze",
  "thaw",
  "port-refuses",
  "port-silent",
  "port-answers",
  "competing-session",
  "competing-session-ends",
] as const
const farmEvents = ["farm-broken", "farm-ok"] as const

/** Every event, as `readEvent` takes it, with what it does. */
export const eventHelp: readonly (readonly [string, string])[] = [
  ["1100", "the Gateway is cut off from IBKR's servers: no data, no contracts"],
  ["1101", "the Gateway is connected again and every subscription is lost"],
  ["1102", "the Gateway is connected again and everything goes on"],
  ["drop", "every connection is reset"],
  ["close", "every connection is closed in an orderly way"],
  ["freeze", "nothing is read, answered or sent, and every connection stays open"],
  ["thaw", "a frozen Gateway goes on where it stopped"],
  ["port-refuses", "new connections are refused"],
  ["port-silent", "new connections are accepted and never answered"],
  ["port-answers", "new connections are served again"],
  ["competing-session", "the same user logs in elsewhere and takes the market data"],
  ["competing-session-ends", "the market data is back"],
  ["farm-broken NAME", "a data farm is broken: usfarm, eufarm, cashfarm, ushmds, secdefil, ..."],
  ["farm-ok NAME", "a data farm is connected again"],
]

/** An event from its name, `farm-broken usfarm` for instance; undefined when there is none such. */
export function readEvent(text: string): GatewayEvent | undefined {
  const [name, farm, ...more] = text.trim().split(/\s+/)
  if (more.length > 0) return undefined
  const plain = plainEvents.find((kind) => kind === name)
  if (plain) return farm === undefined ? { kind: plain } : undefined
  const ofFarm = farmEvents.find((kind) => kind === name)
  return ofFarm && farm !== undefined && /^[a-z.]{2,20}$/.test(farm) ? { kind: ofFarm, farm } : undefined
}

/** The event as `readEvent` takes it. */
export const eventText = (event: GatewayEvent): string => ("farm" in event ? `${event.kind} ${event.farm}` : event.kind)
