"""What a report has named so far, and what its pronouns and descriptions go back to.

A small deterministic salience model: the nearest earlier source that agrees wins (recency, after
Lappin and Leass 1994, without their weights, which need better parses than headlines allow).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from headwater import actors
from headwater.extract.roles import ends_with, is_indefinite, roles, words
from headwater.extract.tree import Tree
from headwater.extract.wording import Source, is_country
from headwater.model import SourceKind, Span

_BODIES = frozenset(SourceKind) - {
    SourceKind.NAMED_PERSON,
    SourceKind.WITNESS,
    SourceKind.UNNAMED,
    SourceKind.MEDIC,
}
_FAR = 6
"""Sentences over which a pronoun may go back."""
_TYPO = 94
"""Similarity (rapidfuzz, 0 to 100) from which a name is taken for a misspelling of another."""
_LONG = 12
"""Characters of a name that may be misspelled."""
_ACRONYM = 4
"""Letters of an acronym that may be misspelled."""
_NEWS = frozenset({SourceKind.AGENCY, SourceKind.OUTLET})


@dataclass
class Memory:
    """Sources resolved so far (with where they spoke), and all bodies that the report names."""

    tree: Tree
    bodies: tuple[Source, ...]
    people: tuple[tuple[Span, str], ...] = ()
    heard: list[tuple[Span, Source]] = field(default_factory=list)

    def hear(self, span: Span, source: Source) -> None:
        """Remember that a source spoke at ``span``."""
        self.heard.append((span, source))

    def _before(self, span: Span, far: int = _FAR) -> list[Source]:
        """Sources that spoke before ``span``, nearest first, at most ``far`` sentences back."""
        here = self._sentence(span)
        return [
            source
            for where, source in sorted(self.heard, key=lambda item: item[0], reverse=True)
            if where[0] < span[0] and here - self._sentence(where) <= far
        ]

    def _sentence(self, span: Span) -> int:
        starts = self.tree.doc.sentences
        tokens = self.tree.tokens
        at = bisect_right(starts, span[0], key=lambda sentence: tokens[sentence[0]].start)
        return max(0, at - 1)

    def last(self, span: Span) -> Source | None:
        """The nearest earlier source of any sort."""
        return next(iter(self._before(span)), None)

    def last_of(self, kinds: frozenset[SourceKind], span: Span) -> Source | None:
        """The nearest earlier named source of one of these kinds."""
        earlier = self._before(span)
        return next((source for source in earlier if source.named and source.kind in kinds), None)

    def last_person(self, span: Span) -> Source | None:
        """The nearest earlier person: named, speaking for a body, or unnamed and single."""
        for source in self._before(span):
            if source.person and not source.plural:
                return source
        return None

    def last_body(self, span: Span) -> Source | None:
        """The nearest earlier source that is a body; failing that, a body named just before."""
        for source in self._before(span):
            if source.kind in _BODIES and not (source.person and source.via is None):
                return replace(source, via=None, via_span=None, person=False)
        here = self._sentence(span)
        near = [
            body
            for body in self.bodies
            if body.span[0] < span[0]
            and not is_country(body.name)
            and here - self._sentence(body.span) <= 1
            and body.kind not in _NEWS
        ]
        return near[-1] if near else None

    def last_plural(self, span: Span) -> Source | None:
        """The nearest earlier source that can be "they"."""
        earlier = self._before(span, 3)
        plural = [source for source in earlier if source.plural]
        if plural:
            return plural[0]
        return next((source for source in earlier if not source.person), None)

    def by_surname(self, name: str, span: Span) -> Source | None:
        """An earlier named person whose name ends with these words ("Abdel Rahman")."""
        found = words(name)
        for source in self._before(span, 10_000):
            full = words(source.via or (source.name if source.person and source.named else ""))
            if full and len(found) <= len(full) and full[-len(found) :] == found:
                return source
        for where, full_name in self.people:
            full = words(full_name)
            if where[0] < span[0] and len(full) > len(found) and full[-len(found) :] == found:
                return Source(
                    full_name, SourceKind.NAMED_PERSON, named=True, span=where, person=True
                )
        return None

    def spoken_for_by(self, name: str) -> list[Source]:
        """Bodies named in this report for which the actor list knows a spokesman of this name."""
        result = []
        for body in self.bodies:
            actor = actors.lookup(body.name)
            if actor is not None and any(_same_person(name, who) for who in actor.spokesmen):
                result.append(body)
        return result[:1]

    def proper(self, source: Source) -> Source:
        """The one state medium that "Syrian state media" stands for; any other body as it is."""
        if source.kind is SourceKind.STATE_MEDIA and "media" in words(source.name):
            return self._cataphor(source.name) or source
        return source

    def spelled(self, source: Source) -> Source:
        """The known body of this report that an unknown name misspells, or the source itself."""
        if actors.lookup(source.name) is not None:
            return source
        for body in self.bodies:
            if _is_jumbled(source.name, body.name):
                return replace(body, span=source.span)
            if fuzz.partial_ratio(body.name, source.name) >= _TYPO and len(body.name) >= _LONG:
                return replace(body, span=source.span)
        return source

    def same(self, source: Source, wording: str, span: Span) -> Source | None:
        """An earlier, fuller naming of the same body: "the army" after "the Syrian army"."""
        if actors.lookup(source.name) is not None:
            return None
        own = set(words(source.name))
        for earlier in self._before(span, 10_000):
            full = set(words(earlier.name))
            if earlier.named and not earlier.person and own < full and earlier.kind is source.kind:
                return replace(earlier, via=None, via_span=None)
        definite = words(wording)[:1] == ["the"]
        if definite:
            for body in self.bodies:
                if own < set(words(body.name)) and body.kind is source.kind:
                    return body
        return None

    def described(self, wording: str, span: Span) -> Source | None:
        """The body that a description stands for: "the group", "the Britain-based monitor"."""
        if is_indefinite(wording) or words(wording)[:1] != ["the"]:
            return self._cataphor(wording)
        earlier = [s for s in self._before(span, 10_000) if not s.person or s.via is not None]
        named_before = [body for body in reversed(self.bodies) if body.span[0] < span[0]]
        head = words(wording)[-1]
        for source in (*earlier, *named_before):
            if not source.named and head in words(source.name):
                return source  # nearer than any named body: it stays unnamed
            if source.named and _can_be(wording, source):
                return replace(source, via=None, via_span=None, person=False)
        return self._cataphor(wording)

    def _cataphor(self, wording: str) -> Source | None:
        if words(wording)[:1] in (["another"], ["one"]):
            return None
        table = roles().cataphors
        for kind, heads in table.items():
            if ends_with(wording, heads) is None:
                continue
            proper = [body for body in self.bodies if body.kind is kind and not _is_class(body)]
            if len({body.name for body in proper}) == 1:
                return proper[0]
        return None

    def holder(self, wording: str, span: Span) -> Source | None:
        """The one earlier named holder of an office that "the governor" goes back to."""
        found = words(wording)
        if found[:1] != ["the"] or " ".join(found[1:]) not in roles().offices:
            return None
        office = set(found[1:])
        held = [
            source
            for source in self._before(span, 10_000)
            if source.named and source.person and office <= set(words(source.name))
        ]
        return held[0] if len({source.name for source in held}) == 1 else None

    def unnamed_like(self, wording: str, span: Span) -> Source | None:
        """An earlier unnamed source that "the source", "the official" goes back to."""
        own = [word for word in words(wording) if word not in {"the", "same", "this", "that"}]
        for source in self._before(span, 10_000):
            if not source.named and own and set(own) <= set(_stems(words(source.name))):
                return source
        return None


def _is_jumbled(acronym: str, name: str) -> bool:
    """Whether an acronym has a name's initials with two neighbours changed over ("SORH")."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    pairs = range(len(initials) - 1)
    changed = {initials[:i] + initials[i + 1] + initials[i] + initials[i + 2 :] for i in pairs}
    return len(acronym) >= _ACRONYM and acronym != initials and acronym in changed


def _is_class(body: Source) -> bool:
    """Whether a state medium's name only describes it ("state TV")."""
    return body.kind is SourceKind.STATE_MEDIA and "state" in words(body.name)


def _stems(found: list[str]) -> list[str]:
    return [*found, *(word[:-1] for word in found if word.endswith("s"))]


def _same_person(name: str, known: str) -> bool:
    one, other = words(name), words(known)
    return one == other or (bool(one) and len(other) >= len(one) and other[-len(one) :] == one)


def _can_be(wording: str, source: Source) -> bool:
    actor = actors.lookup(source.name)
    if is_country(source.name):
        return False
    descriptions = frozenset(actor.descriptions) if actor is not None else frozenset()
    if ends_with(wording, descriptions) is not None:
        return True
    heads = roles().anaphors.get(source.kind)
    return heads is not None and ends_with(wording, heads) is not None
