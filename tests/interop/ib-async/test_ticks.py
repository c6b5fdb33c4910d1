"""Whether single trades and quotes, five-second bars and books are those that bars and quotes tell of."""

import unittest
from datetime import timedelta

from gateways import complaint, gateway, until
from ib_async import Forex, Future, Stock

APPLE = Stock("AAPL", "SMART", "USD")
TEN = "20261120 10:00:00 US/Eastern"


def ticks(what, count=1000):
    return gateway().reqHistoricalTicks(APPLE, TEN, "", count, what, True)


class Past(unittest.TestCase):
    def test_trades_add_up_to_the_bars_of_their_seconds(self):
        trades = ticks("TRADES")
        self.assertGreaterEqual(len(trades), 1000)
        self.assertEqual([one.time for one in trades], sorted(one.time for one in trades))
        minute = gateway().reqHistoricalData(APPLE, "20261120 10:01:00 US/Eastern", "60 S", "5 secs", "TRADES", True, 2)
        complete = [bar for bar in minute if bar.date + timedelta(seconds=5) <= trades[-1].time]
        self.assertGreater(len(complete), 3)
        for bar in complete:
            inside = [one for one in trades if bar.date <= one.time < bar.date + timedelta(seconds=5)]
            self.assertEqual((inside[0].price, inside[-1].price), (bar.open, bar.close))
            self.assertEqual(max(one.price for one in inside), bar.high)
            self.assertEqual(min(one.price for one in inside), bar.low)
            self.assertEqual(sum(one.size for one in inside), bar.volume)
            self.assertEqual(len(inside), bar.barCount)

    def test_quotes_surround_their_midpoints(self):
        quotes, middles = ticks("BID_ASK", 100), ticks("MIDPOINT", 100)
        for quote in quotes:
            self.assertTrue(0 < quote.priceBid < quote.priceAsk and quote.sizeBid > 0 and quote.sizeAsk > 0)
        of_second = {quote.time: quote for quote in quotes}
        both = [(of_second[one.time], one) for one in middles if one.time in of_second]
        self.assertGreater(len(both), 3)
        for quote, middle in both:
            self.assertAlmostEqual(middle.price, (quote.priceBid + quote.priceAsk) / 2, places=6)

    def test_the_histogram_is_the_days_volume_at_its_prices(self):
        levels = gateway().reqHistogramData(APPLE, True, "1 day")
        (day,) = gateway().reqHistoricalData(APPLE, "", "1 D", "1 day", "TRADES", True)
        self.assertEqual(len({level.price for level in levels}), len(levels))
        self.assertTrue(all(day.low <= level.price <= day.high for level in levels))
        self.assertAlmostEqual(sum(level.count for level in levels), day.volume, delta=day.volume * 0.02)

    def test_without_a_start_or_an_end_nothing_can_be_asked(self):
        ib = gateway()
        code, _ = complaint(ib, lambda id: ib.client.reqHistoricalTicks(id, APPLE, "", "", 10, "TRADES", True, False, []))
        self.assertIn(code, (321, 10187))


class Live(unittest.TestCase):
    def setUp(self):
        self.fast = gateway("FAST_PORT")

    def test_five_second_bars_are_those_of_history(self):
        bars = self.fast.reqRealTimeBars(APPLE, 5, "TRADES", True)
        until(self.fast, lambda: len(bars) >= 4)
        self.fast.cancelRealTimeBars(bars)
        end = bars[-1].time + timedelta(seconds=5)
        past = self.fast.reqHistoricalData(APPLE, end, "60 S", "5 secs", "TRADES", True, 2)
        of_time = {bar.date: bar for bar in past}
        for live in bars:
            bar = of_time[live.time]
            self.assertEqual((live.open_, live.high, live.low, live.close), (bar.open, bar.high, bar.low, bar.close))
            self.assertEqual((live.volume, live.count), (bar.volume, bar.barCount))

    def test_trades_and_quotes_come_one_by_one(self):
        apple, euro = self.fast.qualifyContracts(Stock("MSFT", "SMART", "USD"), Forex("EURUSD"))
        trades, quotes = self.fast.reqTickByTickData(apple, "AllLast"), self.fast.reqTickByTickData(euro, "BidAsk")
        until(self.fast, lambda: len(trades.tickByTicks) > 0 and len(quotes.tickByTicks) > 0)
        for trade in trades.tickByTicks:
            self.assertTrue(trade.price > 0 and trade.size > 0 and trade.exchange)
        for quote in quotes.tickByTicks:
            self.assertTrue(0 < quote.bidPrice < quote.askPrice)
        self.fast.cancelTickByTickData(apple, "AllLast")
        self.fast.cancelTickByTickData(euro, "BidAsk")


class Books(unittest.TestCase):
    def book(self, contract, smart):
        ib = gateway()
        (contract,) = ib.qualifyContracts(contract)
        ticker = ib.reqMktDepth(contract, 5, smart)
        until(ib, lambda: len(ticker.domBids) == 5 and len(ticker.domAsks) == 5)
        rows = list(ticker.domBids), list(ticker.domAsks)
        ib.cancelMktDepth(contract, smart)
        return rows

    def test_prices_fall_away_from_the_best_on_both_sides(self):
        for contract, smart in (Future("ES", "202612", "CME"), False), (APPLE, True):
            with self.subTest(contract=contract.symbol):
                rows_bid, rows_asked = self.book(contract, smart)
                bids, asks = [row.price for row in rows_bid], [row.price for row in rows_asked]
                self.assertEqual(bids, sorted(bids, reverse=True))
                self.assertEqual(asks, sorted(asks))
                self.assertLess(bids[0], asks[0])
                self.assertTrue(all(row.size > 0 for row in rows_bid + rows_asked))
                self.assertEqual(smart, all(row.marketMaker for row in rows_bid))

    def test_exchanges_that_have_books_are_listed(self):
        listed = {(one.exchange, one.secType): one.serviceDataType for one in gateway().reqMktDepthExchanges()}
        self.assertIn(("CME", "FUT"), listed)
        self.assertIn(("ARCA", "STK"), listed)
        self.assertLessEqual(set(listed.values()), {"Deep", "Deep2"})

    def test_bits_of_the_best_price_stand_for_exchanges(self):
        parts = gateway().reqSmartComponents("9c0001")
        self.assertEqual([part.bitNumber for part in parts], list(range(len(parts))))
        self.assertEqual(len({part.exchangeLetter for part in parts}), len(parts))
