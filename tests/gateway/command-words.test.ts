import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { commandWords } from "../../src/gateway/command-words.ts"
import { code, value } from "./rig.ts"

const posix = (line: string) => commandWords(line, false)
const windows = (line: string) => commandWords(line, true)

describe("the words of a command", () => {
  test.each([
    ["ibgateway", ["ibgateway"]],
    [
      "  /opt/ibc/gatewaystart.sh   -inline\t--tws-path=/opt/ibgw  ",
      ["/opt/ibc/gatewaystart.sh", "-inline", "--tws-path=/opt/ibgw"],
    ],
    ['"/Applications/IB Gateway/ibgateway" --mode paper', ["/Applications/IB Gateway/ibgateway", "--mode", "paper"]],
    ["open -a 'IB Gateway 10.37'", ["open", "-a", "IB Gateway 10.37"]],
    ['sh -c "cd /opt && ./start \\"x\\""', ["sh", "-c", 'cd /opt && ./start "x"']],
    ["sh -c 'echo $HOME \\n \"x\"'", ["sh", "-c", 'echo $HOME \\n "x"']],
    ["/opt/IB\\ Gateway/start a''b \"\"", ["/opt/IB Gateway/start", "ab", ""]],
    ['a "C:\\x" $HOME ~ * | b', ["a", "C:\\x", "$HOME", "~", "*", "|", "b"]],
  ])("%s", (line, words) => {
    expect(value(posix(line))).toEqual(words)
  })

  test.each([
    ['"C:\\Program Files\\IBC\\StartGateway.bat" /INLINE', ["C:\\Program Files\\IBC\\StartGateway.bat", "/INLINE"]],
    ["C:\\Jts\\ibgateway.exe O'Neil", ["C:\\Jts\\ibgateway.exe", "O'Neil"]],
    ['cmd /c "start \\"IB\\" C:\\x"', ["cmd", "/c", 'start "IB" C:\\x']],
  ])("on Windows: %s", (line, words) => {
    expect(value(windows(line))).toEqual(words)
  })

  test.each(["", "   ", "'open", 'a "b', "''"])("there are none to run in %p", (line) => {
    expect(code(posix(line))).toBe("invalid_request")
  })

  test("come back as they went in, each in quotes of its own", () => {
    const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (program, args) => {
        expect(value(posix([program, ...args].map(quoted).join(" ")))).toEqual([program, ...args])
      }),
    )
  })

  test("of any line: an answer, never a throw", () => {
    fc.assert(fc.property(fc.string(), fc.boolean(), (line, on) => typeof commandWords(line, on).ok === "boolean"))
  })
})
