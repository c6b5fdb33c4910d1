"""New York's closed days around the simulated date, from NYSE's published calendar; nothing of it comes from the simulator."""

from datetime import date, timedelta

HOLIDAYS = {
    date(2026, 9, 7),  # Labor Day
    date(2026, 11, 26),  # Thanksgiving
    date(2026, 12, 25),  # Christmas
    date(2027, 1, 1),  # New Year
    date(2027, 1, 18),  # Martin Luther King Day
    date(2027, 2, 15),  # Washington's Birthday
    date(2027, 3, 26),  # Good Friday
    date(2027, 5, 31),  # Memorial Day
    date(2027, 6, 18),  # Juneteenth, a Saturday, kept on the Friday
    date(2027, 7, 5),  # Independence Day, a Sunday, kept on the Monday
}
LAST_KNOWN = date(2027, 8, 31)


def is_open(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def on_or_before(day):
    """The day itself, or the last one before it on which the exchange is open."""
    while not is_open(day):
        day -= timedelta(days=1)
    return day


def third_friday(year, month):
    first = date(year, month, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 14)
