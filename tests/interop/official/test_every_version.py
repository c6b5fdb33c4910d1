"""Every message at every server version whose layout differs, read by IBKR's own client to the last field."""

import os
import unittest

from ibapi.common import WshEventData
from ibapi.execution import ExecutionFilter
from ibapi.scanner import ScannerSubscription
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
STOCK_CFD = contract(symbol="AAPL", secType="CFD", exchange="SMART")
MICROSOFT = contract(symbol="MSFT", secType="STK", exchange="SMART", currency="USD")
EURO = contract(symbol="EUR", secType="CASH", exchange="IDEALPRO", currency="USD")
FUTURE = contract(symbol="ES", secType="FUT", lastTradeDateOrContractMonth="202612", exchange="CME", currency="USD")
NEWS = contract(symbol="BRFG:BRFG_ALL", secType="NEWS", exchange="BRFG")
TEN = "20261120 10:00:00 US/Eastern"
UNKNOWN = contract(symbol="NOSUCH", secType="STK", exchange="SMART", currency="USD")


def top_gainers():
    made = ScannerSubscription()
    made.numberOfRows, made.instrument, made.locationCode, made.scanCode = 10, "STK", "STK.US.MAJOR", "TOP_PERC_GAIN"
    return made


# What may not be asked again at once is asked at the last version only. Its fields have been the same since before 157.
PACED = VERSIONS[-1]
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
    ("historicalDataUpdate", 157, lambda c, id: c.reqHistoricalData(id, AAPL, "", "900 S", "1 min", "TRADES", 1, 1, True, [])),
    ("historicalTicksLast", PACED, lambda c, id: c.reqHistoricalTicks(id, AAPL, TEN, "", 20, "TRADES", 1, False, [])),
    ("historicalTicksBidAsk", PACED, lambda c, id: c.reqHistoricalTicks(id, AAPL, TEN, "", 20, "BID_ASK", 1, False, [])),
    ("historicalTicks", PACED, lambda c, id: c.reqHistoricalTicks(id, AAPL, TEN, "", 20, "MIDPOINT", 1, False, [])),
    ("histogramData", 157, lambda c, id: c.reqHistogramData(id, AAPL, True, "1 day")),
    ("realtimeBar", PACED, lambda c, id: c.reqRealTimeBars(id, AAPL, 5, "TRADES", True, [])),
    ("tickByTickAllLast", PACED, lambda c, id: c.reqTickByTickData(id, AAPL, "AllLast", 0, False)),
    ("tickByTickBidAsk", PACED, lambda c, id: c.reqTickByTickData(id, MICROSOFT, "BidAsk", 0, False)),
    ("tickByTickMidPoint", PACED, lambda c, id: c.reqTickByTickData(id, EURO, "MidPoint", 0, False)),
    ("updateMktDepth", 157, lambda c, id: c.reqMktDepth(id, FUTURE, 5, False, [])),
    ("updateMktDepthL2", 157, lambda c, id: c.reqMktDepth(id, AAPL, 5, True, [])),
    ("rerouteMktDepthReq", 157, lambda c, id: c.reqMktDepth(id, STOCK_CFD, 5, True, [])),
    ("mktDepthExchanges", 157, lambda c, id: c.reqMktDepthExchanges()),
    ("smartComponents", 157, lambda c, id: c.reqSmartComponents(id, "9c0001")),
    ("tickOptionComputation", 157, lambda c, id: c.calculateImpliedVolatility(id, CALL, 9.5, 276, [])),
    ("tickOptionComputation", 157, lambda c, id: c.calculateOptionPrice(id, CALL, 0.35, 276, [])),
    ("marketRule", 157, lambda c, id: c.reqMarketRule(26)),
    ("scannerParameters", 157, lambda c, id: c.reqScannerParameters()),
    ("scannerDataEnd", 157, lambda c, id: c.reqScannerSubscription(id, top_gainers(), [], [])),
    ("displayGroupList", 157, lambda c, id: c.queryDisplayGroups(id)),
    ("displayGroupUpdated", 157, lambda c, id: c.subscribeToGroupEvents(id, 1)),
    ("softDollarTiers", 157, lambda c, id: c.reqSoftDollarTiers(id)),
    ("familyCodes", 157, lambda c, id: c.reqFamilyCodes()),
    ("newsProviders", 157, lambda c, id: c.reqNewsProviders()),
    ("historicalNewsEnd", 157, lambda c, id: c.reqHistoricalNews(id, 265598, "BRFG+BRFUPDN+DJNL", "", "", 10, [])),
    ("tickNews", 157, lambda c, id: c.reqMktData(id, NEWS, "mdoff,292", False, False, [])),
    ("wshMetaData", 161, lambda c, id: c.reqWshMetaData(id)),
    ("userInfo", 167, lambda c, id: c.reqUserInfo(id)),
    ("currentTime", 157, lambda c, id: c.reqCurrentTime()),
]  # fmt: skip
WITHOUT_ID = {
    "positionEnd", "accountDownloadEnd", "openOrderEnd", "completedOrdersEnd", "currentTime", "mktDepthExchanges", "marketRule",
    "scannerParameters", "familyCodes", "newsProviders",
}  # fmt: skip


class EveryVersion(unittest.TestCase):
    def test_every_field_of_every_message_is_read(self):
        for version in VERSIONS:
            with self.subTest(version=version):
                client = OfficialClient(int(os.environ["FAST_PORT"]), client_id=version, highest=version)
                try:
                    self.assertEqual(client.serverVersion(), version)
                    asked = [(r, end, ask) for r, (end, since, ask) in enumerate(REQUESTS, 1) if version >= since]
                    for request, _, ask in asked:
                        ask(client, request)
                    for request, end, _ in asked:
                        client.answer(end, None if end in WITHOUT_ID else request)
                    self.ask_what_needs_an_answer_first(client, version)
                finally:
                    client.leave()
                self.assertEqual(client.unreadable, [])

    def ask_what_needs_an_answer_first(self, client, version):
        """Articles have ids that only headlines tell; events can be asked for once their metadata has come."""
        _, _, provider, article, *_ = client.answer("historicalNews")
        client.reqNewsArticle(901, provider, article, [])
        client.answer("newsArticle", 901)
        if version >= 171:
            wanted = WshEventData()
            wanted.conId = 265598
            client.reqWshEventData(902, wanted)
            client.answer("wshEventData", 902)

    def test_a_newer_client_is_negotiated_down(self):
        client = OfficialClient(int(os.environ["FAST_PORT"]), client_id=1, highest=225)
        self.assertEqual(client.serverVersion(), 193)
        client.leave()
