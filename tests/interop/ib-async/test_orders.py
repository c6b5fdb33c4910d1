"""Orders can be looked at and never placed, with the Read-Only API setting on or off."""

import unittest

from gateways import complaint, gateway, until
from ib_async import LimitOrder, Stock

READ_ONLY = r"^Error validating request\.-'\w+' : cause - The API interface is currently in Read-Only mode\.$"
APPLE = Stock("AAPL", "SMART", "USD")


def order_of(id):
    return LimitOrder("BUY", 1, 1, orderId=id)


class ReadOnly(unittest.TestCase):
    def test_whatever_changes_an_order_is_refused(self):
        ib = gateway()
        for ask in (
            lambda id: ib.client.placeOrder(id, APPLE, order_of(id)),
            lambda id: ib.client.cancelOrder(id),
            lambda id: ib.client.exerciseOptions(id, APPLE, 1, 1, "DU1234567", 0),
        ):
            code, text = complaint(ib, ask)
            self.assertEqual(code, 321)
            self.assertRegex(text, READ_ONLY)

    def test_order_ids_and_open_orders_of_this_client_are_refused_without_an_id(self):
        ib = gateway()
        for ask in ib.client.reqOpenOrders, lambda: ib.client.reqIds(1), ib.client.reqGlobalCancel:
            ib.errors.clear()
            ask()
            ((request, code, text),) = until(ib, lambda: list(ib.errors))
            self.assertEqual((request, code), (-1, 321))
            self.assertRegex(text, READ_ONLY)


class ReadOnlyOff(unittest.TestCase):
    def setUp(self):
        self.ib = gateway("READ_ONLY_OFF_PORT")

    def test_resting_orders_say_what_they_wait_for(self):
        trades = self.ib.reqAllOpenOrders()
        self.assertGreater(len(trades), 3)
        for trade in trades:
            order, status = trade.order, trade.orderStatus
            self.assertIn(order.action, ("BUY", "SELL"))
            self.assertIn(order.account, ("DU1234567", "DU7654321"))
            self.assertIn(status.status, ("Submitted", "PreSubmitted"))
            self.assertEqual(status.filled + status.remaining, order.totalQuantity)
            self.assertEqual(order.lmtPrice > 0, "LMT" in order.orderType)
            self.assertEqual(order.auxPrice > 0, "STP" in order.orderType)
            # Placed elsewhere: its ids mean nothing here, its permanent id does.
            self.assertEqual((order.orderId, order.clientId), (0, 0))
            self.assertGreater(order.permId, 0)
        self.assertEqual(len({trade.order.permId for trade in trades}), len(trades))

    def test_completed_orders_say_how_they_ended(self):
        trades = self.ib.reqCompletedOrders(False)
        self.assertGreater(len(trades), 0)
        for trade in trades:
            self.assertIn(trade.orderStatus.status, ("Filled", "Cancelled", "Inactive"))
            self.assertNotEqual(trade.contract.conId, 0)

    def test_no_order_is_placed(self):
        ib = self.ib
        before = {trade.order.permId for trade in ib.reqAllOpenOrders()}
        code, text = complaint(ib, lambda id: ib.client.placeOrder(id, APPLE, order_of(id)))
        self.assertEqual(code, 201)
        self.assertEqual(text, "Order rejected - reason:This is a simulated Gateway. It executes no orders.")
        code, text = complaint(ib, lambda id: ib.client.cancelOrder(id))
        self.assertEqual(code, 10147)
        self.assertRegex(text, r"^OrderId \d+ that needs to be cancelled is not found\.$")
        self.assertEqual({trade.order.permId for trade in ib.reqAllOpenOrders()}, before)
