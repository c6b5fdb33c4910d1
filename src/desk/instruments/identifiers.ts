/**
 * Check digits of security identifiers, so that a typing error is told apart from something IBKR does not list.
 * Letters count as 10 to 35. Text is upper case.
 */

const value = (character: string): number => Number.parseInt(character, 36)

const digitSum = (number: number): number => (number > 9 ? number - 9 : number)

/** ISO 6166: two letters, nine letters or digits, a Luhn check digit over the digits that letters expand to. */
export function isIsin(text: string): boolean {
  if (!/^[A-Z]{2}[A-Z0-9]{9}[0-9]$/.test(text)) return false
  const digits = [...text].map((character) => String(value(character))).join("")
  return luhn(digits)
}

/** CUSIP: eight characters (`*`, `@` and `#` are 36 to 38) and a check digit, every second one doubled, by digit sums. */
export function isCusip(text: string): boolean {
  if (!/^[A-Z0-9*@#]{8}[0-9]$/.test(text)) return false
  let sum = 0
  for (const [index, character] of [...text.slice(0, 8)].entries()) {
    const special = "*@#".indexOf(character)
    const number = (special < 0 ? value(character) : 36 + special) * (index % 2 === 0 ? 1 : 2)
    sum += Math.floor(number / 10) + (number % 10)
  }
  return (10 - (sum % 10)) % 10 === Number(text[8])
}

/** OpenFIGI: two consonants, `G`, eight consonants or digits, a check digit; every second character doubled, by digit sums. */
export function isFigi(text: string): boolean {
  if (!/^[B-DF-HJ-NP-TV-Z]{2}G[B-DF-HJ-NP-TV-Z0-9]{8}[0-9]$/.test(text)) return false
  let sum = 0
  for (const [index, character] of [...text.slice(0, 11)].entries()) {
    const number = value(character) * (index % 2 === 0 ? 1 : 2)
    sum += Math.floor(number / 10) + (number % 10)
  }
  return (10 - (sum % 10)) % 10 === Number(text[11])
}

function luhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries())
    sum += index % 2 === 0 ? Number(digit) : digitSum(Number(digit) * 2)
  return sum % 10 === 0
}
