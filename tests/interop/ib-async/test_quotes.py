"""Whether prices are possible, agree with history and with each other, and what is refused where there are none."""

import math
import unittest

from gateways import complaint, gateway, until
from ib_async import Forex, Index, Option, Stock

APPLE = Stock("AAPL", "SMART", "USD")
GENERIC_TICKS = "104,106,165,221,233,236,293,318,411,456"


def known(*values):
    return all(value == value and value is not None for value in values)


class Quotes(unittest.TestCase):
    def setUp(self):
        self.ib = gateway()

    def stream(self, contract, complete, generic="", type=1):
        self.ib.reqMarketDataType(type)
        (contract,) = self.ib.qualifyContracts(contract)
        # The client keeps tickers, and with them what an earlier test has seen.
        self.ib.wrapper.tickers.pop(hash(contract), None)
        ticker = self.ib.reqMktData(contract, generic)
        self.addCleanup(self.ib.cancelMktData, contract)
        until(self.ib, lambda: complete(ticker))
        return ticker

    def apple(self):
        return self.stream(APPLE, lambda t: known(t.bid, t.ask, t.last, t.volume, t.close, t.halted), GENERIC_TICKS)

    def assertMultiple(self, value, tick):
        self.assertAlmostEqual(value / tick, round(value / tick), places=6)

    def test_a_stock_is_live_and_its_prices_are_possible(self):
        ticker = self.apple()
        self.assertEqual(ticker.marketDataType, 1)
        self.assertTrue(0 < ticker.bid < ticker.ask)
        self.assertTrue(ticker.low <= ticker.last <= ticker.high)
        self.assertTrue(ticker.low <= ticker.open <= ticker.high)
        for price in ticker.bid, ticker.ask, ticker.last, ticker.open, ticker.high, ticker.low, ticker.close:
            self.assertMultiple(price, ticker.minTick)
        self.assertTrue(known(ticker.bidSize, ticker.askSize) and ticker.bidSize > 0 and ticker.askSize > 0)
        self.assertEqual(ticker.halted, 0)

    def test_the_day_so_far_and_the_last_close_are_those_of_the_bars(self):
        yesterday, today = self.ib.reqHistoricalData(APPLE, "", "2 D", "1 day", "TRADES", True)
        ticker = self.apple()
        self.assertEqual(ticker.close, yesterday.close)
        self.assertEqual(ticker.open, today.open)
        # The market has moved on since the bar was drawn.
        self.assertGreaterEqual(ticker.high, today.high)
        self.assertLessEqual(ticker.low, today.low)
        self.assertGreaterEqual(ticker.volume, today.volume)
        self.assertLess(ticker.volume, today.volume * 1.1)

    def test_generic_ticks_that_were_asked_for(self):
        ticker = self.apple()
        until(self.ib, lambda: known(ticker.low52week, ticker.impliedVolatility, ticker.markPrice, ticker.shortableShares))
        self.assertTrue(ticker.low52week <= ticker.low and ticker.high <= ticker.high52week)
        self.assertTrue(0.05 < ticker.impliedVolatility < 2)
        self.assertTrue(0.05 < ticker.histVolatility < 2)
        self.assertTrue(ticker.low <= ticker.markPrice <= ticker.high)
        self.assertGreater(ticker.shortableShares, 1000)
        self.assertEqual(ticker.shortable, 3)
        self.assertGreater(ticker.tradeCount, 0)
        self.assertGreater(ticker.avVolume, 0)
        self.assertTrue(ticker.low <= ticker.vwap <= ticker.high)
        self.assertGreater(ticker.dividends.next12Months, 0)

    def test_an_index_has_no_sides_and_a_currency_no_trades(self):
        index = self.stream(Index("SPX", "CBOE"), lambda t: known(t.last, t.close))
        self.assertFalse(known(index.bid) and index.bid > 0)
        pair = self.stream(Forex("EURUSD"), lambda t: known(t.bid, t.ask))
        self.assertFalse(known(pair.last))
        self.assertTrue(0 < pair.ask - pair.bid < 0.001)

    def test_a_snapshot_ends_by_itself_with_prices(self):
        (apple,) = self.ib.qualifyContracts(APPLE)
        self.ib.reqMarketDataType(1)
        (ticker,) = self.ib.reqTickers(apple)
        self.assertTrue(0 < ticker.bid < ticker.ask and ticker.last > 0)

    def test_an_option_has_greeks_that_belong_together(self):
        call, put = (self.stream(Option("AAPL", "20261218", 280, right, "SMART"),
                                 lambda t: t.modelGreeks and t.bidGreeks and t.askGreeks and known(t.bid, t.ask))
                     for right in "CP")  # fmt: skip
        for option, sign in (call, 1), (put, -1):
            greeks = option.modelGreeks
            self.assertTrue(0 < sign * greeks.delta < 1)
            self.assertTrue(greeks.gamma > 0 and greeks.vega > 0 and greeks.theta < 0)
            self.assertTrue(option.bidGreeks.impliedVol < option.askGreeks.impliedVol)
            self.assertTrue(option.bid < greeks.optPrice < option.ask)
        self.assertAlmostEqual(call.modelGreeks.delta - put.modelGreeks.delta, 1, delta=0.05)
        # Put-call parity: C - P = S - PV(dividends) - K e^-rt, here four weeks and less than 6 % a year ahead.
        forward = call.modelGreeks.undPrice - call.modelGreeks.pvDividend - 280
        self.assertAlmostEqual(call.modelGreeks.optPrice - put.modelGreeks.optPrice, forward, delta=280 * 0.06 * 28 / 365 + 0.3)
        apple = self.apple()
        self.assertAlmostEqual(call.modelGreeks.undPrice, apple.last, delta=apple.last * 0.01)

    def test_without_a_subscription_delayed_data_is_offered_and_then_sent(self):
        (vodafone,) = self.ib.qualifyContracts(Stock("VOD", "LSE", "GBP"))
        self.ib.reqMarketDataType(1)
        self.ib.errors.clear()
        self.ib.reqMktData(vodafone)
        ((_, code, text),) = until(self.ib, lambda: [e for e in self.ib.errors if e[1] in (354, 10089, 10168)])
        self.assertRegex(text, r"^Requested market data (is not subscribed|requires additional subscription)")
        self.ib.errors.clear()
        ticker = self.stream(vodafone, lambda t: known(t.bid, t.ask, t.last), type=3)
        self.assertEqual(ticker.marketDataType, 3)
        self.assertTrue(0 < ticker.bid < ticker.ask)
        notice = "Requested market data is not subscribed. Displaying delayed market data."
        self.assertIn((10167, notice), [(code, text) for _, code, text in self.ib.errors])

    def test_generic_ticks_that_make_no_sense_and_lines_that_are_not_there(self):
        (apple,) = self.ib.qualifyContracts(APPLE)
        client = self.ib.client
        code, text = complaint(self.ib, lambda id: client.reqMktData(id, apple, "99999", False, False, []))
        self.assertEqual(code, 321)
        self.assertRegex(text, r"Incorrect generic tick list of 99999\.  Legal ones for \(STK\) are: 100\(")
        _, text = complaint(self.ib, lambda id: client.reqMktData(id, apple, "233", True, False, []))
        self.assertRegex(text, r"Snapshot market data subscription is not applicable to generic ticks$")
        code, text = complaint(self.ib, client.cancelMktData)
        self.assertEqual((code, text.rstrip("0123456789")), (300, "Can't find EId with tickerId:"))

    def test_prices_move(self):
        fast = gateway("FAST_PORT")
        (apple,) = fast.qualifyContracts(APPLE)
        ticker = fast.reqMktData(apple)
        seen = set()
        until(fast, lambda: known(ticker.last) and (seen.add(ticker.last) or len(seen) > 3))
        fast.cancelMktData(apple)
        self.assertTrue(all(not math.isnan(price) for price in seen))
