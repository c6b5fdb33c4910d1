"""Which contracts there are, what is said of them, and whether it fits together."""

import unittest
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from gateways import gateway
from ib_async import (
    CFD, Bond, Commodity, ContFuture, Contract, Crypto, Forex, Future, FuturesOption, Index, MutualFund, Option, Stock,
)  # fmt: skip
from ib_async.wrapper import RequestError
from trading_days import LAST_KNOWN, is_open, on_or_before, third_friday

TODAY = date(2026, 11, 20)
ONE_OF_EACH_KIND = {
    "STK": Stock("AAPL", "SMART", "USD"),
    "IND": Index("SPX", "CBOE"),
    "CASH": Forex("EURUSD"),
    "CRYPTO": Crypto("BTC", "PAXOS", "USD"),
    "FUT": Future("ES", "202612", "CME"),
    "CONTFUT": ContFuture("ES", "CME"),
    "OPT": Option("AAPL", "20261218", 280, "C", "SMART"),
    "FOP": FuturesOption("ES", "20261218", 6800, "C", "CME"),
    "BOND": Bond(secIdType="CUSIP", secId="912810TM0"),
    "FUND": MutualFund(symbol="VFIAX", exchange="FUNDSERV"),
    "CFD": CFD("IBUS500"),
    "CMDTY": Commodity("XAUUSD", "SMART", "USD"),
}
ABROAD = [Stock("VOD", "LSE", "GBP"), Stock("SAP", "IBIS", "EUR"), Stock("7203", "TSEJ", "JPY"), Stock("700", "SEHK", "HKD")]


def details(contract):
    (only,) = gateway().reqContractDetails(contract)
    return only


def day(text):
    return datetime.strptime(text, "%Y%m%d").date()


def intervals(text):
    """IBKR's hours strings: `20261120:0930-20261120:1600;20261121:CLOSED`."""
    closed, opened = [], []
    for part in text.split(";"):
        if part.endswith(":CLOSED"):
            closed.append(day(part.removesuffix(":CLOSED")))
        else:
            start, end = (datetime.strptime(moment, "%Y%m%d:%H%M") for moment in part.split("-"))
            opened.append((start, end))
    return closed, opened


class Contracts(unittest.TestCase):
    def test_each_kind_of_instrument_has_one_contract_with_what_it_was_asked_by(self):
        for kind, asked in ONE_OF_EACH_KIND.items():
            with self.subTest(kind=kind):
                found = details(asked)
                self.assertEqual(found.contract.secType, kind)
                self.assertGreater(found.contract.conId, 0)
                self.assertGreater(found.minTick, 0)
                self.assertIn(found.contract.exchange, found.validExchanges.split(","))
                if asked.symbol:
                    self.assertEqual(found.contract.symbol, asked.symbol)

    def test_apple_is_as_in_reality(self):
        apple = details(ONE_OF_EACH_KIND["STK"])
        self.assertEqual(apple.contract.conId, 265598)
        self.assertEqual((apple.longName, apple.contract.primaryExchange, apple.stockType), ("APPLE INC", "NASDAQ", "COMMON"))
        self.assertIn(("ISIN", "US0378331005"), [(one.tag, one.value) for one in apple.secIdList])
        self.assertEqual(len(apple.marketRuleIds.split(",")), len(apple.validExchanges.split(",")))

    def test_hours_can_be_read_everywhere_and_liquid_ones_lie_within_trading_ones(self):
        for asked in [*ONE_OF_EACH_KIND.values(), *ABROAD]:
            with self.subTest(asked=asked):
                found = details(asked)
                if found.contract.secType == "BOND":
                    continue  # without hours before server version 188
                ZoneInfo(found.timeZoneId)
                _, trading = intervals(found.tradingHours)
                _, liquid = intervals(found.liquidHours)
                for opened in trading, liquid:
                    self.assertEqual(opened, sorted(opened))
                    self.assertTrue(all(start < end for start, end in opened))
                    self.assertTrue(all(a[1] <= b[0] for a, b in zip(opened, opened[1:])))
                for start, end in liquid:
                    self.assertTrue(any(s <= start and end <= e for s, e in trading), (start, end))
                self.assertEqual(len(found.liquidSessions()), len(liquid))

    def test_hours_of_new_york_are_closed_at_the_weekend(self):
        apple = details(ONE_OF_EACH_KIND["STK"])
        closed, opened = intervals(apple.liquidHours)
        self.assertEqual(closed, [date(2026, 11, 21), date(2026, 11, 22)])
        self.assertEqual(opened[0], (datetime(2026, 11, 20, 9, 30), datetime(2026, 11, 20, 16, 0)))

    def test_what_does_not_exist_is_refused_and_what_is_ambiguous_too(self):
        with self.assertRaises(RequestError) as unknown:
            gateway().reqContractDetails(Stock("NOSUCH", "SMART", "USD"))
        self.assertEqual(unknown.exception.code, 200)
        self.assertEqual(unknown.exception.message, "No security definition has been found for the request")
        self.assertEqual({one.contract.currency for one in gateway().reqContractDetails(Stock("SAP", "SMART"))}, {"USD", "EUR"})
        with self.assertRaises(RequestError) as ambiguous:
            gateway().reqHeadTimeStamp(Stock("SAP", "SMART"), "TRADES", True)
        self.assertEqual(ambiguous.exception.message, "The contract description specified for SAP is ambiguous.")

    def test_a_search_finds_the_company_by_its_name(self):
        found = gateway().reqMatchingSymbols("apple")
        apple = next(one for one in found if one.contract.conId == 265598)
        self.assertEqual((apple.contract.symbol, apple.contract.secType, apple.contract.currency), ("AAPL", "STK", "USD"))
        self.assertIn("OPT", apple.derivativeSecTypes)

    def test_every_position_is_a_contract_that_resolves(self):
        for held in gateway().positions():
            (found,) = gateway().reqContractDetails(Contract(conId=held.contract.conId))
            got = found.contract
            self.assertEqual((got.symbol, got.secType, got.currency), (held.contract.symbol, held.contract.secType, held.contract.currency))
            self.assertEqual((got.localSymbol, got.multiplier), (held.contract.localSymbol, held.contract.multiplier))


