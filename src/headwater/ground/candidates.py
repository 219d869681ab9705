"""Which entry of the gazetteer each name of a report may mean, and what speaks for it.

Mentions with one spelling mean one place in one report (one sense per discourse, Gale et al.
1992); so evidence is gathered per spelling (``Name``) and each mention adds its own surroundings:
"Paris, Texas", "the Syrian city of Homs", "Idlib province".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from headwater.ground.evidence import kind_cues
from headwater.ground.folding import fold
from headwater.ground.gazetteer import BARE, BONES, MAIN, OTHER, Entry, Gazetteer, Match
from headwater.ground.geometry import distances_km
from headwater.ground.mentions import Mention
from headwater.model import Doc, Report

_MOST = 40
_ANCHOR = 0.5
_SPOT_DEGREES = 0.45
_NEAR_KM, _AREA_KM = 60.0, 400.0
_FAR_TOKENS = 6
_CONTAINER_FOLLOWS = frozenset({",", "(", ", in", "in", "", ", in the", "in the"})
_PARTING = frozenset({"and", "in", "to", "from", "with", "by", "or"})
_KINDS_OF_TOWN = frozenset({"town", "section", "village"})

Features = dict[str, float]


@dataclass(slots=True)
class Name:
    """One spelling in one report: its mentions, what it may mean, and how likely each is."""

    text: str
    mentions: list[int] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)
    features: list[Features] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    """Of each match, then of none of them."""

    @property
    def entries(self) -> list[Entry]:
        """What it may mean."""
        return [match.entry for match in self.matches]

    @property
    def best(self) -> int | None:
        """Index of the likeliest match, entries of one spot counted together."""
        if not self.matches or not self.chances:
            return None
        order = range(len(self.matches))
        spot = max(order, key=lambda index: (self.mass(index), -index))
        return max(
            (index for index in order if same_spot(self.entries[index], self.entries[spot])),
            key=lambda index: (self.chances[index], -index),
        )

    def mass(self, index: int) -> float:
        """Chance of a match together with all that lie at its spot (a town and its county)."""
        own = self.entries[index]
        return sum(
            chance
            for chance, match in zip(self.chances, self.matches, strict=False)
            if same_spot(match.entry, own)
        )

    @property
    def weight(self) -> float:
        """How much it says about where the report is set."""
        return 1.0 + math.log(len(self.mentions))


def same_spot(one: Entry, other: Entry) -> bool:
    """Whether two entries are of one country and less than about 50 km apart."""
    return one.country == other.country and (
        abs(one.latitude - other.latitude) < _SPOT_DEGREES
        and abs(one.longitude - other.longitude) < _SPOT_DEGREES
    )


def names(doc: Doc, found: Sequence[Mention]) -> list[Name]:
    """Mentions gathered by spelling, with the features that need no other name."""
    grouped: dict[tuple[str, bool], Name] = {}
    for number, mention in enumerate(found):
        group = grouped.setdefault((fold(mention.text), mention.adjective), Name(mention.text))
        group.mentions.append(number)
        group.cues.update(*kind_cues(doc, mention).values())
        if not group.matches:
            group.matches = _shortlist(mention.matches)
    for group in grouped.values():
        group.features = [_own(match, group) for match in group.matches]
    return list(grouped.values())


def _shortlist(matches: Iterable[Match]) -> list[Match]:
    """The largest, one for each kind and spot; what the user listed goes before all others."""
    found = list(matches)
    order = sorted(
        [match for match in found if match.entry.own and match.how == MAIN] or found,
        key=lambda match: (match.how == BONES, -match.entry.population, match.entry.name),
    )
    kept: dict[tuple[str, int, int], Match] = {}
    for match in order:
        entry = match.entry
        kept.setdefault(
            (entry.kind, round(entry.latitude * 10), round(entry.longitude * 10)), match
        )
    return list(kept.values())[:_MOST]


def _own(match: Match, group: Name) -> Features:
    entry = match.entry
    features: Features = {f"is {entry.kind}": 1.0}
    if entry.kind in _KINDS_OF_TOWN:
        features["population"] = math.log10(entry.population + 1) / 7
        if entry.capital:
            features["capital"] = 1.0
    if entry.kind in ("adm1", "adm2"):
        features["population of unit"] = math.log10(entry.population + 1) / 7
    features["smaller than the largest"] = _largest(group.entries) - _magnitude(entry)
    if len(group.matches) == 1:
        features["alone"] = 1.0
    if entry.kind in _KINDS_OF_TOWN and entry is _largest_town(group.entries):
        features["largest"] = 1.0
    if match.how != MAIN and not match.adjective:
        features[{OTHER: "other name", BARE: "bare name", BONES: "skeleton"}[match.how]] = 1.0
    kind = "town" if entry.kind in _KINDS_OF_TOWN else entry.kind
    if kind in group.cues or entry.kind in group.cues:
        features["kind word agrees"] = 1.0
    elif group.cues:
        features["kind word differs"] = 1.0
    return features


def _magnitude(entry: Entry) -> float:
    if entry.kind in ("region", "water", "point", "section"):
        return 0.0
    return math.log10(entry.population + 1) / 7


def _largest_town(entries: Sequence[Entry]) -> Entry | None:
    towns = [entry for entry in entries if entry.kind in _KINDS_OF_TOWN]
    return max(towns, key=lambda entry: entry.population, default=None)


def _largest(entries: Sequence[Entry]) -> float:
    return max(_magnitude(entry) for entry in entries)


def link_pairs(doc: Doc, found: Sequence[Mention], groups: Sequence[Name]) -> None:
    """Add the evidence of neighbours: one name says in which unit the other lies."""
    group_of = {number: group for group in groups for number in group.mentions}
    for number in range(len(found) - 1):
        first, second = found[number], found[number + 1]
        if is_container_follows(doc, first, second):
            _contain(group_of[number], group_of[number + 1], "container follows")
        elif is_container_precedes(doc, first, second):
            _contain(group_of[number + 1], group_of[number], "container before")


def is_container_follows(doc: Doc, inner: Mention, outer: Mention) -> bool:
    """Whether the text reads "Paris, Texas", "Homs in Syria" or, stripped, "Homs Syria"."""
    between = doc.report.text[inner.span[1] : outer.span[0]]
    return between.strip(" ") in _CONTAINER_FOLLOWS


def is_container_precedes(doc: Doc, outer: Mention, inner: Mention) -> bool:
    """Whether the text reads "the Syrian city of Homs" or "Syria's Homs"."""
    if inner.first - outer.last > _FAR_TOKENS:
        return False
    between = doc.report.text[outer.span[1] : inner.span[0]].split()
    return all(
        word.isalpha() or word in {"'s", "’s", "-"} for word in between
    ) and _PARTING.isdisjoint(between)


def _contain(inner: Name, outer: Name, label: str) -> None:
    if inner is outer:
        return
    for match, features in zip(inner.matches, inner.features, strict=True):
        for container, others in zip(outer.matches, outer.features, strict=True):
            if contains(container.entry, match.entry):
                features[label] = 1.0
                others["contains neighbour"] = 1.0


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether one entry lies in another by its codes."""
    if outer is inner or outer.kind == inner.kind:
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    return outer.kind == "adm1" and bool(outer.unit) and outer.unit == inner.unit


