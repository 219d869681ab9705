"""Stretches of the calendar and clock, as half-open intervals of days with a precision."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1000, 2200
"""Years outside are not read as years of news text."""

Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a time expression denotes: days ``[start, end)``, or ``None`` where it can't be told.

    ``clock`` is (hour, minute) of the first day. ``kind`` is date, time, duration or set (TimeML).
    """

    start: date | None = None
    end: date | None = None
    precision: str = "vague"
    kind: str = "date"
    clock: tuple[int, int] | None = None

    @property
    def stretch(self) -> Stretch | None:
        """The days, when both ends are known."""
        return None if self.start is None or self.end is None else (self.start, self.end)

    def iso(self) -> tuple[str | None, str | None]:
        """Start and end as ISO dates, or as date-times of one minute when there is a clock."""
        if self.start is None or self.end is None:
            return None, None
        if self.clock is None:
            return self.start.isoformat(), self.end.isoformat()
        moment = datetime(*self.start.timetuple()[:3], *self.clock)  # noqa: DTZ001 - local time
        after = moment + timedelta(minutes=1)
        return moment.isoformat(timespec="minutes"), after.isoformat(timespec="minutes")


UNKNOWN = Meaning()
DURATION = Meaning(kind="duration")
SET = Meaning(kind="set")


def at_clock(meaning: Meaning, clock: tuple[int, int] | None) -> Meaning:
    """A day narrowed to a clock time; other stretches stay as they are."""
    if clock is None or meaning.precision != "day":
        return meaning
    return replace(meaning, clock=clock, precision="minute", kind="time")


def days(first: date, count: int = 1, precision: str = "day") -> Meaning:
    """``count`` days from ``first``."""
    return Meaning(first, first + count * DAY, precision)


def whole_months(year: int, month: int, count: int, precision: str) -> Meaning:
    """``count`` whole months from a month; the month may lie outside 1-12."""
    first, last = (divmod(year * 12 + month - 1 + more, 12) for more in (0, count))
    if not (FIRST_YEAR <= first[0] <= LAST_YEAR and last[0] <= LAST_YEAR):
        return UNKNOWN
    return Meaning(date(first[0], first[1] + 1, 1), date(last[0], last[1] + 1, 1), precision)


def month(year: int, number: int) -> Meaning:
    """A calendar month."""
    return whole_months(year, number, 1, "month")


def year(number: int) -> Meaning:
    """A calendar year."""
    return whole_months(number, 1, 12, "year")


def decade(number: int) -> Meaning:
    """The ten years from a year that ends in 0."""
    return whole_months(number, 1, 120, "decade")


def century(number: int) -> Meaning:
    """A century by its ordinal: the 20th is 1900 to 1999, as TIMEX3 has it. Precision is vague."""
    return whole_months((number - 1) * 100, 1, 1200, "vague")


def quarter(year_number: int, number: int) -> Meaning:
    """A calendar quarter; there is no nearer precision word than season."""
    return whole_months(year_number, 3 * number - 2, 3, "season")


def half(year_number: int, number: int) -> Meaning:
    """The first or second half of a year."""
    return whole_months(year_number, 6 * number - 5, 6, "season")


def season(year_number: int, first_month: int) -> Meaning:
    """Three whole months; winter runs into the next year."""
    return whole_months(year_number, first_month, 3, "season")


def week(day: date) -> Meaning:
    """The Monday-to-Sunday week that holds a day."""
    return days(day - (day.isoweekday() - 1) * DAY, 7, "week")


def weekend(day: date) -> Meaning:
    """Saturday and Sunday of the week that holds a day."""
    return days(day + (6 - day.isoweekday()) * DAY, 2)


def day_of_month(year_number: int, number: int, day: int) -> Meaning | None:
    """A date, or ``None`` where the month has no such day."""
    if (
        not FIRST_YEAR <= year_number <= LAST_YEAR
        or not 1 <= day <= monthrange(year_number, number)[1]
    ):
        return None
    return days(date(year_number, number, day))


def nth_weekday(year_number: int, number: int, weekday: int, nth: int) -> Meaning:
    """The n-th such weekday (ISO number) of a month."""
    first = date(year_number, number, 1)
    return days(first + ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)) * DAY)


def weekday_before(day: date, weekday: int, *, strict: bool) -> date:
    """The latest such weekday on or before a day (``strict``: before)."""
    last = day - DAY if strict else day
    return last - (last.isoweekday() - weekday) % 7 * DAY


def weekday_after(day: date, weekday: int, *, strict: bool) -> date:
    """The first such weekday on or after a day (``strict``: after)."""
    first = day + DAY if strict else day
    return first + (weekday - first.isoweekday()) % 7 * DAY


def unit_of(day: date, unit: str, shift: int = 0) -> Meaning:
    """The calendar unit that lies ``shift`` units from the one that holds a day."""
    made = {
        "day": lambda: days(day + shift * DAY),
        "week": lambda: week(day + 7 * shift * DAY),
        "fortnight": lambda: week(day + 14 * shift * DAY),
        "month": lambda: month(day.year, day.month + shift),
        "quarter": lambda: quarter(day.year, (day.month + 2) // 3 + shift),
        "year": lambda: year(day.year + shift),
        "decade": lambda: decade(day.year // 10 * 10 + 10 * shift),
        "century": lambda: century(day.year // 100 + 1 + shift),
    }
    return made[unit]()
