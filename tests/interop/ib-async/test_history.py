"""Whether bars of every size tell the same story, on the days that there were."""

import unittest
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from gateways import complaint, gateway, until
from ib_async import Forex, Index, Stock
from trading_days import is_open

APPLE = Stock("AAPL", "SMART", "USD")
NEW_YORK = ZoneInfo("America/New_York")
YESTERDAY = "20261119 23:59:59 US/Eastern"
HALF_DAY = "20251128 23:59:59 US/Eastern"  # the day after Thanksgiving


def bars(contract, duration, size, what="TRADES", end="", regular=True, **more):
    return gateway().reqHistoricalData(contract, end, duration, size, what, regular, **more)


class Bars(unittest.TestCase):
    def assertSums(self, parts, whole):
        self.assertEqual(parts[0].open, whole.open)
        self.assertEqual(max(bar.high for bar in parts), whole.high)
        self.assertEqual(min(bar.low for bar in parts), whole.low)
        self.assertEqual(parts[-1].close, whole.close)
        self.assertEqual(sum(bar.volume for bar in parts), whole.volume)
        self.assertEqual(sum(bar.barCount for bar in parts), whole.barCount)

    def test_minutes_and_hours_add_up_to_the_day(self):
        (day,) = bars(APPLE, "1 D", "1 day", end=YESTERDAY)
        self.assertEqual(day.date, date(2026, 11, 19))
        for size, count in ("1 min", 390), ("5 mins", 78), ("30 mins", 13), ("1 hour", 7):
            with self.subTest(size=size):
                parts = bars(APPLE, "1 D", size, end=YESTERDAY)
                self.assertEqual(len(parts), count)
                self.assertEqual(parts[0].date, datetime(2026, 11, 19, 9, 30, tzinfo=NEW_YORK))
                self.assertSums(parts, day)

    def test_days_add_up_to_the_week(self):
        days = [bar for bar in bars(APPLE, "10 D", "1 day", end=YESTERDAY) if bar.date >= date(2026, 11, 9)]
        weeks = bars(APPLE, "2 W", "1 week", end="20261113 23:59:59 US/Eastern")
        self.assertSums([bar for bar in days if bar.date <= date(2026, 11, 13)], weeks[-1])

    def test_every_bar_is_possible(self):
        for bar in bars(APPLE, "1 Y", "1 day") + bars(APPLE, "2 D", "1 min", regular=False):
            self.assertTrue(bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high, bar)
            self.assertTrue(bar.low <= bar.average <= bar.high, bar)
            self.assertGreater(bar.volume, 0)

    def test_a_year_of_days_has_no_weekend_and_no_holiday(self):
        days = [bar.date for bar in bars(APPLE, "1 Y", "1 day")]
        self.assertEqual(days, sorted(set(days)))
        self.assertEqual(days[-1], date(2026, 11, 20))
        self.assertTrue(all(is_open(day) for day in days))
        self.assertIn(len(days), range(249, 254))
        for holiday in date(2025, 11, 27), date(2025, 12, 25), date(2026, 1, 1), date(2026, 4, 3), date(2026, 7, 3):
            self.assertNotIn(holiday, days)

    def test_a_half_day_ends_at_one(self):
        minutes = bars(APPLE, "1 D", "1 min", end=HALF_DAY)
        self.assertEqual(len(minutes), 210)
        self.assertEqual(minutes[-1].date, datetime(2025, 11, 28, 12, 59, tzinfo=NEW_YORK))

    def test_outside_regular_hours_there_is_more(self):
        regular, all_day = (bars(APPLE, "1 D", "1 hour", end=YESTERDAY, regular=only) for only in (True, False))
        self.assertEqual(all_day[0].date, datetime(2026, 11, 19, 4, 0, tzinfo=NEW_YORK))
        self.assertEqual(len(all_day), 16)
        self.assertGreater(len(all_day), len(regular))

    def test_epochs_and_dates_are_the_same_instants(self):
        dates, epochs = (bars(APPLE, "1 D", "30 mins", end=YESTERDAY, formatDate=form) for form in (1, 2))
        self.assertEqual([bar.date for bar in dates], [bar.date for bar in epochs])
        self.assertEqual(epochs[0].date.tzinfo, timezone.utc)

    def test_bid_ask_and_midpoint_have_no_volume_and_surround_each_other(self):
        both = [bars(APPLE, "1 D", "1 hour", what, YESTERDAY) for what in ("BID", "ASK", "MIDPOINT", "BID_ASK")]
        for bid, ask, middle, average in zip(*both):
            self.assertTrue(bid.close < middle.close < ask.close)
            self.assertTrue(bid.low <= average.low and average.high <= ask.high)
            for bar in bid, ask, middle, average:
                self.assertEqual((bar.volume, bar.average, bar.barCount), (-1, -1, -1))

    def test_dates_of_a_stock_abroad_are_in_its_own_zone(self):
        first = bars(Stock("SAP", "IBIS", "EUR"), "1 D", "1 hour", end="20261119 23:59:59 MET")[0]
        self.assertEqual(first.date, datetime(2026, 11, 19, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")))

    def test_a_currency_has_midpoints_and_an_index_has_trades(self):
        self.assertTrue(bars(Forex("EURUSD"), "1 D", "1 hour", "MIDPOINT", regular=False))
        self.assertTrue(bars(Index("SPX", "CBOE"), "2 D", "1 day"))


class ScheduleAndHead(unittest.TestCase):
    def test_the_schedule_names_the_days_that_have_bars(self):
        schedule = gateway().reqHistoricalSchedule(APPLE, 30)
        days = [bar.date.strftime("%Y%m%d") for bar in bars(APPLE, "30 D", "1 day")]
        self.assertEqual([session.refDate for session in schedule.sessions], days)
        for session in schedule.sessions:
            self.assertEqual(session.startDateTime, f"{session.refDate}-09:30:00")
            self.assertEqual(session.endDateTime, f"{session.refDate}-16:00:00")
        self.assertEqual(schedule.timeZone, "US/Eastern")

    def test_history_begins_with_the_first_trade(self):
        began = datetime(1980, 12, 12, 14, 30, tzinfo=timezone.utc)
        self.assertEqual(gateway().reqHeadTimeStamp(APPLE, "TRADES", True, 2), began)
        self.assertEqual(gateway().reqHeadTimeStamp(APPLE, "TRADES", True, 1), began.replace(tzinfo=None))


class Refusals(unittest.TestCase):
    def refusal(self, contract=APPLE, duration="1 D", size="1 min", what="TRADES", end=""):
        ib = gateway()
        return complaint(ib, lambda id: ib.client.reqHistoricalData(
            id, contract, end, duration, size, what, True, 1, False, []))  # fmt: skip

    def test_what_cannot_be_asked(self):
        code, text = self.refusal(what="NONSENSE")
        self.assertEqual(code, 321)
        self.assertRegex(text, r"^Error validating request\.-'\w+' : cause - What to show field is missing or incorrect\.$")
        self.assertEqual(self.refusal(size="7 mins")[0], 321)
        self.assertEqual(self.refusal(duration="1 X")[0], 321)
        unknown = self.refusal(Stock("NOSUCH", "SMART", "USD"))
        self.assertEqual(unknown, (200, "No security definition has been found for the request"))

    def test_what_has_no_data(self):
        text = "Historical Market Data Service error message:HMDS query returned no data: AAPL@SMART Trades"
        self.assertEqual(self.refusal(size="1 day", end="19700105 23:59:59 US/Eastern"), (162, text))

    def test_what_is_given_up(self):
        ib = gateway()

        def ask_and_give_up(id):
            ib.client.reqHistoricalData(id, APPLE, "", "30 D", "1 hour", "TRADES", True, 1, False, [])
            ib.client.cancelHistoricalData(id)

        code, text = complaint(ib, ask_and_give_up)
        self.assertEqual(code, 162)
        self.assertRegex(text, r"^Historical Market Data Service error message:API historical data query cancelled: \d+$")


class KeptUpToDate(unittest.TestCase):
    def test_the_forming_bar_moves_and_new_ones_follow(self):
        fast = gateway("FAST_PORT")
        kept = fast.reqHistoricalData(APPLE, "", "1800 S", "1 min", "TRADES", True, keepUpToDate=True)
        before = [bar.date for bar in kept]
        until(fast, lambda: len(kept) >= len(before) + 2, seconds=15)
        dates = [bar.date for bar in kept]
        self.assertEqual(dates[: len(before)], before)
        self.assertTrue(all(b - a == timedelta(minutes=1) for a, b in zip(dates, dates[1:])))
        fast.cancelHistoricalData(kept)
