"""Happenings: mentions of one and the same thing, merged within a report.

Mentions of one segment are told together (a bomb blast, those it killed, those it wounded). A
later segment speaks of an earlier happening unless something tells them apart: a place, a day,
a figure, a kind of weapon that differ, or words such as "another", "separate", "elsewhere".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from headwater.doc import tokens_in
from headwater.extract.casualties import Figure
from headwater.extract.clauses import Segment, places_of
from headwater.extract.factuality import REAL
from headwater.extract.triggers import Lexicon, Marked, Mention
from headwater.model import Factuality

ARMED = frozenset(("violence", "outcome", "battle", "property", "protest", "disaster"))
"""Families whose mentions in one segment are one happening."""
OTHER_WORDS = frozenset(
    (
        "another",
        "separate",
        "separately",
        "elsewhere",
        "meanwhile",
        "other",
        "also",
        "second",
        "third",
        "similar",
        "later",
        "earlier",
        "previous",
        "previously",
    )
)
SAME_WORDS = frozenset(("the", "this", "these", "that", "its", "their", "those", "such"))
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PAST = frozenset(("ago", "last", "earlier", "previous", "since", "previously"))
WEAPON = {
    "air_strike": "air",
    "shelling": "ground",
    "missile": "ground",
    "grenade": "grenade",
    "suicide_bombing": "bomb",
    "bombing": "bomb",
    "chemical": "chemical",
    "kidnap": "custody",
    "execution": "execution",
    "sexual_violence": "sexual",
    "arson": "fire",
    "seize_territory": "battle",
    "clash": "battle",
}
"""Frames that tell a weapon or method, by the kind that excludes others."""
FRIENDLY = frozenset(
    (
        ("air", "chemical"),
        ("air", "battle"),
        ("ground", "battle"),
        ("air", "ground"),
        ("battle", "bomb"),
        ("chemical", "ground"),
        ("bomb", "fire"),
        ("battle", "execution"),
    )
)
MERGE_AT = 0
SIDES = frozenset(("state", "rebel"))
OTHER_SIDE = -6.0
"""Each party counts the other's dead: two versions of one fight, both of which are kept."""


@dataclass(slots=True)
class Cluster:
    """Mentions of one segment that are told together, with what places and dates them."""

    segment: Segment
    mentions: list[int]
    family: str
    factuality: Factuality
    places: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    past: bool = False
    words: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    definite: bool = False
    killed: frozenset[int] = frozenset()
    sides: frozenset[str] = frozenset()
    """Armed sides whose dead its figures count."""
    rising: bool = False
    outcome_only: bool = False


@dataclass(slots=True)
class Happening:
    """Clusters of one happening, in text order."""

    clusters: list[Cluster] = field(default_factory=list)

    @property
    def mentions(self) -> list[int]:
        """Indices of its mentions in text order."""
        return sorted(m for cluster in self.clusters for m in cluster.mentions)


def happenings(
    marked: Marked,
    lexicon: Lexicon,
    segments: Sequence[Segment],
    mentions: Sequence[Mention],
    told: tuple[Sequence[Factuality], Sequence[Figure]],
) -> tuple[Happening, ...]:
    """Group the mentions of a report; ``told`` gives their factuality and the figures found."""
    found: list[Happening] = []
    for cluster in _clusters(marked, lexicon, segments, mentions, told):
        chosen = _best(cluster, found)
        if chosen is None:
            found.append(Happening([cluster]))
        else:
            chosen.clusters.append(cluster)
    return tuple(found)


def _clusters(
    marked: Marked,
    lexicon: Lexicon,
    segments: Sequence[Segment],
    mentions: Sequence[Mention],
    told: tuple[Sequence[Factuality], Sequence[Figure]],
) -> Iterator[Cluster]:
    """Clusters of every segment, outcomes joined with the cause that the next segment tells."""
    pending: list[Cluster] = []
    for segment in segments:
        here = [n for n, m in enumerate(mentions) if segment.first <= m.token < segment.end]
        grouped: dict[tuple[str, Factuality], list[int]] = {}
        for number in here:
            family = lexicon.frames[mentions[number].frame].family
            family = "armed" if family in ARMED else family
            stance = told[0][number]
            grouped.setdefault(
                (family, Factuality.ASSERTED if stance in REAL else stance), []
            ).append(number)
        new = [
            _cluster(marked, mentions, segment, key, numbers, told)
            for key, numbers in grouped.items()
        ]
        if pending and (pending[0].segment.sentence != segment.sentence):
            yield from pending
            pending = []
        for cluster in new:
            if not any(_join(one, cluster) for one in pending):
                pending.append(cluster)
    yield from pending


