"""Places that are told by another place: "30 km north of X", "eastern X", "the X-Y border"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from headwater.doc import text_of
from headwater.ground.geometry import distance_km, moved
from headwater.ground.words import words
from headwater.model import Doc, Place, Span

_AWAY = re.compile(
    r"(?:(?P<far>\d+(?:\.\d+)?)\s?(?P<unit>km|kilometres?|kilometers?|miles?|mi)\s?(?:\([^)]*\)\s)?"
    r"(?:to the )?)?(?P<way>(?:north|south)[- ]?(?:east|west)|north|south|east|west)"
    r"(?:ern)? (?:of|from) (?:the )?(?:\w+ ){0,3}$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<part>(?:(?:north|south)[- ]?)?(?:east|west|north|south)(?:ern)?"
    r"|central|rural|outside|near) $",
    re.IGNORECASE,
)
_KM_PER_MILE = 1.609
_BORDER = re.compile(r"(?:ian|i|ish)?['’]?s? (?:border|frontier)\b")
_BETWEEN = re.compile(r"(?: ?[-–/] ?| and | with )(?:the )?")
_NEIGHBOURS_KM = 1000.0
"""Countries whose middles lie farther apart have no border that a point between them could tell."""


def with_borders(doc: Doc, places: Sequence[Place]) -> list[Place]:
    """The places, with each "X-Y border" of two countries as one place midway between them.

    Its id is null; so are its coordinates where the countries are too large for that to say much.
    """
    result: list[Place] = []
    text = doc.report.text
    for place in places:
        before = result[-1] if result else None
        ends = _BORDER.match(text, place.span[1])
        if (
            ends is not None
            and before is not None
            and before.precision == place.precision == "country"
            and before.country != place.country
            and _BETWEEN.fullmatch(text, before.span[1], place.span[0])
        ):
            result[-1] = _border(doc, before, place, (before.span[0], ends.end()))
        else:
            result.append(place)
    return result


def _border(doc: Doc, one: Place, other: Place, span: Span) -> Place:
    place = Place(span, text_of(doc, span), precision="region", confidence=one.confidence)
    here, there = (one.latitude, one.longitude), (other.latitude, other.longitude)
    names = f"{one.name} and {other.name}"
    if None in (*here, *there):
        return replace(place, why=f"border of {names}")
    first = (one.latitude or 0.0, one.longitude or 0.0)
    second = (other.latitude or 0.0, other.longitude or 0.0)
    if distance_km(first, second) > _NEIGHBOURS_KM:
        return replace(place, why=f"border of {names}, too long for one point")
    return replace(
        place,
        latitude=round((first[0] + second[0]) / 2, 4),
        longitude=round((first[1] + second[1]) / 2, 4),
        why=f"border of {names}: midway between them",
    )


def qualified(doc: Doc, place: Place, start: int) -> Place:
    """The place with what the text adds before it: "north of", "outside", "30 km east of".

    Args:
        doc: The report.
        place: A place of it.
        start: Where the place's sentence starts.
    """
    if place.latitude is None or place.longitude is None:
        return place
    lead = doc.report.text[start : place.span[0]]
    away = _AWAY.search(lead)
    if away is not None:
        return _away(doc, place, (start + away.start(), place.span[1]), away)
    part = _PART.search(lead)
    if part is not None:
        span = (start + part.start(), place.span[1])
        coarser = {"town": "adm2", "point": "town"} if part["part"] in ("outside", "near") else {}
        return replace(
            place,
            span=span,
            name=text_of(doc, span),
            precision=coarser.get(place.precision or "", place.precision),
        )
    return place


def _away(doc: Doc, place: Place, span: Span, away: re.Match[str]) -> Place:
    way = re.sub(r"[- ]", "", away["way"].lower())
    point = (place.latitude or 0.0, place.longitude or 0.0)
    if away["far"] is None:
        return replace(
            place,
            span=span,
            name=text_of(doc, span),
            geonames_id=None,
            precision="adm2" if place.precision in ("town", "point") else place.precision,
            why=f"{place.why}; {way} of it, no distance given, so its own point",
        )
    kilometres = float(away["far"]) * (_KM_PER_MILE if away["unit"].startswith("mi") else 1.0)
    latitude, longitude = moved(point, words().directions[way], kilometres)
    return replace(
        place,
        span=span,
        name=text_of(doc, span),
        geonames_id=None,
        latitude=latitude,
        longitude=longitude,
        precision="adm2",
        why=f"{place.why}; {kilometres:.0f} km {way} of it",
    )
