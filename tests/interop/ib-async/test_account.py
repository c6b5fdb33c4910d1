"""Whether money adds up: positions, values by currency, profit and loss, executions."""

import unittest
from collections import defaultdict
from datetime import date
from functools import cache

from gateways import complaint, gateway, until
from ib_async import Contract

ACCOUNTS = {"DU1234567": "USD", "DU7654321": "EUR"}
# What net liquidation is made of, each of which is told by currency too.
PARTS = (
    "CashBalance", "StockMarketValue", "OptionMarketValue", "FutureOptionValue", "FuturesPNL",
    "Cryptocurrency", "CorporateBondValue", "TBondValue", "TBillValue", "FundValue", "MutualFundValue", "WarrantValue",
)  # fmt: skip


@cache
def book(account):
    """One reading of an account: its values by tag and currency, and its portfolio, of the same moment."""
    ib = gateway("READ_ONLY_PORT", client_id=50 + list(ACCOUNTS).index(account))
    ib.client.reqAccountUpdates(False, "")
    ib.reqAccountUpdates(account)
    values = {(one.tag, one.currency): one.value for one in ib.accountValues(account)}
    return values, ib.portfolio(account)


def multiplier(contract):
    return float(contract.multiplier or 1)


class Accounts(unittest.TestCase):
    def of_each(self):
        return [(account, base, *book(account)) for account, base in ACCOUNTS.items()]

    def number(self, values, tag, currency):
        return float(values.get((tag, currency), 0))

    def rates(self, values):
        return {currency: float(rate) for (tag, currency), rate in values.items() if tag == "ExchangeRate" and currency != "BASE"}

    def test_positions_and_portfolio_are_the_same_holdings(self):
        for account, _, _, portfolio in self.of_each():
            positions = {one.contract.conId: one for one in gateway().positions(account)}
            self.assertEqual(set(positions), {one.contract.conId for one in portfolio})
            for held in portfolio:
                position = positions[held.contract.conId]
                self.assertEqual(position.position, held.position)
                self.assertAlmostEqual(position.avgCost, held.averageCost, places=6)

    def test_values_are_quantity_times_price_and_profit_is_value_less_cost(self):
        for _, _, _, portfolio in self.of_each():
            for held in portfolio:
                value = held.position * held.marketPrice * multiplier(held.contract)
                self.assertAlmostEqual(held.marketValue, value, delta=0.01)
                self.assertAlmostEqual(held.unrealizedPNL, value - held.position * held.averageCost, delta=0.01)

    def test_the_base_currency_is_the_accounts_own(self):
        for _, base, values, _ in self.of_each():
            self.assertEqual(values["RealCurrency", "BASE"], base)
            self.assertEqual(self.rates(values)[base], 1)
            self.assertIn(("NetLiquidation", base), values)
            self.assertEqual(self.number(values, "NetLiquidation", base), self.number(values, "NetLiquidationByCurrency", "BASE"))

    def test_each_currency_is_the_sum_of_its_parts(self):
        for _, _, values, _ in self.of_each():
            for currency in [*self.rates(values), "BASE"]:
                total = sum(self.number(values, part, currency) for part in PARTS)
                self.assertAlmostEqual(self.number(values, "NetLiquidationByCurrency", currency), total, delta=0.05)

    def test_the_base_is_the_sum_of_the_currencies(self):
        for _, _, values, _ in self.of_each():
            rates = self.rates(values)
            self.assertGreaterEqual(len(rates), 4)
            for tag in (*PARTS, "UnrealizedPnL", "RealizedPnL", "TotalCashBalance", "NetLiquidationByCurrency"):
                total = sum(self.number(values, tag, currency) * rate for currency, rate in rates.items())
                self.assertAlmostEqual(self.number(values, tag, "BASE"), total, delta=0.1, msg=tag)

    def test_values_by_currency_are_those_of_the_portfolio(self):
        kinds = {"StockMarketValue": "STK", "OptionMarketValue": "OPT", "Cryptocurrency": "CRYPTO"}
        for _, _, values, portfolio in self.of_each():
            sums = defaultdict(float)
            for held in portfolio:
                sums[held.contract.secType, held.contract.currency] += held.marketValue
                sums["UnrealizedPnL", held.contract.currency] += held.unrealizedPNL
            for currency in self.rates(values):
                for tag, kind in kinds.items():
                    self.assertAlmostEqual(self.number(values, tag, currency), sums[kind, currency], delta=0.02, msg=tag)
                self.assertAlmostEqual(self.number(values, "UnrealizedPnL", currency), sums["UnrealizedPnL", currency], delta=0.02)

    def test_margin_figures_follow_from_each_other(self):
        for _, base, values, _ in self.of_each():
            n = lambda tag: self.number(values, tag, base)  # noqa: E731
            self.assertAlmostEqual(n("AvailableFunds"), n("EquityWithLoanValue") - n("InitMarginReq"), delta=0.02)
            self.assertAlmostEqual(n("ExcessLiquidity"), n("EquityWithLoanValue") - n("MaintMarginReq"), delta=0.02)
            self.assertAlmostEqual(float(values["Cushion", ""]), n("ExcessLiquidity") / n("NetLiquidation"), delta=0.0001)
            self.assertGreater(n("InitMarginReq"), n("MaintMarginReq"))

    def test_the_summary_is_of_both_accounts_with_each_ones_base(self):
        rows = {(row.account, row.tag): row for row in gateway().accountSummary() if row.tag == "NetLiquidation"}
        self.assertEqual({(account, row.currency) for (account, _), row in rows.items()}, set(ACCOUNTS.items()))
        for account, base, values, _ in self.of_each():
            net = self.number(values, "NetLiquidation", base)
            # Prices have moved since.
            self.assertAlmostEqual(float(rows[account, "NetLiquidation"].value), net, delta=net * 0.005)

    def test_accounts_that_are_not_ours_are_refused(self):
        ib = gateway()
        ib.errors.clear()
        ib.client.reqAccountUpdates(True, "U999")
        ((request, code, text),) = until(ib, lambda: [error for error in ib.errors if error[1] == 321])
        self.assertEqual(request, -1)
        self.assertRegex(text, r"cause - Invalid account code 'U999'\.$")


