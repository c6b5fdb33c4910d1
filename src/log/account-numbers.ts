/**
 * IBKR's account numbers: `U1234567`, an advisor's `F1234567` and the `F1234567A` for all of its clients, a broker's
 * `I1234567`, segments such as `U1234567F`, paper accounts with a D before them and sometimes a letter more (`DUH123456`).
 */
const accountNumber = /(?<![A-Za-z0-9])D?[UFI][A-Z]?\d{5,9}[A-Z]?(?![A-Za-z0-9])/gi

/** What stands for an account that may not be named. */
export const hiddenAccount = "U***"

/** Replaces what looks like an IBKR account number, each by `written` of it, or by `U***`. */
export const withoutAccounts = (text: string, written: (account: string) => string = () => hiddenAccount): string =>
  text.replace(accountNumber, (account) => written(account))
