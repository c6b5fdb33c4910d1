/** Instruments of one text: at commas, so that `BRK B` can stand between them; without any, at spaces. */
export const separated = (text: string): readonly string[] =>
  text.split(text.includes(",") ? "," : / +/).flatMap((name) => name.replace(/^ +| +$/g, "") || [])
