"""Participants of MUC-4 incidents, chosen by a linear model among the noun phrases of a report.

Mentions of one entity (the same wording, an acronym and its long form, a surname and the full
name) are weighed together; each entity goes to the nearest incident that the text tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headwater import actors
from headwater.extract.candidates import Candidate, candidates, features
from headwater.extract.findings import Findings
from headwater.model import Entity, Span

ROLES = ("none", "PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
ABOUT = frozenset(
    ("bombing", "kidnap", "attack", "assassination", "clash", "shooting", "arson", "execution")
)
"""Frames that say what a report is about."""
TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "father", "colonel", "col", "general", "gen", "lt", "major"),
        *("captain", "capt", "president", "former", "engineer", "priest", "bishop", "mayor"),
        *("deputy", "senator", "judge", "minister", "attorney", "monsignor", "msgr"),
    )
)
MOST_SPANS = 4
"""Wordings kept for an entity."""


@dataclass(slots=True)
class Group:
    """Mentions of one entity: features, spans best first, and sentences where they stand."""

    name: str
    person: bool
    features: dict[str, None] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    count: int = 0

    def add(self, spans: Sequence[Span], found: Sequence[str], sentence: int) -> None:
        """Add a mention."""
        self.spans.extend(spans)
        self.features.update(dict.fromkeys(found))
        self.sentences.add(sentence)
        self.count += 1

    def all_features(self) -> list[str]:
        """Features of all mentions, with how many there are."""
        kind = "person" if self.person else "other"
        return [*self.features, f"count={min(self.count, 4)}", f"kind={kind}", "bias"]


def groups(findings: Findings) -> tuple[Group, ...]:
    """Entities of a report in the order of their first mention."""
    marked, syntax = findings.marked, findings.marked.syntax
    text = syntax.doc.report.text
    short = {
        letters.casefold(): normal(long)
        for letters, long in actors.acronyms(text.replace("[", "(").replace("]", ")")).items()
    }
    report = sorted({m.frame for m in findings.mentions} & ABOUT)
    found: dict[tuple[bool, str], Group] = {}
    for candidate in candidates(marked):
        person = syntax.doc.tokens[candidate.head].entity == "PERSON"
        name = normal(text[candidate.spans[0][0] : candidate.spans[0][1]])
        name = _full_name(name, found) if person else short.get(name, name)
        group = found.setdefault((person, name), Group(name, person))
        group.add(
            _ordered(text, candidate, person=person),
            features(marked, findings.mentions, report, candidate),
            syntax.sentence[candidate.head],
        )
    return tuple(found.values())


def normal(words: str) -> str:
    """A wording without case, punctuation and articles."""
    plain = "".join(c if c.isalnum() or c == "-" else " " for c in words.casefold())
    return " ".join(w for w in plain.split() if w not in ("a", "an", "the"))


def _full_name(name: str, found: dict[tuple[bool, str], Group]) -> str:
    """The longer name of a person already met that holds all words of this one."""
    words = [w for w in name.split() if w not in TITLES] or name.split()
    known = (n for person, n in found if person and set(words) <= set(n.split()))
    return next(known, " ".join(words))


def _ordered(text: str, candidate: Candidate, *, person: bool) -> list[Span]:
    """Spans of a mention; of a person the name without titles first."""
    spans = list(candidate.spans)
    if person:
        spans.sort(key=lambda span: _titled(text, span))
    return spans


def _titled(text: str, span: Span) -> bool:
    return text[span[0] : span[1]].casefold().split()[0] in TITLES


def choose(
    text: str, found: Sequence[Group], scores: NDArray[np.float64], bars: Mapping[str, float]
) -> Iterator[tuple[str, Entity, frozenset[int]]]:
    """Yield (role, entity, sentences) for every entity that passes the bar of its role.

    Args:
        text: the report's.
        found: its entities.
        scores: how much speaks for each role, (entities, roles).
        bars: what a role's score must exceed.
    """
    for group, row in zip(found, scores, strict=True):
        spans = _distinct(text, group.spans)
        name = text[spans[0][0] : spans[0][1]]
        actor = actors.lookup(name)
        for role, score in zip(ROLES[1:], row, strict=True):
            if score > bars[role]:
                entity = Entity(name, spans, KINDS[role], actor.id if actor else None)
                yield role, entity, frozenset(group.sentences)


KINDS = {
    "PerpInd": "person",
    "PerpOrg": "organisation",
    "Target": "thing",
    "Victim": "person",
    "Weapon": "thing",
}
"""Kind of participant in each role of MUC-4."""


def _distinct(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    kept: dict[str, Span] = {}
    for span in spans:
        kept.setdefault(normal(text[span[0] : span[1]]), span)
    return tuple(kept.values())[:MOST_SPANS]
