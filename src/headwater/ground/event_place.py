"""Where each event happened: one of the report's places, with the precision that the text allows.

Every place of the report is a candidate, scored by where it stands (the words that assert the
event, a sentence that names it again, the sentences after and before, the opening), by its role
there (``place_roles``: in it, a blow on it, from it, towards it) and by how specific it is. A
sentence that tells of another happening (``scenes``) speaks against its places. A general
place in the event's own sentence gives way to a more specific one inside it, when a sentence
close by goes on about the same happening and no part of its toll is told there alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from headwater.doc import tokens_in, within
from headwater.ground.geometry import distance_km
from headwater.ground.offsets import with_borders
from headwater.ground.place_candidates import Candidate, candidate_of, home_of
from headwater.ground.place_roles import Role
from headwater.ground.scenes import Scene, scene_of
from headwater.ground.words import words
from headwater.model import Doc, Event, Place, Time

_INSIDE_KM = {"town": 40.0, "adm2": 80.0, "adm1": 250.0, "region": 2000.0}
_LOOK_AHEAD = 3
_LOOK_FAR = 6
_LOOK_BACK = 2
_OPENING = 3
_OWN, _AGAIN, _INSIDE_EVIDENCE = 6.0, 3.0, 1.5
_OTHER_SCENE = -4.0
_PART = -3.0
_BREAK = 4.0
_ABROAD = -2.0
_GENERAL = -5.0
_ENOUGH = 2.0
_LIST = 3
_HELD_SHARE = 0.6
"""How much less sure a place is of which only the town or unit of the event is known."""
_ROLES = {
    Role.TARGET: 2.5,
    Role.SITE: 1.5,
    Role.NONE: 0.0,
    Role.GOAL: -3.0,
    Role.KEYWORD: -5.0,
    Role.ORIGIN: -6.0,
    Role.SEAT: -5.0,
    Role.ACTOR: -6.0,
}
_UNITS = frozenset({"hour", "day", "week", "month", "year"})
_HERE = (Role.TARGET, Role.SITE)


def locate(
    doc: Doc, events: Sequence[Event], places: Sequence[Place], times: Sequence[Time] = ()
) -> tuple[Event, ...]:
    """The events, each with the place where it happened, or none when the report names none.

    Args:
        doc: The annotated report.
        events: Its events, without places; dated ones are told apart better.
        places: What ``places`` returned for it.
        times: What ``times`` returned for it.
    """
    places = with_borders(doc, places)
    known = {(place.latitude, place.longitude) for place in places if place.geonames_id}
    home = home_of(places)
    candidates = [candidate_of(doc, place, known, home) for place in places]
    usable = [candidate for candidate in candidates if candidate.role is not Role.SPEAKER]
    located = []
    for event in events:
        scene = scene_of(doc, event, events, times)
        place = _place_of(doc, scene, usable) if scene is not None else None
        located.append(replace(event, place=place))
    return tuple(located)


def _place_of(doc: Doc, scene: Scene, candidates: Sequence[Candidate]) -> Place | None:
    if not candidates:
        return None
    ranked = sorted(
        ((_score(doc, candidate, scene), candidate) for candidate in candidates),
        key=lambda pair: (-pair[0], pair[1].place.span),
    )
    score, best = ranked[0]
    if score < _ENOUGH:
        general = [candidate for _, candidate in ranked if candidate.general]
        if not general:
            return None
        best = general[0]
    finer = [
        other for _, other in ranked if _sharper(other, best) and _same_story(doc, other, scene)
    ]
    listed = Counter(other.sentence for other in finer)
    # A list of quarters is told of the town as a whole.
    chosen = next((o for o in finer if listed[o.sentence] < _LIST), best)
    return _with_point(chosen, [candidate for _, candidate in ranked], scene)


def _with_point(chosen: Candidate, ranked: Sequence[Candidate], scene: Scene) -> Place:
    """A place without coordinates, put at the town or unit that the event is told of.

    Its id stays null and its precision is the coarser place's.
    """
    place = chosen.place
    if place.latitude is not None:
        return place
    for other in ranked:
        held = other.place
        if (
            held.latitude is not None
            and held.precision in ("town", "adm2", "adm1")
            and other.role in _HERE
            and other.sentence in {*scene.own, chosen.sentence}
        ):
            return replace(
                place,
                latitude=held.latitude,
                longitude=held.longitude,
                country=held.country,
                precision=held.precision,
                confidence=round((held.confidence or 0.0) * _HELD_SHARE, 3),
                why=f"{place.why}; told of {held.name}: its point",
            )
    return place


def _score(doc: Doc, candidate: Candidate, scene: Scene) -> float:
    """Higher is likelier; the terms are those of the module's introduction."""
    score = 0.8 * candidate.named + _ROLES[candidate.role] + _nearness(doc, candidate, scene)
    if candidate.abroad:
        score += _ABROAD
    if candidate.sentence in scene.others or _another_day(doc, candidate, scene):
        score += _OTHER_SCENE
    elif candidate.sentence in scene.parts:
        score += _PART
    if candidate.general:
        score += _GENERAL if candidate.sentence in scene.own else _GENERAL / 2
    return score