def link_report(groups: Sequence[Name], report: Report, gazetteer: Gazetteer) -> None:
    """Add the evidence of the whole report from the chances of a first look."""
    anchors = [
        (group, group.entries[best])
        for group in groups
        if (best := group.best) is not None and group.mass(best) >= _ANCHOR
    ]
    countries: dict[str, float] = {}
    units: dict[str, float] = {}
    for group, entry in anchors:
        countries[entry.country] = countries.get(entry.country, 0.0) + group.weight
        units[entry.unit] = units.get(entry.unit, 0.0) + group.weight
    home = home_entries(report, gazetteer)
    for group in groups:
        if group.matches:
            _place_in(group, anchors, countries, units)
            _at_home(group, home)


def _place_in(
    group: Name,
    anchors: list[tuple[Name, Entry]],
    countries: dict[str, float],
    units: dict[str, float],
) -> None:
    others = [entry for other, entry in anchors if other is not group]
    total = sum(other.weight for other, _ in anchors if other is not group)
    own = next((entry for other, entry in anchors if other is group), None)
    points = [entry for entry in others if entry.kind not in ("country", "region", "water")]
    nearest, crowd = _nearest(group.entries, points)
    for entry, features, kilometres, around in zip(
        group.entries, group.features, nearest, crowd, strict=True
    ):
        mine = group.weight if own is not None else 0.0
        if entry.country and total:
            weight = countries.get(entry.country, 0.0)
            weight -= mine if own is not None and own.country == entry.country else 0.0
            features["country of report"] = weight / total
        if entry.unit and entry.kind != "country":
            weight = units.get(entry.unit, 0.0)
            weight -= mine if own is not None and own.unit == entry.unit else 0.0
            if weight > 0:
                features["unit of report"] = 1.0
        if entry.kind not in ("country", "region", "water"):
            features["near another"] = math.exp(-kilometres / _NEAR_KM)
            features["in the area of another"] = math.exp(-kilometres / _AREA_KM)
            features["among others"] = math.log1p(around)


def _nearest(entries: Sequence[Entry], points: Sequence[Entry]) -> tuple[list[float], list[float]]:
    """Kilometres from each entry to the nearest point, and how many points lie around it."""
    if not points or not entries:
        return [1e5] * len(entries), [0.0] * len(entries)
    table = distances_km(
        np.array([(entry.latitude, entry.longitude) for entry in entries]),
        np.array([(entry.latitude, entry.longitude) for entry in points]),
    )
    return table.min(axis=1).tolist(), np.exp(-table / _NEAR_KM).sum(axis=1).tolist()


def home_entries(report: Report, gazetteer: Gazetteer) -> list[Entry]:
    """Where the report's outlet or dateline says that it is at home, as far as they name it."""
    homes: list[Entry] = []
    for text in (report.dateline, report.outlet):
        words = (text or "").replace(",", " ").split()
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                matches = gazetteer.find(" ".join(words[start : start + size]))
                homes.extend(match.entry for match in matches if match.how == MAIN)
    host = (report.url or "").split("//")[-1].split("/")[0]
    domain = host.rsplit(".", 1)[-1].upper()
    country = gazetteer.country({"UK": "GB"}.get(domain, domain)) if len(domain) == 2 else None  # noqa: PLR2004
    if country is not None:
        homes.append(country)
    return homes


def _at_home(group: Name, home: Sequence[Entry]) -> None:
    for entry, features in zip(group.entries, group.features, strict=True):
        if any(entry.country and entry.country == other.country for other in home):
            features["country of outlet"] = 1.0
        if any(entry.unit and entry.unit == other.unit for other in home):
            features["unit of outlet"] = 1.0
