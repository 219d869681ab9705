"""What a page shows of an incident, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from headwater.export.page.fields import FieldView
from headwater.export.palette import Look


@dataclass(frozen=True, slots=True)
class HopView:
    """A hop: its name in words (quoted when unnamed), how its kind looks, where it is named."""

    name: str
    look: Look
    named: bool
    href: str | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What one report says, in its words."""

    id: str
    report: str
    outlet: str
    day: str
    href: str
    words_href: str
    quote: str
    graphic: str | None
    killed: str
    killed_href: str | None
    factuality: str
    main: bool
    copy_of: str | None
    chains: tuple[tuple[HopView, ...], ...]


@dataclass(frozen=True, slots=True)
class OriginView:
    """An origin with where its words stand and who carries them."""

    name: str
    look: Look
    named: bool
    why: str
    merged: bool
    """Whether the minimum counts it together with another."""
    words: tuple[tuple[str, str], ...]
    """(outlet, address of the words that name it)."""
    carried: tuple[tuple[str, str, str], ...]
    """(outlet, day, relays between) of each report."""


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why two claims are held to be about one happening: each part with its bar of the sum."""

    one: str
    other: str
    weight: float
    parts: tuple[tuple[str, str, float, Markup], ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident, ready for a template."""

    id: str
    anchor: str
    line: str
    type: str
    date: str
    sort_date: str
    place: str
    killed: str | None
    killed_href: str | None
    """Address of the words that state it, else of the fields; likewise for place and date."""
    place_href: str | None
    date_href: str | None
    word: tuple[HopView, ...]
    """On whose word: origins, those that most reports carry first."""
    least: int
    most: int
    bounds: str
    why: str
    reports: int
    outlets: int
    origins: tuple[OriginView, ...]
    claims: tuple[ClaimView, ...]
    fields: tuple[FieldView, ...]
    reasons: tuple[ReasonView, ...]
    drawings: tuple[Markup, ...]
    """The origin diagram: in lanes, and stacked for narrow screens."""
    unfolded: tuple[Markup, ...]
    """The same with the copies one by one; empty when there are none."""
    switch: tuple[tuple[str, str, str, str], ...]
    """(name, title, bounds, why) of each field whose origins were counted apart."""
    copies: int
    summary: bool
