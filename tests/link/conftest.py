# ruff: noqa: PLR0913 - a builder names every field
from __future__ import annotations

from collections.abc import Callable

import pytest

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

AIR = EventType("ASSAULT", "aerial", (), "Air/drone strike")
BOMB = EventType("ASSAULT", "explosives", (), "Remote explosive/landmine/IED")
CLASH = EventType("ASSAULT", "firearms", (), "Armed clash")


class Maker:
    """Builds readings of fictional reports; words are found in the text, spans follow."""

    air, bomb, clash = AIR, BOMB, CLASH

    def span(self, text: str, words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    def hop(
        self,
        text: str,
        words: str,
        kind: SourceKind,
        *,
        name: str | None = None,
        named: bool = True,
        via: str | None = None,
        why: str = "attribution",
    ) -> Hop:
        return Hop(name or words, kind, named, via, self.span(text, words), why=why)

    def event(
        self,
        text: str,
        evidence: str,
        *,
        kind: EventType = AIR,
        place: str | None = None,
        at: tuple[float, float] | None = None,
        precision: str = "town",
        day: str | None = None,
        killed: int | None = None,
        target: str | None = None,
        target_kind: str = "thing",
        actor: str | None = None,
        chains: tuple[Chain, ...] = ((),),
        main: bool = True,
        summary: bool = False,
        factuality: Factuality = Factuality.REPORTED,
    ) -> Event:
        span = self.span(text, evidence)
        return Event(
            mentions=(span,),
            evidence=(span,),
            type=kind,
            actors=(Entity(actor, (span,), "organisation"),) if actor else (),
            recipients=(Entity(target, (span,), target_kind),) if target else (),
            place=self.place(text, place, at, precision) if place else None,
            time=self.day(day) if day else None,
            killed=Count(killed, killed, killed, span, str(killed)) if killed is not None else None,
            factuality=factuality,
            main=main,
            summary=summary,
            chains=chains,
        )

    def place(
        self,
        text: str,
        name: str,
        at: tuple[float, float] | None = None,
        precision: str = "town",
    ) -> Place:
        words = name if name in text else text.split(maxsplit=1)[0]
        latitude, longitude = at or (None, None)
        return Place(
            self.span(text, words),
            name,
            latitude=latitude,
            longitude=longitude,
            country="XX",
            precision=precision,
        )

    def day(self, day: str) -> Time:
        year, month, date = day.split("-")
        return Time((0, 1), day, f"{year}-{month}-{int(date) + 1:02}", "day")

    def reading(
        self,
        name: str,
        text: str,
        *events: Event,
        outlet: str | None = None,
        published: str | None = None,
        credit: str | None = None,
        cues: tuple[tuple[str, str], ...] = (),
        title: str | None = None,
    ) -> Reading:
        """``cues`` are (source words, cue words) of the report's attributions."""
        credits_ = (Credit(credit, self.span(text, credit)),) if credit else ()
        report = Report(
            name, text, title=title, outlet=outlet, published=published, credits=credits_
        )
        attributions = tuple(
            Attribution(
                (self.span(text, source),),
                (self.span(text, cue),),
                ((0, len(text)),),
                Quote.INDIRECT,
                SourceKind.OFFICIAL,
                source,
                named=True,
            )
            for source, cue in cues
        )
        return Reading(report, attributions, events, (), (), sketch(text))


@pytest.fixture
def make() -> Maker:
    return Maker()


@pytest.fixture
def monitor(make: Maker) -> Callable[[str], Hop]:
    """The Harrow Monitor as a text cites it."""
    return lambda text: make.hop(text, "Harrow Monitor", SourceKind.MONITOR)