def _join(one: Cluster, other: Cluster) -> bool:
    """Join a cause told behind "when", "after", "as" to the outcome before it, or the reverse."""
    if one.family != "armed" or other.family != "armed" or one.factuality != other.factuality:
        return False
    if one.segment.headline or other.segment.opener in (
        "headline",
        ";",
        "while",
        "but",
        "meanwhile",
        "since",
    ):
        return False
    if not (one.outcome_only or (other.outcome_only and other.segment.opener == "")):
        return False
    if one.killed and other.killed and one.killed != other.killed:
        return False
    one.mentions.extend(other.mentions)
    one.places |= other.places
    one.days |= other.days
    one.weapons |= other.weapons
    one.killed |= other.killed
    one.outcome_only = one.outcome_only and other.outcome_only
    one.segment = Segment(
        one.segment.first,
        max(one.segment.end, other.segment.end),
        one.segment.sentence,
        one.segment.opener,
    )
    return True


def _cluster(
    marked: Marked,
    mentions: Sequence[Mention],
    segment: Segment,
    key: tuple[str, Factuality],
    numbers: list[int],
    told: tuple[Sequence[Factuality], Sequence[Figure]],
) -> Cluster:
    syntax = marked.syntax
    words = syntax.words[segment.first : segment.end]
    frames = [mentions[n].frame for n in numbers]
    places = frozenset(" ".join(syntax.words[a : b + 1]) for a, b in places_of(syntax, segment))
    figures = [f for f in told[1] if f.mention in numbers and f.field == "killed"]
    first = mentions[numbers[0]].first
    return Cluster(
        segment=segment,
        mentions=numbers,
        family=key[0],
        factuality=key[1],
        places=places,
        days=frozenset(w for w in words if w in DAYS),
        past=any(w in PAST for w in words),
        words=frozenset(words),
        weapons=frozenset(WEAPON[f] for f in frames if f in WEAPON),
        definite=first > 0 and syntax.words[first - 1] in SAME_WORDS,
        killed=frozenset(f.count.best for f in figures if f.count.best is not None),
        sides=_sides(marked, figures),
        rising=any(f.count.cumulative for f in figures),
        outcome_only=all(f in ("kill", "die", "wound") for f in frames),
    )


def _sides(marked: Marked, figures: Sequence[Figure]) -> frozenset[str]:
    """Armed sides whose dead are counted, where each figure counts one side."""
    doc = marked.syntax.doc
    classes = [
        frozenset[str]().union(*(marked.marks[at] for at in tokens_in(doc, figure.count.span)))
        for figure in figures
        if figure.count.best is not None
    ]
    return frozenset[str]().union(*classes) & SIDES if len(classes) == 1 else frozenset()


def _best(cluster: Cluster, found: Sequence[Happening]) -> Happening | None:
    """The happening that a cluster speaks of, the most recent of equals; ``None`` for a new one."""
    ranked = [(_score(cluster, happening), index) for index, happening in enumerate(found)]
    ranked = [(score, index) for score, index in ranked if score is not None and score > MERGE_AT]
    return found[max(ranked)[1]] if ranked else None


def _score(cluster: Cluster, happening: Happening) -> float | None:
    """How much speaks for one happening; ``None`` where something forbids it."""
    first = happening.clusters[0]
    if first.family != cluster.family or first.factuality != cluster.factuality:
        return None
    if first.segment.sentence == cluster.segment.sentence and cluster.segment.opener not in (
        "",
        "headline",
    ):
        return None
    weapons = frozenset[str]().union(*(c.weapons for c in happening.clusters))
    if _clash(weapons, cluster.weapons):
        return None
    score = 1.0
    score += _places(cluster, happening) + _days(cluster, happening) + _killed(cluster, happening)
    score += 1.0 if cluster.definite else 0.0
    score += 1.0 if weapons & cluster.weapons else 0.0
    score -= 1.0 if cluster.words & OTHER_WORDS else 0.0
    score -= 1.5 if cluster.past and not any(c.past for c in happening.clusters) else 0.0
    return score


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other or one & other:
        return False
    return not any(tuple(sorted((a, b))) in FRIENDLY for a in sorted(one) for b in sorted(other))


def _places(cluster: Cluster, happening: Happening) -> float:
    known = frozenset[str]().union(*(c.places for c in happening.clusters))
    if not known or not cluster.places:
        return 0.0
    return 1.0 if known & cluster.places else -1.0


def _days(cluster: Cluster, happening: Happening) -> float:
    known = frozenset[str]().union(*(c.days for c in happening.clusters))
    if not known or not cluster.days:
        return 0.0
    return 0.5 if known & cluster.days else -2.0


def _killed(cluster: Cluster, happening: Happening) -> float:
    known = frozenset[int]().union(*(c.killed for c in happening.clusters))
    if not known or not cluster.killed:
        return 0.0
    if known & cluster.killed:
        return 2.0
    theirs = frozenset[str]().union(*(c.sides for c in happening.clusters))
    if theirs and cluster.sides and not theirs & cluster.sides:
        return OTHER_SIDE
    rising = cluster.rising or any(c.rising for c in happening.clusters)
    return -0.5 if rising else -2.0
