import { describe, expect, test } from "bun:test"
import { plainLine, plainText } from "../../../src/desk/news/plain-text.ts"

describe("HTML as a reader sees it", () => {
  test.each([
    ["a paragraph each", "<p>One<p>Two</p><div>Three</div>Four<br>Five", "One\n\nTwo\n\nThree\nFour\nFive"],
    ["white space of the source is one space", "<p>a \n  b\t c&#10;d</p>", "a b c d"],
    ["but for what is preformatted", "<pre>EPS  1.2&#10;Rev  3.4</pre>", "EPS 1.2\nRev 3.4"],
    [
      "rows in lines, cells parted",
      "<table><tr><th>Quarter</th><th>EPS</th></tr><tr><td>Q1</td><td>1.20</td></tr></table>",
      "Quarter | EPS\nQ1 | 1.20",
    ],
    ["lists", "<ul><li>one</li><li>two</li></ul>", "- one\n- two"],
    [
      "links by their words alone",
      "<a href=\"https://evil.example/?q=1>2\" title='x>y'>Read <b>more</b></a>, now",
      "Read more, now",
    ],
    ["pictures not at all", 'before<img src="https://evil.example/beacon.gif?id=7">after', "beforeafter"],
    [
      "nothing that does not show",
      "<head><title>T</title></head>a<!-- b --><script>if (1 < 2) c()</script><STYLE>d{}</STYLE >e",
      "ae",
    ],
    ["entities", "AT&amp;T &euro;5 &#8217; &#x2019; &#146; caf&eacute; &nbsp;&bogus;", "AT&T €5 ’ ’ ’ café &bogus;"],
    ["signs that are no tags", "<p>1 < 2 > 0 and <3</p>", "1 < 2 > 0 and <3"],
    ["tags that are escaped once more", "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two", "One\n\nTwo"],
    ["a tag that never ends loses its sign, not its words", "profit <Q3 expected", "profit Q3 expected"],
  ])("%s", (_, source, text) => {
    expect(plainText(source)).toBe(text)
  })

  test("text that is no HTML keeps its lines", () => {
    expect(plainText("Headline&#10;Body, line one&#10;&#10;&#10;&#10;Copyright")).toBe(
      "Headline\nBody, line one\n\nCopyright",
    )
  })

  test("marks that reorder, hide or spell in secret are dropped", () => {
    expect(plainText("a\u202eb\u200bc\u0007d\u{e0041}e\ufefff\u001b[2Jg")).toBe("abcdef[2Jg")
  })

  test("one line is cut at the end, between characters", () => {
    expect(plainLine("<p>a</p><p>b</p>", 10)).toBe("a b")
    expect(plainLine("🚀".repeat(9), 8)).toBe(`${"🚀".repeat(5)}...`)
  })
})

describe("what is meant to be a burden", () => {
  test.each(["<a", "<!--", '<a href="', '<a">', "<script>", "</script ", "x <p> ", "<li>", "&amp;lt;", " ", "<pre> "])(
    "half a megabyte of %p is read in a moment",
    (piece) => {
      const start = performance.now()
      plainText(piece.repeat(Math.ceil(500_000 / piece.length)))
      expect(performance.now() - start).toBeLessThan(3000)
    },
  )
})