class Futures(unittest.TestCase):
    def test_months_of_the_e_mini_end_on_third_fridays_of_quarters(self):
        months = [one.contract for one in gateway().reqContractDetails(Future("ES", exchange="CME"))]
        ends = [day(one.lastTradeDateOrContractMonth) for one in months]
        self.assertEqual(ends, sorted(ends))
        self.assertGreaterEqual(len(ends), 4)
        for end, month in zip(ends, months):
            self.assertIn(end.month, (3, 6, 9, 12))
            if end <= LAST_KNOWN:
                self.assertEqual(end, on_or_before(third_friday(end.year, end.month)))
            self.assertEqual(month.localSymbol, f"ES{'HMUZ'[end.month // 3 - 1]}{end.year % 10}")
            self.assertEqual(month.multiplier, "50")

    def test_the_continuous_future_is_the_front_month(self):
        front = gateway().reqContractDetails(Future("ES", exchange="CME"))[0].contract
        self.assertEqual(details(ONE_OF_EACH_KIND["CONTFUT"]).contract.conId, front.conId)


class OptionChains(unittest.TestCase):
    @staticmethod
    @cache
    def smart_chain():
        chains = gateway().reqSecDefOptParams("AAPL", "", "STK", 265598)
        (smart,) = [chain for chain in chains if chain.exchange == "SMART" and chain.tradingClass == "AAPL"]
        return smart

    def test_expirations_are_days_on_which_the_exchange_is_open(self):
        ends = [day(text) for text in self.smart_chain().expirations]
        self.assertEqual(ends, sorted(set(ends)))
        self.assertGreaterEqual(ends[0], TODAY)
        for end in ends:
            if end <= LAST_KNOWN:
                self.assertTrue(is_open(end), end)
                # A Monday, a Wednesday or a Friday, or the day before one that is a holiday.
                holiday = end + timedelta(days=1)
                self.assertTrue(end.weekday() in (0, 2, 4) or not is_open(holiday), end)

    def test_the_next_twelve_monthly_expirations_are_third_fridays_or_the_open_day_before(self):
        ends = {day(text) for text in self.smart_chain().expirations}
        for year, month in [(2026, 11), (2026, 12), (2027, 1), (2027, 2), (2027, 3), (2027, 6)]:
            self.assertIn(on_or_before(third_friday(year, month)), ends)
        self.assertNotIn(date(2027, 6, 18), ends)

    def test_strikes_ascend_on_both_sides_of_the_price(self):
        strikes = self.smart_chain().strikes
        self.assertEqual(strikes, sorted(set(strikes)))
        bars = gateway().reqHistoricalData(Stock("AAPL", "SMART", "USD"), "", "1 D", "1 day", "TRADES", True)
        self.assertTrue(strikes[0] < bars[-1].close < strikes[-1])

    def test_every_strike_of_a_month_is_a_pair_of_contracts(self):
        found = [one.contract for one in gateway().reqContractDetails(Option("AAPL", "20261218", exchange="SMART"))]
        calls = {one.strike for one in found if one.right == "C"}
        self.assertEqual(calls, {one.strike for one in found if one.right == "P"})
        self.assertEqual(len(found), 2 * len(calls))
        self.assertTrue(calls <= set(self.smart_chain().strikes))
        for one in found:
            self.assertEqual(one.localSymbol, f"AAPL  261218{one.right}{round(one.strike * 1000):08d}")

    def test_options_on_a_future_end_no_later_than_it(self):
        es = details(ONE_OF_EACH_KIND["FUT"]).contract
        chains = gateway().reqSecDefOptParams("ES", "CME", "FUT", es.conId)
        self.assertTrue(chains)
        for chain in chains:
            self.assertEqual((chain.exchange, chain.multiplier), ("CME", "50"))
            for text in chain.expirations:
                self.assertTrue(TODAY <= day(text) <= day(es.lastTradeDateOrContractMonth))
                self.assertTrue(is_open(day(text)), text)
