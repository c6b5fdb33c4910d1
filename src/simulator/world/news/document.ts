/** A page of A4 paper in points, and how its text is set. */
const page = { width: 595, height: 842, margin: 56, leading: 16, size: 11, columns: 84 }

/** A PDF document of one page with a title and paragraphs, as bytes in Latin-1 text. */
export function pdfDocument(title: string, paragraphs: readonly string[]): string {
  const lines = [title, "", ...paragraphs.flatMap((paragraph) => [...wrapped(paragraph), ""])]
  const text = lines.map((line) => `(${escaped(line)}) Tj T*`).join("\n")
  const start = `BT /F1 ${page.size} Tf ${page.leading} TL ${page.margin} ${page.height - page.margin} Td`
  const content = `${start}\n${text}\nET`
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents 4 0 R ` +
      "/Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ]
  let file = "%PDF-1.4\n"
  const offsets = objects.map((object, at) => {
    const offset = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")
  const size = objects.length + 1
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
}

/** Letters beyond Latin-1 have no place in the standard fonts. */
const escaped = (line: string): string =>
  [...line].map((letter) => (letter > "\u00ff" ? "?" : /[\\()]/.test(letter) ? `\\${letter}` : letter)).join("")

function wrapped(paragraph: string): readonly string[] {
  const lines: string[] = []
  let line = ""
  for (const word of paragraph.split(" ")) {
    if (line !== "" && line.length + word.length >= page.columns) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return line === "" ? lines : [...lines, line]
}
