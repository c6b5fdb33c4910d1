/** The named entities that news is written with; others stay as they are. */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  shy: "",
  zwnj: "",
  zwj: "",
  ndash: "\u2013",
  mdash: "\u2014",
  lsquo: "\u2018",
  rsquo: "\u2019",
  sbquo: "\u201a",
  ldquo: "\u201c",
  rdquo: "\u201d",
  bdquo: "\u201e",
  laquo: "\u00ab",
  raquo: "\u00bb",
  lsaquo: "\u2039",
  rsaquo: "\u203a",
  hellip: "\u2026",
  bull: "\u2022",
  middot: "\u00b7",
  dagger: "\u2020",
  Dagger: "\u2021",
  permil: "\u2030",
  euro: "\u20ac",
  pound: "\u00a3",
  yen: "\u00a5",
  cent: "\u00a2",
  curren: "\u00a4",
  sect: "\u00a7",
  para: "\u00b6",
  copy: "\u00a9",
  reg: "\u00ae",
  trade: "\u2122",
  deg: "\u00b0",
  plusmn: "\u00b1",
  times: "\u00d7",
  divide: "\u00f7",
  minus: "\u2212",
  frac12: "\u00bd",
  frac14: "\u00bc",
  frac34: "\u00be",
  sup1: "\u00b9",
  sup2: "\u00b2",
  sup3: "\u00b3",
  micro: "\u00b5",
  ordf: "\u00aa",
  ordm: "\u00ba",
  iexcl: "\u00a1",
  iquest: "\u00bf",
  larr: "\u2190",
  uarr: "\u2191",
  rarr: "\u2192",
  darr: "\u2193",
  le: "\u2264",
  ge: "\u2265",
  ne: "\u2260",
  asymp: "\u2248",
  szlig: "\u00df",
  AElig: "\u00c6",
  aelig: "\u00e6",
  OElig: "\u0152",
  oelig: "\u0153",
  Oslash: "\u00d8",
  oslash: "\u00f8",
  Aring: "\u00c5",
  aring: "\u00e5",
  Scaron: "\u0160",
  scaron: "\u0161",
  eth: "\u00f0",
  thorn: "\u00fe",
}

/** `eacute`, `Ntilde`, `ccedil`: a letter and its mark, as Unicode combines them. */
const marks: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  cedil: "\u0327",
  caron: "\u030c",
}

/** How Windows numbers what HTML writes as 128 to 159, which Unicode has as control characters. */
const windows = new TextDecoder("windows-1252")

/** Entities as what they stand for: `&#8217;`, `&#x2019;`, `&rsquo;`. What is none of the known ones stays as it is. */
export const decodeEntities = (text: string): string =>
  text.replaceAll(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});/gi, (whole, name: string) => character(name) ?? whole)

function character(name: string): string | null {
  if (name.startsWith("#")) return numbered(Number(/^#x/i.test(name) ? `0x${name.slice(2)}` : name.slice(1)))
  if (Object.hasOwn(named, name)) return named[name] ?? null
  const [, letter = "", mark = ""] = /^([A-Za-z])([a-z]+)$/.exec(name) ?? []
  return Object.hasOwn(marks, mark) ? `${letter}${marks[mark]}`.normalize("NFC") : null
}

function numbered(code: number): string {
  if (code >= 128 && code <= 159) return windows.decode(Uint8Array.of(code))
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "" : String.fromCodePoint(code)
}
