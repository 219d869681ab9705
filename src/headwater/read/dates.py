"""Publication dates as pages write them; an ambiguous or impossible date is none."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
# "Apr 152017" is what is left of "Apr 15,2017" when punctuation was stripped.
DATE: Final = (
    rf"(?:(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<m2>{_MONTH}),?[ -](?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH}) ?(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )?(?P<y3>\d{{4}})"
    rf"|(?P<d4>\d{{1,2}})(?P<s4>[./-])(?P<m4>\d{{1,2}})(?P=s4)(?P<y4>\d{{4}}))(?!\d)"
)
_DATE: Final = re.compile(DATE, re.IGNORECASE)
_FIRST_YEAR: Final = 1900
_MONTHS_A_YEAR: Final = 12


def iso_date(given: str | None) -> str | None:
    """A given date or date-time in ISO form.

    Args:
        given: as a file gives it; ISO 8601 is kept as written, other forms lose their time.

    Returns:
        ISO text, or ``None`` when it is no date or day and month can't be told apart.
    """
    if given is None:
        return None
    given = given.strip()
    try:
        datetime.fromisoformat(given)
    except ValueError:
        found = _DATE.search(given)
        return date_of(found) if found else None
    return given if "-" in given else datetime.fromisoformat(given).date().isoformat()


def date_of(found: re.Match[str]) -> str | None:
    """The ISO date that a match of ``DATE`` stands for; ``None`` when impossible or ambiguous."""
    groups = found.groupdict()
    for form in "1234":
        if groups.get(f"y{form}"):
            year, month, day = (groups[f"{part}{form}"] for part in "ymd")
            break
    else:
        return None
    if form == "4" and groups["s4"] != "." and int(day) <= _MONTHS_A_YEAR and day != month:
        # 05/06/2017 is May or June; only dotted dates are day-first everywhere.
        return None
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        parsed = date(int(year), number, int(day))
    except ValueError:
        return None
    return parsed.isoformat() if parsed.year >= _FIRST_YEAR else None