def _nearness(doc: Doc, candidate: Candidate, scene: Scene) -> float:
    """Points for standing where the event is told."""
    if candidate.sentence in scene.own:
        if any(within(candidate.place.span, span) for span in scene.evidence):
            return _OWN + (_INSIDE_EVIDENCE if not _long_after(doc, candidate) else -_BREAK)
        breaks, far = min(_ways(doc, candidate, scene))
        return _OWN - 0.05 * far - (_BREAK if breaks else 0.0)
    ahead = candidate.sentence - scene.own[-1]
    behind = scene.own[0] - candidate.sentence
    points = -0.9 * ahead if ahead > 0 else -1.2 * behind - 0.5
    if candidate.sentence in scene.again:
        nearest = min(abs(candidate.token - index) for index in scene.again[candidate.sentence])
        points = max(points, -0.2 * abs(ahead)) + max(0.0, _AGAIN - 0.2 * nearest)
    points += 0.5 * min(3, len(scene.told & candidate.told))
    points += 0.5 if candidate.sentence in scene.back else 0.0
    return points + (1.0 if candidate.sentence < _OPENING else 0.0)


def _ways(doc: Doc, candidate: Candidate, scene: Scene) -> list[tuple[bool, int]]:
    """The ways between a place and the evidence in its sentence."""
    first, stop = doc.sentences[candidate.sentence]
    spans = [tokens_in(doc, span) for span in scene.evidence]
    return [
        _way(doc, candidate, tokens)
        for tokens in spans
        if first < tokens.stop and tokens.start < stop
    ]


def _way(doc: Doc, candidate: Candidate, tokens: range) -> tuple[bool, int]:
    """Whether another clause starts between a place and tokens, and how many lie there."""
    if candidate.token >= tokens.stop:
        between = range(tokens.stop, candidate.token)
    else:
        between = range(candidate.token + 1, tokens.start)
    breaks = any(doc.tokens[index].text.lower() in words().breaking for index in between)
    return breaks, len(between)


def _long_after(doc: Doc, candidate: Candidate) -> bool:
    """Whether "hours after", "a day after" stands before it: what follows was another happening."""
    first = doc.sentences[candidate.sentence][0]
    return any(
        doc.tokens[index].text.lower() in ("after", "before")
        and doc.tokens[index - 1].lemma.lower() in _UNITS
        for index in range(first + 1, candidate.token)
    )


def _another_day(doc: Doc, candidate: Candidate, scene: Scene) -> bool:
    """Whether its clause names a day on which the event was not."""
    return any(
        not _way(doc, candidate, range(token, token + 1))[0]
        for token in scene.off_days.get(candidate.sentence, ())
    )


def _sharper(other: Candidate, best: Candidate) -> bool:
    """Whether one place is more specific than another and can lie in it."""
    one, two = other.place, best.place
    if other.general or other.role not in _HERE or other.specific <= best.specific:
        return False
    if one.latitude is None or one.longitude is None:
        return other.quarter or two.precision != "town"
    if two.precision == "country":
        return one.country == two.country
    if two.latitude is None or two.longitude is None:
        return False
    limit = _INSIDE_KM.get(two.precision or "", 0.0)
    return distance_km((one.latitude, one.longitude), (two.latitude, two.longitude)) <= limit


def _same_story(doc: Doc, other: Candidate, scene: Scene) -> bool:
    """Whether a sentence close by goes on about the same happening."""
    if other.sentence in scene.own:
        return not min(_ways(doc, other, scene))[0]
    if other.sentence in scene.others or other.sentence in scene.parts:
        return False
    if _another_day(doc, other, scene):
        return False
    ahead = _LOOK_FAR if scene.own[0] < _OPENING else _LOOK_AHEAD
    close = scene.own[0] - _LOOK_BACK <= other.sentence <= scene.own[-1] + ahead
    taken_up = other.sentence in scene.same_day or other.sentence in scene.back
    return close and (taken_up or bool(scene.told & other.told))
