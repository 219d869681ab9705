"""What stands above the first sentence: title, stamps, share buttons, byline, credit, dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from headwater.model import Credit, Span
from headwater.read.agencies import Agencies, same_body
from headwater.read.dates import DATE, WEEKDAY, date_of

_TIME: Final = (
    r"(?:[,|]? ?(?:at )?\d{1,2}[:.]?\d\d(?: ?[ap]\.?m\.?)?)?(?: ?(?:UTC|GMT|KSA|EET|CET|EST)"
    r"(?:[+-]\d{1,2})?)?"
)
_KEYWORD: Final = (
    r"(?:(?:last )?(?:updated|published|posted|modified|created)(?: (?:at|on))?"
    r"|date of publication|publication date|first published|last update)\s*:?\s*"
)
_STAMP: Final = re.compile(
    rf"(?P<key>{_KEYWORD})?(?:\d{{4}} (?=\d\d\.))?(?:{WEEKDAY},? ?)?{DATE}{_TIME}"
    rf"(?:\s*\(updated [^)]{{4,40}}\))?(?:\s*[|·-])?",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"(?:Get short URL(?: \d+){0,2}|Print Tweet(?: Views \d+)?|Tweet\b|SEND https?\S+|Views:? \d+"
    r"|Topic:? [^.\n]{3,60}? \(\d+\)|Share this(?: article| story| page)?\b|Share on \w+"
    r"|Middle East(?= \d{4} \d\d\.))",
)
_BYLINE: Final = re.compile(
    r"(?:By|BY) (?P<who>[^\n.!?]{3,80}?)(?:\s*[|,]\s*(?P<role>[^\n]{3,60}))?(?=\n|$)"
)
_POSTED_BY: Final = re.compile(r"\s*by (?P<who>[A-Z][\w'’-]+ [A-Z][\w'’-]+(?: English\b)?)")
_PLACE: Final = r"[A-Z][A-Z'’.-]+(?:[ /][A-Z][A-Z'’.-]*){0,3}"
_TITLE_PLACE: Final = r"[A-Z][\w'’-]+(?:[ /-][A-Za-z][\w'’-]+){0,3}"
_DAY: Final = (
    rf"(?:(?:{WEEKDAY},? )?(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}|\d{{1,2}} [A-Z][a-z]{{2,8}})"
    r"(?:,? \d{4})?)"
)
_HEADLINE: Final = 350
"""Longest headline with standfirst, in characters."""
_DASH: Final = r"\s*[-–—―_|]{1,2}\s*"
_END: Final = rf"(?:{_DASH}|\s*:\s*)"


@dataclass(slots=True)
class Head:
    """What the head of a text gives; ``end`` is where the report's own words begin."""

    end: int = 0
    title: Span | None = None
    furniture: list[Span] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None


@cache
def _patterns(one: str) -> tuple[re.Pattern[str], ...]:
    """Datelines, photo stamps and credits for one table of agencies.

    Datelines: ``PLACE, Region, Oct 4 (AGENCY) -`` in its variants: with an agency the place may
    be in title case and the dash may be missing; without one it must be in capitals with a dash,
    or in capitals alone before a capital (stripped punctuation).
    """
    credit = rf"\((?P<agency>{one})\)"
    region = r"(?:, ?[A-Z][\w'’. -]{1,30}?)"
    return (
        re.compile(
            rf"(?P<date>(?:(?:{_PLACE}|{_TITLE_PLACE}){region}?(?:,? {_DAY})?|{_DAY}) ?)"
            rf"{credit}(?:{_END})?"
        ),
        re.compile(rf"(?P<date>(?:{_PLACE}|{_TITLE_PLACE}),? ?)(?P<agency>{one}){_END}(?=[A-Z])"),
        re.compile(rf"(?P<date>{_PLACE}{region}?(?:,? {_DAY})?){_DASH}(?=[A-Z\"“'‘])"),
        re.compile(rf"(?P<agency>{one})(?: [^.\n]{{0,40}}?)? (?:\d{{4}} )?(?=\d\d\.\d\d\.\d{{4}})"),
        re.compile(rf"(?P<agency>{one})\s*(?:[-–—|,/]\s*)?(?=(?i:(?:{WEEKDAY},? )?{DATE}))"),
        re.compile(rf"(?P<agency>{one})(?:\s*[-–—|:]+\s*|\n|$)"),
        re.compile(rf"(?P<agency>{one}) (?=[\"“A-Z\d])"),
        re.compile(rf"(?<=[.!?\"”] )(?P<agency>{one}) ?[-–—] (?=[A-Z])"),
        re.compile(
            rf"(?<=[.!?\"”\n)a-z][ \n])(?P<date>[A-Z]{{4,}}[A-Z ,/-]*{region}?(?:,? {_DAY})? )"
            rf"{credit}"
        ),
        re.compile(r"(?P<date>[A-Z]{5,}(?: [A-Z]{4,})?(?: [A-Z][a-z]+)?) (?=[A-Z][a-z]* [a-z])"),
    )


def read_head(text: str, title: str | None, outlet: str | None, agencies: Agencies) -> Head:
    """Read what stands above the first sentence.

    The head is taken apart from the left, one known element after the other, until something is
    met that is none; so a date or a name inside the report is never touched.

    Args:
        text: the stored text.
        title: the given title, recognised where the text repeats it.
        outlet: the report's outlet, whose own name is no credit.
        agencies: known agencies.
    """
    head = Head()
    while head.end < len(text):
        start = head.end + len(text[head.end :]) - len(text[head.end :].lstrip())
        end = _element(text, start, title, outlet, agencies, head)
        if end is None or end <= start:
            break
        head.end = end
    return head


