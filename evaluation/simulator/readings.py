"""What a perfect reader reads in a simulated report, spans and all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from evaluation.simulator.world import AGENCIES, Happening, templates
from evaluation.simulator.writer import NUMBERS, WEEKDAYS, Cited, Sentence, Text, render
from headwater.link import sketch
from headwater.model import (
    Attribution,
    Chain,
    Count,
    Credit,
    Entity,
    Event,
    EventType,
    Factuality,
    Hop,
    Place,
    Quote,
    Reading,
    Report,
    SourceKind,
    Span,
    Time,
)

_CUES = ("denied", "rejected", "said", "reported", "told", "added", "quoted", "according")


class Told(Protocol):
    """A story, as far as a reader needs it (`newsroom.Story`)."""

    @property
    def happening(self) -> Happening:
        """What it is about."""


def reading_of(
    name: str,
    outlet: str,
    published: date,
    sentences: Sequence[Sentence],
    how: tuple[Sequence[Told], str | None],
) -> Reading:
    """The report that the sentences make, and the reading of it.

    Args:
        name: Id of the report.
        outlet: Who publishes.
        published: When.
        sentences: In order, with marks.
        how: (stories that it was made from, agency credited).
    """
    stories, credit = how
    opening = f"({credit})" if credit else ""
    text = render(list(sentences), opening)
    credited = (Credit(credit, (1, 1 + len(credit))),) if credit else ()
    report = Report(
        id=name,
        text=text.text,
        outlet=outlet,
        published=published.isoformat(),
        language="en",
        credits=credited,
    )
    happenings = {story.happening.id: story.happening for story in stories}
    events = []
    for number, sentence in enumerate(sentences):
        if sentence.about is not None and sentence.about in happenings:
            chains = _chains(sentence.about, sentences, text, credited)
            event = _event(happenings[sentence.about], number, text, (sentence, published))
            events.append((event, chains, not sentence.recalled))
    made = tuple(_with_chains(event, chains, main=main) for event, chains, main in events)
    places = tuple(event.place for event in made if event.place)
    times = tuple(event.time for event in made if event.time)
    told = tuple(_attributions(sentences, text))
    return Reading(report, told, made, places, times, sketch(report.text))


def _with_chains(event: Event, chains: tuple[Chain, ...], *, main: bool) -> Event:
    return Event(
        mentions=event.mentions,
        evidence=event.evidence,
        type=event.type,
        actors=event.actors,
        recipients=event.recipients,
        place=event.place,
        time=event.time,
        killed=event.killed,
        factuality=Factuality.REPORTED,
        main=main,
        chains=chains,
    )


def _event(happening: Happening, number: int, text: Text, told: tuple[Sentence, date]) -> Event:
    sentence, published = told
    table = templates()["happening"][happening.kind]
    extent = text.extents[number]
    toll = text.spans[number, "toll"]
    wording = text.text[slice(*toll)]
    low = sentence.toll or 0
    exact = not wording.casefold().startswith("at least")
    place = text.spans[number, "place"]
    target = text.spans.get((number, "target"))
    by = text.spans.get((number, "by"))
    return Event(
        mentions=(toll,),
        evidence=(extent,),
        type=EventType("ASSAULT", table["mode"], (), table["acled"]),
        actors=(Entity(happening.by, (by,), "organisation"),) if by else (),
        recipients=(Entity(happening.target, (target,), "thing"),) if target else (),
        place=Place(
            place,
            happening.town.name,
            latitude=happening.town.latitude,
            longitude=happening.town.longitude,
            precision="town",
        ),
        time=_time(text.spans[number, "day"], text, published),
        killed=Count(low, low, low if exact else None, toll, wording),
    )


def _time(span: tuple[int, int], text: Text, published: date) -> Time:
    """The last such weekday up to the day of publication."""
    weekday = WEEKDAYS.index(text.text[slice(*span)])
    day = published - timedelta(days=(published.weekday() - weekday) % 7)
    return Time(span, day.isoformat(), (day + timedelta(days=1)).isoformat(), "day")


def _chains(
    happening: str, sentences: Sequence[Sentence], text: Text, credited: tuple[Credit, ...]
) -> tuple[Chain, ...]:
    """One chain a cited source; the lead's is the main one, the report's own voice without."""
    head = tuple(
        Hop(credit.name, SourceKind.AGENCY, named=True, span=credit.span, why="credit")
        for credit in credited
    )
    chains: dict[str, Chain] = {}
    for number, sentence in enumerate(sentences):
        if sentence.about == happening and sentence.cited is None:
            chains[""] = head
        if sentence.cited is None or sentence.cited.happening != happening:
            continue
        witness = sentence.cited.account.witness
        span = text.spans[number, "source"]
        hop = Hop(witness.name, witness.kind, witness.named, span=span, why="attribution")
        relay = () if credited else _relay(sentence.cited, number, text)
        chains.setdefault(witness.id, (*head, *relay, hop))
    return tuple(chains.values()) or (head,)


def _relay(cited: Cited, number: int, text: Text) -> Chain:
    """The agency or outlet that passed the word on, where the sentence names one."""
    if cited.relay is None:
        return ()
    kind = SourceKind.AGENCY if cited.relay in AGENCIES else SourceKind.OUTLET
    span = text.spans[number, "relay"]
    return (Hop(cited.relay, kind, named=True, span=span, why="nested"),)


def _attributions(sentences: Sequence[Sentence], text: Text) -> list[Attribution]:
    found = []
    for number, sentence in enumerate(sentences):
        if sentence.cited is not None:
            found.append(_attribution(sentence.cited, number, text))
    return found


def _attribution(cited: Cited, number: int, text: Text) -> Attribution:
    """The cue is the word of denial where there is one; else the rest of the sentence serves."""
    witness = cited.account.witness
    source = text.spans[number, "source"]
    extent = text.extents[number]
    cue: tuple[Span, ...] = ()
    for word in _CUES:
        at = text.text.find(word, extent[0], extent[1])
        if at >= 0:
            cue = ((at, at + len(word)),)
            break
    return Attribution(
        source=(source,),
        cue=cue,
        content=(extent,),
        quote=Quote.INDIRECT,
        source_kind=witness.kind,
        source_name=witness.name,
        named=witness.named,
    )


__all__ = ["NUMBERS", "reading_of"]
