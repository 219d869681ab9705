"""What record linkage compares: each claim brought into comparable form, once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from headwater.doc import overlaps, within
from headwater.link.days import Interval, day_number, interval
from headwater.link.leads import lead_span
from headwater.link.news import NAME, NONE, News, names_in, news_of
from headwater.link.tellers import teller_words
from headwater.link.vectors import Vector, vector
from headwater.link.vocabulary import rarity
from headwater.link.words import fold, wordings
from headwater.model import Claim, Entity, Event, EventType, Place, Reading, Report, Span


@dataclass(frozen=True, slots=True)
class Subject:
    """A claim in comparable form. ``None`` and empty mean that the report does not say."""

    claim: Claim
    index: int
    family: str | None
    days: Interval | None
    exact_day: bool
    told_day: bool
    """Whether the evidence itself names the day; else it was taken from elsewhere."""
    published: int | None
    place: Place | None
    place_words: frozenset[str]
    told_place: bool
    """Whether the evidence itself names the place; else it was taken from elsewhere."""
    mentioned: frozenset[str]
    """Skeletons of the names that stand around the evidence: a town, its district, its province."""
    killed: tuple[int, int] | None
    """Low and best (or low twice)."""
    actors: frozenset[str]
    recipients: frozenset[str]
    sites: frozenset[str]
    """Classes of what was hit, people and settlements aside: a market, a bridge."""
    parties: frozenset[str]
    """Ids of known bodies among the actors."""
    wording: Vector
    names: Mapping[str, float]
    news: News
    """The report as a whole, where the claim is its news."""
    spans: tuple[Span, ...]
    """The evidence."""

    @property
    def report(self) -> str:
        """Id of the claim's report."""
        return self.claim.report


def subjects(claims: Sequence[Claim], readings: Mapping[str, Reading]) -> tuple[Subject, ...]:
    """Comparable forms of claims, numbered in their order."""
    tellers: dict[str, frozenset[str]] = {}
    news: dict[str, News] = {}
    made = []
    for index, claim in enumerate(claims):
        reading = readings[claim.report]
        if claim.report not in tellers:
            tellers[claim.report] = teller_words(reading)
        if claim.event.main and claim.report not in news:
            news[claim.report] = news_of(reading.report, tellers[claim.report])
        made.append(_subject(claim, index, reading.report, tellers[claim.report]))
        if claim.event.main:
            made[-1] = replace(made[-1], news=news[claim.report])
    return tuple(made)


def _subject(claim: Claim, index: int, report: Report, tellers: frozenset[str]) -> Subject:
    event = claim.event
    text = report.text
    near = _surroundings(text, event.evidence)
    told = " ".join(text[start:end] for start, end in event.evidence)
    if event.main and report.title:
        told = f"{told} {report.title}"
    if event.main and is_soft(family(event.type)):
        told = _with_lead(told, text, event.evidence)
        event = _as_told(event)
    where = frozenset(wordings(event.place.name)) if event.place is not None else frozenset()
    left_out = where | tellers
    return Subject(
        claim=claim,
        index=index,
        family=family(event.type),
        days=interval(event.time),
        exact_day=event.time is not None and event.time.precision in ("day", "minute"),
        told_day=event.time is not None and _inside(event.time.span, event),
        published=day_number(report.published),
        place=event.place,
        place_words=_place_words(event.place),
        told_place=event.place is not None and _inside(event.place.span, event),
        mentioned=frozenset(
            skeleton(fold(match.group()))
            for match in NAME.finditer(_surroundings(text, event.evidence, 400))
        ),
        killed=_killed(event),
        actors=_entity_words(event.actors),
        recipients=_entity_words(event.recipients),
        sites=_sites(event.recipients),
        parties=frozenset(e.canonical for e in event.actors if e.canonical),
        wording=vector([word for word in wordings(told) if word not in left_out]),
        names={name: rare for name, rare in names_in(near).items() if name not in left_out},
        news=NONE,
        spans=event.evidence,
    )


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("headwater.link").joinpath("families.toml").read_text("utf-8"))