def _element(
    text: str, start: int, title: str | None, outlet: str | None, agencies: Agencies, head: Head
) -> int | None:
    """Read one element at ``start`` into ``head``; its end, or ``None`` for running text."""
    if head.title is None and title is not None:
        end = title_end(text, start, title)
        if end is not None:
            head.title = (start, end)
            return end
    if found := _SHARE.match(text, start):
        head.furniture.append(found.span())
        return found.end()
    return (
        _stamp(text, start, outlet, head)
        or _byline(text, start, outlet, agencies, head)
        or _agency(text, start, outlet, agencies, head)
        or _dateline(text, start, outlet, agencies, head)
        or _headline(text, start, outlet, agencies, head)
    )


def _headline(
    text: str, start: int, outlet: str | None, agencies: Agencies, head: Head
) -> int | None:
    """An unknown headline or standfirst that an agency with its stamp, or a dateline, ends.

    "Headline and standfirst AGENCY Monday 3 May 2021 The first sentence ...": an agency directly
    before a full date is no part of a sentence, nor is one between a full stop and a dash, nor
    one in brackets behind a place in capitals that begins a sentence.
    """
    patterns = _patterns(agencies.one)
    stamped, dashed, below = patterns[4], patterns[7], patterns[8]
    if start > _HEADLINE or head.dateline is not None:
        return None
    for pattern, stops in ((stamped, False), (dashed, True)):
        found = pattern.search(text, start, start + _HEADLINE + 60)
        if found is None or (not stops and re.search(r"[.!?] [A-Z]", text[start : found.start()])):
            continue
        _credit(head, found.group("agency"), found.span("agency"), outlet, agencies)
        head.furniture.append(found.span("agency"))
        return found.end()
    if found := below.search(text, start, start + 2 * _HEADLINE):
        head.dateline = found.group("date").strip(" ,")
        _credit(head, found.group("agency"), found.span("agency"), outlet, agencies)
        return found.end()
    return None


def _stamp(text: str, start: int, outlet: str | None, head: Head) -> int | None:
    """A date stamp; a bare date counts only before a capital, a digit or a line end."""
    found = _STAMP.match(text, start)
    if found is None:
        return None
    after = text[found.end() : found.end() + 40].lstrip(" .")
    if not found.group("key") and after and not re.match(r"[A-Z\d\"“'‘\n(&]|Get |by ", after):
        return None
    head.published = head.published or date_of(found)
    end = found.end()
    if found.group("key") and (who := _POSTED_BY.match(text, end)):
        if not same_body(who.group("who").removesuffix(" English"), outlet):
            head.byline = head.byline or who.group("who")
        end = who.end()
    head.furniture.append((start, end))
    return end


def _byline(
    text: str, start: int, outlet: str | None, agencies: Agencies, head: Head
) -> int | None:
    """A byline on a line of its own; an agency in it is a credit."""
    found = _BYLINE.match(text, start)
    if found is None or (start and text[start - 1] != "\n") or found.end() == len(text):
        return None
    head.byline = head.byline or found.group("who").strip()
    for name in re.finditer(agencies.one, found.group()):
        _credit(head, name.group(), (start + name.start(), start + name.end()), outlet, agencies)
    head.furniture.append(found.span())
    return found.end()


def _agency(
    text: str, start: int, outlet: str | None, agencies: Agencies, head: Head
) -> int | None:
    """An agency at the head: before a stamp, before a dash, alone on its line, after the title."""
    photo, stamped, alone, bare = _patterns(agencies.one)[3:7]
    if found := photo.match(text, start):
        head.furniture.append(found.span())
        return found.end()
    for pattern in (stamped, alone, bare):
        if pattern is bare and (head.title is None or head.credits):
            continue
        if found := pattern.match(text, start):
            _credit(head, found.group("agency"), found.span("agency"), outlet, agencies)
            head.furniture.append((start, found.end("agency")))
            return found.end()
    return None


def _dateline(
    text: str, start: int, outlet: str | None, agencies: Agencies, head: Head
) -> int | None:
    """A dateline; it stays content, since it may be the only place that the report names."""
    if head.dateline is not None:
        return None
    given, second, plain, *_, stripped = _patterns(agencies.one)
    for pattern in (given, second, plain, stripped):
        # Capitals alone are a dateline only below a stamp: punctuation was stripped there.
        if (pattern is not stripped or head.furniture) and (found := pattern.match(text, start)):
            break
    else:
        return None
    head.dateline = found.group("date").strip(" ,")
    if dated := re.search(DATE, head.dateline, re.IGNORECASE):
        head.published = head.published or date_of(dated)
    if "agency" in found.groupdict():
        _credit(head, found.group("agency"), found.span("agency"), outlet, agencies)
    return found.end()


def _credit(head: Head, wording: str, span: Span, outlet: str | None, agencies: Agencies) -> None:
    """Note a credit unless it is the outlet's own name."""
    name = agencies.canonical(wording)
    if not same_body(name, outlet) and not same_body(wording, outlet):
        head.credits.append(Credit(name, span))


def title_end(text: str, start: int, title: str) -> int | None:
    """Where the title ends if the text repeats it at ``start``, punctuation aside."""
    wanted = [char.casefold() for char in title if char.isalnum()]
    position = start
    for char in wanted:
        while position < len(text) and not text[position].isalnum():
            position += 1
        if position == len(text) or text[position].casefold() != char:
            return None
        position += 1
    while position < len(text) and text[position] in ".’”\"'!?":
        position += 1
    return position if wanted else None
