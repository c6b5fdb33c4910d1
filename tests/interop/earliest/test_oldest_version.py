"""The oldest client that is served, and that an older one is turned away instead of misread."""

import os
import threading
import unittest

import ibapi.client
from ibapi.client import EClient
from ibapi.contract import Contract
from ibapi.wrapper import EWrapper


class Client(EWrapper, EClient):
    def __init__(self, client_id, highest=157):
        EClient.__init__(self, self)
        self.told = []
        self.news = threading.Condition()
        ibapi.client.MAX_CLIENT_VER = highest
        self.connect("127.0.0.1", int(os.environ["READ_ONLY_PORT"]), client_id)
        threading.Thread(target=self.run, daemon=True).start()

    def tell(self, *call):
        with self.news:
            self.told.append(call)
            self.news.notify_all()

    def answer(self, name):
        def calls():
            return [call[1:] for call in self.told if call[0] == name]

        with self.news:
            assert self.news.wait_for(calls, 10), f"waited for {name}, was told {self.told[-5:]}"
            return calls()[0]

    def error(self, *arguments):
        self.tell("error", *arguments)

    def nextValidId(self, order_id):
        self.tell("nextValidId", order_id)

    def contractDetails(self, request, details):
        self.tell("contractDetails", details)

    def tickPrice(self, ticker, kind, price, attributes):
        self.tell("bid" if kind == 1 else "price", price)

    def tickSize(self, ticker, kind, size):
        self.tell("bidSize" if kind == 0 else "size", size)

    def historicalData(self, request, bar):
        self.tell("historicalData", bar)

    def historicalDataEnd(self, request, start, end):
        self.tell("historicalDataEnd", start, end)


def apple():
    made = Contract()
    made.symbol, made.secType, made.exchange, made.currency = "AAPL", "STK", "SMART", "USD"
    return made


class OldestVersion(unittest.TestCase):
    def test_157_is_served_with_sizes_in_lots_and_dates_without_a_zone(self):
        client = Client(client_id=57)
        self.addCleanup(client.disconnect)
        self.assertEqual(client.serverVersion(), 157)
        client.answer("nextValidId")

        client.reqContractDetails(1, apple())
        (details,) = client.answer("contractDetails")
        self.assertEqual((details.contract.conId, details.longName, details.minTick), (265598, "APPLE INC", 0.01))
        self.assertEqual((details.mdSizeMultiplier, details.stockType), (100, "COMMON"))

        client.reqMktData(2, apple(), "", False, False, [])
        (bid,) = client.answer("bid")
        (lots,) = client.answer("bidSize")
        self.assertTrue(100 < bid < 1000)
        self.assertTrue(0 < lots < 100)

        client.reqHistoricalData(3, apple(), "", "3600 S", "1 min", "TRADES", 1, 1, False, [])
        start, end = client.answer("historicalDataEnd")
        (first,) = client.answer("historicalData")
        self.assertRegex(first.date, r"^20261120  \d\d:\d\d:00$")
        self.assertTrue(start < first.date < end)

    def test_a_client_that_offers_less_is_hung_up_on(self):
        client = Client(client_id=56, highest=156)
        # connect() resets the client when the connection goes before a version has come.
        self.assertFalse(client.isConnected())
        self.assertIsNone(client.serverVersion())