@cache
def _tables() -> tuple[dict[str, str], dict[str, frozenset[str]], frozenset[str]]:
    """(type to family, family to near families, place words that tell nothing)."""
    table = _table()
    members = {name: key for key, names in table["families"].items() for name in names}
    near = {key: frozenset(names) for key, names in table["near"].items()}
    return members, near, frozenset(table["places"]["noise"])


@cache
def _site_classes() -> dict[str, str]:
    """Noun, singular or plural, to the class of what was hit."""
    return {
        form: key
        for key, nouns in _table()["sites"].items()
        for noun in nouns
        for form in (noun, f"{noun}s", f"{noun}es", f"{noun.removesuffix('y')}ies")
    }


def family(kind: EventType) -> str | None:
    """Family of an event type by its ACLED sub-event, else by its PLOVER type."""
    members = _tables()[0]
    if kind.mode and "chemical" in kind.mode:
        return "chemical"
    return members.get(kind.acled or "") or members.get(kind.plover)


def is_soft(name: str | None) -> bool:
    """Whether a family is one of words and moves, whose types, days and places are often misread.

    What has no type is soft too.
    """
    return name is None or name in _table()["soft"]["families"]


def near_families(one: str, other: str) -> bool:
    """Whether reports mix up two families when they tell of one happening."""
    near = _tables()[1]
    return other in near.get(one, frozenset()) or one in near.get(other, frozenset())


def _surroundings(text: str, spans: Sequence[Span], reach: int = 160) -> str:
    """The evidence with some text on either side, where the people and places of it are named."""
    return " ".join(text[max(0, start - reach) : end + reach] for start, end in spans)


def _place_words(place: Place | None) -> frozenset[str]:
    """The telling words of a place name, letters that transliterations vary left out."""
    if place is None:
        return frozenset()
    return frozenset(
        skeleton(word)
        for word in wordings(place.name.replace("-", " "))
        if word not in _tables()[2]
    )


def skeleton(word: str) -> str:
    """Consonants of a name: Sheikhun and Shaykhoun, Raqqa and Raqa come out alike."""
    bare = re.sub(r"[aeiouywh']", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", word[:1] + bare)


def _killed(event: Event) -> tuple[int, int] | None:
    count = event.killed
    if count is None:
        return None
    values = [value for value in (count.low, count.best, count.high) if value is not None]
    if not values:
        return None
    low = count.low if count.low is not None else values[0]
    return low, count.best if count.best is not None else low


def _with_lead(told: str, text: str, evidence: Sequence[Span]) -> str:
    """The words of an event with the report's lead, which says what its news is about."""
    lead = lead_span(text)
    if lead is None or any(overlaps(lead, span) for span in evidence):
        return told
    return f"{told} {text[lead[0] : lead[1]]}"


def _as_told(event: Event) -> Event:
    """The event with the day and place that its own words name, or none."""
    day = event.time if event.time and _inside(event.time.span, event) else None
    place = event.place if event.place and _inside(event.place.span, event) else None
    return replace(event, time=day, place=place)


def _inside(span: Span, event: Event) -> bool:
    return any(within(span, piece) for piece in event.evidence)


def _sites(entities: Sequence[Entity]) -> frozenset[str]:
    """Classes of the things among the entities; settlements and areas have none."""
    return frozenset(
        site for e in entities if e.kind == "thing" for site in _sites_in(wordings(e.name))
    )


def _sites_in(name: Sequence[str]) -> Iterator[str]:
    classes = _site_classes()
    at = 0
    while at < len(name):
        size = 2 if " ".join(name[at : at + 2]) in classes else 1
        site = classes.get(" ".join(name[at : at + size]))
        if site is not None:
            yield site
        at += size


def _entity_words(entities: Sequence[Entity]) -> frozenset[str]:
    words: set[str] = set()
    for entity in entities:
        if entity.canonical:
            words.add(entity.canonical)
        words.update(word for word in wordings(entity.name) if rarity(word) > 1.0)
    return frozenset(words)