class ProfitAndLoss(unittest.TestCase):
    def single(self, account, con_id):
        ib = gateway()
        ib.reqPnLSingle(account, "", con_id)
        try:
            return until(ib, lambda: next((p for p in ib.pnlSingle(account, "", con_id) if p.value == p.value), None))
        finally:
            ib.cancelPnLSingle(account, "", con_id)

    def test_of_a_position_it_is_quantity_times_the_move_of_its_price(self):
        ib = gateway()
        held = next(one for one in ib.positions("DU1234567") if one.contract.conId == 265598)
        (contract,) = ib.qualifyContracts(Contract(conId=265598, exchange="SMART"))
        ib.reqMarketDataType(1)
        ticker = ib.reqMktData(contract)
        until(ib, lambda: ticker.last == ticker.last and ticker.close == ticker.close)
        found = self.single("DU1234567", 265598)
        self.assertEqual(found.position, held.position)
        price = found.value / found.position
        self.assertAlmostEqual(price, ticker.last, delta=ticker.last * 0.002)
        self.assertAlmostEqual(found.dailyPnL, held.position * (price - ticker.close), delta=0.01)
        self.assertAlmostEqual(found.unrealizedPnL, found.value - held.position * held.avgCost, delta=0.01)
        ib.cancelMktData(contract)

    def test_of_an_account_it_is_what_its_positions_have_made(self):
        ib = gateway()
        for account in ACCOUNTS:
            (total,) = [ib.reqPnL(account)]
            until(ib, lambda: total.unrealizedPnL == total.unrealizedPnL)
            values, _ = book(account)
            self.assertAlmostEqual(total.unrealizedPnL, float(values["UnrealizedPnL", "BASE"]), delta=2000)
            self.assertAlmostEqual(total.realizedPnL, float(values["RealizedPnL", "BASE"]), delta=0.05)
            ib.cancelPnL(account)

    def test_of_an_account_that_is_not_ours_it_is_refused(self):
        ib = gateway()
        code, text = complaint(ib, lambda id: ib.client.reqPnL(id, "U999", ""))
        self.assertEqual(code, 321)
        self.assertIn("U999", text)


class Executions(unittest.TestCase):
    def test_fills_of_an_order_add_up_and_each_has_its_commission(self):
        ib = gateway()
        fills = ib.fills()
        self.assertGreater(len(fills), 3)
        orders = defaultdict(list)
        for fill in fills:
            self.assertEqual(fill.time.date(), date(2026, 11, 20))
            self.assertIn(fill.execution.side, ("BOT", "SLD"))
            self.assertIn(fill.execution.acctNumber, ACCOUNTS)
            self.assertEqual(fill.commissionReport.execId, fill.execution.execId)
            self.assertGreater(fill.commissionReport.commission, 0)
            self.assertEqual(fill.commissionReport.currency, fill.contract.currency)
            orders[fill.execution.permId].append(fill.execution)
        self.assertEqual(len({fill.execution.execId for fill in fills}), len(fills))
        for parts in orders.values():
            shares = money = 0
            for part in sorted(parts, key=lambda one: one.execId.split(".")[-1]):
                shares += part.shares
                money += part.shares * part.price
                self.assertAlmostEqual(part.cumQty, shares)
                self.assertAlmostEqual(part.avgPrice, money / shares, places=4)
