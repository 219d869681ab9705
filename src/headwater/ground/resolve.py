"""Place names of a report resolved to gazetteer entries, or to an explicit none.

Two looks (``candidates``): each name alone, then again with what the report as a whole says of
where it is set. A name that the gazetteer lacks, or whose namesakes all lie where nothing in the
report points, keeps null coordinates; when the text says in which town or unit it lies it takes
that one's point and its coarser precision, never its id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.ground.candidates import (
    Name,
    is_container_follows,
    is_container_precedes,
    link_pairs,
    link_report,
    names,
    same_spot,
)
from headwater.ground.containers import lies_in, lies_near
from headwater.ground.evidence import agreement, evidence, kind_cues, surnames
from headwater.ground.gazetteer import BARE, BONES, MAIN, OTHER, Entry, Gazetteer, Match
from headwater.ground.geometry import distance_km
from headwater.ground.mentions import Mention, mentions
from headwater.ground.scoring import chances, logistic, total, weights
from headwater.model import Doc, Place

_HOLDERS = frozenset({"town", "section", "adm2", "adm1"})
_LEAST_ALONE = 0.15
_CITY_KM = 60.0
_HELD_SHARE = 0.7
"""How much less sure a place is of which only the town or unit around it is known."""


@dataclass(frozen=True, slots=True)
class Located:
    """A mention with the entry that it was resolved to, for what follows (``event_place``)."""

    mention: Mention
    place: Place
    entry: Entry | None


def places(doc: Doc, gazetteer: Gazetteer | None = None) -> tuple[Place, ...]:
    """Every place mention of a report, adjectives such as "Syrian" among them, in text order.

    Coordinates and ids are null where the gazetteer has no honest answer. ``confidence`` is the
    chance that the stretch names a place and that it is this one; ``why`` says what decided.

    Args:
        doc: The annotated report.
        gazetteer: Where names are looked up; the shared one by default.
    """
    return tuple(found.place for found in locate_mentions(doc, gazetteer or Gazetteer.load()))


def locate_mentions(doc: Doc, gazetteer: Gazetteer) -> list[Located]:
    """What ``places`` returns, with the mentions and entries behind it."""
    table = weights()
    sure = sure_mentions(doc, gazetteer)
    kept = [mention for mention, _ in sure]
    groups = names(doc, kept)
    link_pairs(doc, kept, groups)
    for group in groups:
        group.chances = chances(group.features, table.first_look)
    link_report(groups, doc.report, gazetteer)
    for group in groups:
        group.chances = chances(group.features, table.second_look)
    group_of = {number: group for group in groups for number in group.mentions}
    located = [
        _located(mention, chance, group_of[number]) for number, (mention, chance) in enumerate(sure)
    ]
    return _held(doc, located)


def sure_mentions(doc: Doc, gazetteer: Gazetteer) -> list[tuple[Mention, float]]:
    """Candidate mentions that are more likely place names than not, with their chances."""
    table = weights()
    people = surnames(doc)
    found = mentions(doc, gazetteer)
    scores = [total(evidence(doc, mention, people), table.mention) for mention in found]
    looks = [
        logistic(total(features, table.mention_again)) for features in agreement(found, scores)
    ]
    return [
        (mention, chance)
        for mention, chance in zip(found, looks, strict=True)
        if chance >= table.least_mention or _users_own(mention)
    ]


def _users_own(mention: Mention) -> bool:
    """Whether the user listed it under this very name: the user knows better than the weights."""
    return any(match.entry.own and match.how == MAIN for match in mention.matches)


def _located(mention: Mention, chance: float, group: Name) -> Located:
    best = group.best
    unsure = best is not None and group.mass(best) < _least(mention, group, best)
    if best is None or (unsure and not group.matches[best].entry.own):
        reason = _why_none(group)
        return Located(mention, Place(mention.span, mention.text, why=reason), None)
    match = group.matches[best]
    entry = match.entry
    place = Place(
        span=mention.span,
        name=entry.name if mention.adjective else mention.text,
        geonames_id=entry.geonames_id,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country or None,
        precision=entry.precision,
        confidence=round(chance * group.mass(best), 3),
        why=_why(group, match, best),
    )
    return Located(mention, place, entry)


def _least(mention: Mention, group: Name, best: int) -> float:
    """How likely the best entry must be; less where it is the only one in the report's country.

    The weights were fitted on names in Latin script, whose entries have populations.
    """
    country = group.entries[best].country
    if mention.romanised and mention.home and group.entries[best].kind != "country":
        alone = all(
            same_spot(entry, group.entries[best])
            for entry in group.entries
            if entry.country == country
        )
        return _LEAST_ALONE if alone else weights().least_place
    return weights().least_place


def _why(group: Name, match: Match, best: int) -> str:
    entry = match.entry
    how = {OTHER: "another name of ", BARE: "short for ", BONES: "spelled like "}.get(match.how, "")
    where = ", ".join(part for part in (entry.unit or entry.country,) if part)
    label = f"{'adjective of ' if match.adjective else how}{entry.name}"
    label += f" ({entry.kind}{', ' + where if where else ''})"
    features = group.features[best]
    reasons = [
        words
        for feature, words in (
            ("container follows", "the text names what it lies in"),
            ("container before", "the text names what it lies in"),
            ("contains neighbour", "holds the place named beside it"),
            ("kind word agrees", "the text says what kind of place"),
            ("near another", "near other places of the report"),
            ("unit of report", "other places of the report lie in its province"),
            ("country of report", "other places of the report lie in its country"),
            ("largest", "largest of its name"),
            ("capital", "a capital"),
        )
        if features.get(feature, 0.0) > 0.2  # noqa: PLR2004
    ]
    others = len(group.matches) - 1
    reasons.append(f"{others} other{'s' if others > 1 else ''} of the name" if others else "alone")
    return f"{label}: {'; '.join(reasons)}"


def _why_none(group: Name) -> str:
    if not group.matches:
        return "not in the gazetteer"
    return f"{len(group.matches)} namesakes, none that the report points to"


def _held(doc: Doc, located: Sequence[Located]) -> list[Located]:
    """Unknown places put into the town or unit that the text says they lie in."""
    result = list(located)
    for number, found in enumerate(located):
        if found.entry is not None and not _is_quarter(doc, found.mention):
            continue
        before = located[number - 1] if number else None
        after = located[number + 1] if number + 1 < len(located) else None
        if after is not None and is_container_follows(doc, found.mention, after.mention):
            holder, near = after, False
        elif after is not None and lies_in(doc, found.mention.span, after.mention.span):
            near = lies_near(doc, found.mention.span, after.mention.span)
            holder = after
        elif before is not None and is_container_precedes(doc, before.mention, found.mention):
            holder, near = before, False
        else:
            continue
        if holder.entry is None or holder.entry.kind not in _HOLDERS:
            continue
        if found.entry is None or _elsewhere(found.entry, holder.entry):
            sure = holder.place.confidence or 0.0
            result[number] = _inside(found, holder.entry, sure, near=near)
    return result


def _is_quarter(doc: Doc, mention: Mention) -> bool:
    """Whether the text calls it a quarter: "X neighbourhood"."""
    kinds = kind_cues(doc, mention)
    return any(where != "own" and "section" in asked for where, asked in kinds.items())


def _elsewhere(entry: Entry, holder: Entry) -> bool:
    """Whether a namesake is a town of its own, far from the one whose quarter is meant."""
    town = entry.kind in ("town", "section") and holder.kind == "town"
    return town and _apart_km(entry, holder) > _CITY_KM


def _apart_km(one: Entry, other: Entry) -> float:
    return distance_km((one.latitude, one.longitude), (other.latitude, other.longitude))


def _inside(found: Located, entry: Entry, confidence: float, *, near: bool) -> Located:
    where = "near" if near else "in"
    precision = "adm2" if near and entry.precision in ("town", "point") else entry.precision
    reason = found.place.why if found.entry is None else "not its namesake elsewhere"
    place = Place(
        span=found.place.span,
        name=found.place.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country or None,
        precision=precision,
        confidence=round(confidence * _HELD_SHARE, 3),
        why=f"{reason}; the text puts it {where} {entry.name} ({entry.kind}): its point",
    )
    return Located(found.mention, place, None)
