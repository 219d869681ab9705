"""Meanings of the rules on weekdays, today and yesterday, parts of the day and the clock."""

from __future__ import annotations

from dataclasses import replace

from headwater.ground import time_calendar as calendar
from headwater.ground.time_calendar import DAY, SET, UNKNOWN, Meaning
from headwater.ground.time_context import Context, Phrase, clock_of, timed
from headwater.ground.time_dates import explicit


def weekday(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "Friday", "last Friday", "early on Tuesday", "Saturday night", "10 p.m. Wednesday"."""
    word, today = phrase.first("Dd"), context.document
    if word is None or not isinstance(word.value, int):
        return None
    number = word.value
    before = phrase.before
    if (
        word.letter == "d"
        and len(phrase.words) == 1
        and before is not None
        and before.letter == "n"
    ):
        return SET
    if today is None:
        return timed(UNKNOWN, phrase)
    if phrase.has("z") or phrase.says("following", "previous", "preceding"):
        return timed(_weekday_near(number, phrase, context), phrase)
    if phrase.has("L"):
        day = calendar.weekday_before(today, number, strict=True)
    elif phrase.has("X"):
        day = calendar.weekday_after(today, number, strict=True)
    elif context.future():
        day = calendar.weekday_after(today, number, strict=False)
    else:
        day = calendar.weekday_before(today, number, strict=False)
    return timed(calendar.days(day), phrase)


def _weekday_near(number: int, phrase: Phrase, context: Context) -> Meaning:
    """As in "that Friday", "the following Friday": against the date named before."""
    stretch = context.reference.stretch if context.reference else None
    start = stretch[0] if stretch else context.document
    if start is None:
        return UNKNOWN
    if phrase.says("following", "next"):
        return calendar.days(calendar.weekday_after(start, number, strict=True))
    return calendar.days(calendar.weekday_before(start, number, strict=not phrase.has("z")))


def weekday_shifted(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "Monday a week ago"."""
    found = weekday(Phrase(phrase.words[:1], phrase.before, None), context)
    if found is None or found.start is None:
        return UNKNOWN
    return calendar.days(found.start - 7 * DAY)


def deictic(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "today", "late yesterday", "tomorrow morning", "overnight"."""
    word, today = phrase.first("T"), context.document
    if word is None or not isinstance(word.value, int):
        return None
    part = "time" if word.text.casefold() in {"tonight", "overnight"} else "date"
    if today is None:
        return timed(replace(UNKNOWN, kind=part), phrase)
    if word.text.casefold() == "overnight":
        return replace(calendar.days(today - DAY, 2), kind="time")
    return timed(replace(calendar.days(today + word.value * DAY), kind=part), phrase)


def early_hours(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the early hours of Tuesday"."""
    for part in (explicit, weekday, deictic, part_of_day):
        meaning = part(phrase, context)
        if meaning is not None:
            return replace(meaning, kind="time")
    return replace(UNKNOWN, kind="time")


def next_to(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the day before yesterday", "the week after March 6"."""
    unit = phrase.first("U")
    base = next(
        (m for part in (explicit, weekday, deictic) if (m := part(phrase, context)) is not None),
        None,
    )
    if base is None or base.start is None or unit is None:
        return UNKNOWN
    return calendar.unit_of(base.start, str(unit.value), -1 if phrase.says("before") else 1)


def part_of_day(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "this morning", "last night", "that evening", "the next morning"."""
    today = context.document
    near = context.near_day or (context.reference if _is_day(context.reference) else None)
    stretch = near.stretch if near else None
    unknown = replace(UNKNOWN, kind="time")
    if phrase.has("W"):
        day = today
    elif phrase.has("X") or phrase.says("previous", "preceding"):
        day = stretch[0] + (1 if phrase.has("X") else -1) * DAY if stretch else None
    elif phrase.has("L"):
        day = today - DAY if today else None
    elif phrase.has("z"):
        day = stretch[0] if stretch else None
    elif phrase.before is None or phrase.before.letter != "i":
        return None
    else:
        day = stretch[0] if stretch else today
    return replace(calendar.days(day), kind="time") if day else unknown


def part_before(phrase: Phrase, context: Context) -> Meaning | None:
    """As in "the evening before", where nothing follows that it could be before."""
    if phrase.says("after") or (phrase.after is not None and phrase.after.letter not in ";c"):
        return None
    near = context.near_day
    day = near.start if near is not None and near.start else context.document
    unknown = replace(UNKNOWN, kind="time")
    return replace(calendar.days(day - DAY), kind="time") if day else unknown


def _is_day(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.precision in {"day", "minute"}


def clock(phrase: Phrase, context: Context) -> Meaning | None:
    """A clock time without its day: the day named last, else the document's."""
    told = clock_of(phrase)
    if told is None and not phrase.says(
        "midnight", "dawn", "dusk", "nightfall", "daybreak", "sunset", "sunrise"
    ):
        return None
    near = context.near_day
    if near is None and _is_day(context.reference) and not phrase.has("H"):
        near = context.reference
    day = near.start if near and near.start else context.document
    if day is None:
        return replace(UNKNOWN, kind="time")
    return calendar.at_clock(replace(calendar.days(day), kind="time"), told)
