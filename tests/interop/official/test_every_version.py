"""Every message at every server version whose layout differs, read by IBKR's own client to the last field."""

import os
import unittest

from ibapi.execution import ExecutionFilter
from official_client import OfficialClient, contract

VERSIONS = [157, 158, 159, 160, 162, 163, 164, 165, 166, 170, 173, 174, 175, 176, 177, 178, 179, 182, 183, 184, 185, 186]
VERSIONS += [188, 189, 191, 192, 193]
ACCOUNT = "DU1234567"
AAPL = contract(symbol="AAPL", secType="STK", exchange="SMART", currency="USD")
CALL = contract(
    symbol="AAPL", secType="OPT", lastTradeDateOrContractMonth="20261218", strike=280, right="C", exchange="SMART",
    currency="USD", multiplier="100",
)  # fmt: skip
TREASURY = contract(secType="BOND", secIdType="CUSIP", secId="912810TM0")
FUND = contract(symbol="VFIAX", secType="FUND", exchange="FUNDSERV")
CFD = contract(symbol="IBUS500", secType="CFD", exchange="SMART")
UNKNOWN = contract(symbol="NOSUCH", secType="STK", exchange="SMART", currency="USD")

# Each with the callback that ends its answer, and the version since which the client can ask.
REQUESTS = [
    ("contractDetailsEnd", 157, lambda c, id: c.reqContractDetails(id, AAPL)),
    ("contractDetailsEnd", 157, lambda c, id: c.reqContractDetails(id, CALL)),
    ("contractDetailsEnd", 157, lambda c, id: c.reqContractDetails(id, TREASURY)),
    ("contractDetailsEnd", 157, lambda c, id: c.reqContractDetails(id, FUND)),
    ("error", 157, lambda c, id: c.reqContractDetails(id, UNKNOWN)),
    ("symbolSamples", 157, lambda c, id: c.reqMatchingSymbols(id, "apple")),
    ("securityDefinitionOptionParameterEnd", 157, lambda c, id: c.reqSecDefOptParams(id, "AAPL", "", "STK", 265598)),
    ("historicalDataEnd", 157, lambda c, id: c.reqHistoricalData(id, AAPL, "", "2 D", "1 hour", "TRADES", 1, 1, False, [])),
    ("historicalDataEnd", 157, lambda c, id: c.reqHistoricalData(id, AAPL, "", "1 W", "1 day", "MIDPOINT", 0, 2, False, [])),
    ("historicalSchedule", 165, lambda c, id: c.reqHistoricalData(id, AAPL, "", "9 D", "1 day", "SCHEDULE", 1, 1, False, [])),
    ("headTimestamp", 157, lambda c, id: c.reqHeadTimeStamp(id, AAPL, "TRADES", 1, 1)),
    ("positionEnd", 157, lambda c, id: c.reqPositions()),
    ("positionMultiEnd", 157, lambda c, id: c.reqPositionsMulti(id, ACCOUNT, "")),
    ("accountUpdateMultiEnd", 157, lambda c, id: c.reqAccountUpdatesMulti(id, ACCOUNT, "", False)),
    ("accountDownloadEnd", 157, lambda c, id: c.reqAccountUpdates(True, ACCOUNT)),
    ("accountSummaryEnd", 157, lambda c, id: c.reqAccountSummary(id, "All", "NetLiquidation,BuyingPower,Cushion")),
    ("pnl", 157, lambda c, id: c.reqPnL(id, ACCOUNT, "")),
    ("pnlSingle", 157, lambda c, id: c.reqPnLSingle(id, ACCOUNT, "", 265598)),
    ("execDetailsEnd", 157, lambda c, id: c.reqExecutions(id, ExecutionFilter())),
    ("openOrderEnd", 157, lambda c, id: c.reqAllOpenOrders()),
    ("completedOrdersEnd", 157, lambda c, id: c.reqCompletedOrders(False)),
    ("tickPrice", 157, lambda c, id: c.reqMktData(id, AAPL, "104,106,165,221,233,236,293,318,411,456", False, False, [])),
    ("tickOptionComputation", 157, lambda c, id: c.reqMktData(id, CALL, "101", False, False, [])),
    ("tickSnapshotEnd", 157, lambda c, id: c.reqMktData(id, AAPL, "", True, False, [])),
    ("rerouteMktDataReq", 157, lambda c, id: c.reqMktData(id, CFD, "", False, False, [])),
    ("currentTime", 157, lambda c, id: c.reqCurrentTime()),
]  # fmt: skip
WITHOUT_ID = {"positionEnd", "accountDownloadEnd", "openOrderEnd", "completedOrdersEnd", "currentTime"}


class EveryVersion(unittest.TestCase):
    def test_every_field_of_every_message_is_read(self):
        for version in VERSIONS:
            with self.subTest(version=version):
                client = OfficialClient(int(os.environ["READ_ONLY_OFF_PORT"]), client_id=version, highest=version)
                try:
                    self.assertEqual(client.serverVersion(), version)
                    asked = [(r, end, ask) for r, (end, since, ask) in enumerate(REQUESTS, 1) if version >= since]
                    for request, _, ask in asked:
                        ask(client, request)
                    for request, end, _ in asked:
                        client.answer(end, None if end in WITHOUT_ID else request)
                finally:
                    client.disconnect()
                self.assertEqual(client.unreadable, [])

    def test_a_newer_client_is_negotiated_down(self):
        client = OfficialClient(int(os.environ["READ_ONLY_OFF_PORT"]), client_id=1, highest=225)
        self.assertEqual(client.serverVersion(), 193)
        client.disconnect()
