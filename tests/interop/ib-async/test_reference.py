"""What can be looked up: price steps, calculations, scans and what can be scanned."""

import unittest
from xml.etree import ElementTree

from gateways import gateway
from ib_async import Option, ScannerSubscription, Stock


class Calculations(unittest.TestCase):
    def test_price_and_volatility_are_each_others_answer(self):
        ib = gateway()
        (call,) = ib.qualifyContracts(Option("AAPL", "20261218", 280, "C", "SMART"))
        from_price = ib.calculateImpliedVolatility(call, 9.5, 276)
        self.assertTrue(0.05 < from_price.impliedVol < 2)
        self.assertEqual((from_price.optPrice, from_price.undPrice), (9.5, 276))
        from_volatility = ib.calculateOptionPrice(call, from_price.impliedVol, 276)
        self.assertAlmostEqual(from_volatility.optPrice, 9.5, places=4)
        self.assertAlmostEqual(from_volatility.delta, from_price.delta, places=6)


class PriceSteps(unittest.TestCase):
    def test_every_rule_of_a_contract_can_be_looked_up(self):
        ib = gateway()
        for contract in Stock("AAPL", "SMART", "USD"), Stock("VOD", "LSE", "GBP"), Stock("7203", "TSEJ", "JPY"):
            (details,) = ib.reqContractDetails(contract)
            for rule in {int(rule) for rule in details.marketRuleIds.split(",")}:
                steps = ib.reqMarketRule(rule)
                self.assertEqual(steps[0].lowEdge, 0)
                self.assertEqual([step.lowEdge for step in steps], sorted({step.lowEdge for step in steps}))
                self.assertTrue(all(step.increment > 0 for step in steps))
                self.assertLessEqual(details.minTick, max(step.increment for step in steps))


class Scans(unittest.TestCase):
    def test_the_biggest_gainers_have_gained_and_come_in_order(self):
        ib = gateway()
        found = ib.reqScannerData(ScannerSubscription(10, "STK", "STK.US.MAJOR", "TOP_PERC_GAIN"))
        self.assertEqual([row.rank for row in found], list(range(10)))
        gains = []
        for row in found[:3]:
            contract = row.contractDetails.contract
            self.assertEqual((contract.secType, contract.currency, contract.exchange), ("STK", "USD", "SMART"))
            before, today = ib.reqHistoricalData(contract, "", "2 D", "1 day", "TRADES", True)
            gains.append(today.close / before.close - 1)
        # Prices have moved since the scan.
        self.assertTrue(all(later <= earlier + 0.002 for earlier, later in zip(gains, gains[1:])), gains)
        self.assertGreater(gains[0], 0)

    def test_the_catalogue_is_as_big_as_a_real_one_and_has_the_scan(self):
        text = gateway().reqScannerParameters()
        self.assertGreater(len(text), 1_000_000)
        catalogue = ElementTree.fromstring(text)
        self.assertEqual(catalogue.tag, "ScanParameterResponse")
        self.assertIn("TOP_PERC_GAIN", {code.text for code in catalogue.iter("scanCode")})
        self.assertIn("STK.US.MAJOR", {code.text for code in catalogue.iter("locationCode")})
