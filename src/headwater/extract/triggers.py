"""Trigger words: which words of a report tell of an event, and of which frame.

The lexicon is ``triggers.toml``. A sense is chosen by its words, their tags and its conditions
on subject, object and company; the longest match wins, then the order of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from headwater.extract import classes
from headwater.extract.arguments import argument_tokens, object_tokens, subject_tokens
from headwater.extract.syntax import Syntax

GOVERNORS = 5
"""How far up ``head`` conditions look."""
GAP = 3
"""Most words that ``*`` in a pattern stands for."""
NOUN_LABELS = ("N", "VBG", "JJ")
CONDITIONS = (
    "object",
    "subject",
    "argument",
    "near",
    "not_object",
    "not_subject",
    "not_near",
    "head",
    "not_head",
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of the lexicon; conditions are word classes, lemmas or ``@LABEL``."""

    rule: str
    frame: str
    conditions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that evoke a sense: ``kind`` is verb, noun or phrase."""

    word: str
    rest: tuple[str, ...]
    kind: str
    order: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class Frame:
    """What a frame's mentions may merge with, and how strongly it types a happening."""

    family: str
    rank: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by their first word, and the frames."""

    patterns: dict[str, tuple[Pattern, ...]]
    frames: dict[str, Frame]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that tell of an event. ``token`` is their head; ``first`` to ``last`` inclusive."""

    token: int
    first: int
    last: int
    frame: str
    rule: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A report's syntax with the word classes of each token."""

    syntax: Syntax
    marks: tuple[frozenset[str], ...]

    def has(self, token: int, names: Iterable[str]) -> bool:
        """Whether a token is of a class, is a lemma or bears an entity label (``@GPE``)."""
        syntax = self.syntax
        for name in names:
            if name in self.marks[token] or name in (syntax.lemmas[token], syntax.words[token]):
                return True
            if name[0] == "@" and syntax.doc.tokens[token].entity == name[1:]:
                return True
        return False


@cache
def load() -> Lexicon:
    """Read the trigger lexicon that ships with the package."""
    text = files("headwater.extract").joinpath("triggers.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    grouped: dict[str, list[Pattern]] = {}
    for order, entry in enumerate(table["sense"]):
        conditions = tuple((name, tuple(entry[name])) for name in CONDITIONS if name in entry)
        sense = Sense(f"{entry['frame']}.{order}", entry["frame"], conditions)
        for kind in ("verb", "noun", "phrase"):
            for words in entry.get(kind + "s", ()):
                parts = words.replace("-", " ").split()
                pattern = Pattern(parts[0], tuple(parts[1:]), kind, order, sense)
                grouped.setdefault(parts[0], []).append(pattern)
    ordered = {
        first: tuple(sorted(found, key=lambda p: (-len(p.rest), p.order)))
        for first, found in grouped.items()
    }
    return Lexicon(ordered, {name: Frame(**frame) for name, frame in table["frames"].items()})


def mark(syntax: Syntax) -> Marked:
    """Find the word classes of a report's tokens."""
    return Marked(syntax, classes.mark(syntax, classes.load()))


def mentions(marked: Marked, lexicon: Lexicon) -> tuple[Mention, ...]:
    """All trigger mentions of a report in text order; no token is in two."""
    found: list[Mention] = []
    taken = -1
    for start in range(len(marked.syntax.words)):
        if start <= taken:
            continue
        mention = _mention_at(marked, lexicon, start)
        if mention is not None:
            found.append(mention)
            taken = mention.last
    return tuple(found)


def _mention_at(marked: Marked, lexicon: Lexicon, start: int) -> Mention | None:
    syntax = marked.syntax
    if syntax.words[max(0, start - 2) : start] == ("non", "-"):
        return None
    forms = dict.fromkeys((syntax.lemmas[start], syntax.words[start]))
    patterns = [p for form in forms for p in lexicon.patterns.get(form, ())]
    for pattern in sorted(patterns, key=lambda p: (-len(p.rest), p.order)):
        last = _follow(syntax, start, pattern.rest)
        if last is None:
            continue
        head = _head(syntax, start, last, pattern)
        if (
            head is None
            or syntax.doc.tokens[head].entity == "DATE"
            or _modifier(syntax, head, last, pattern)
        ):
            continue
        if _fits(marked, head, pattern.sense):
            return Mention(head, start, last, pattern.sense.frame, pattern.sense.rule)
    return None


def _follow(syntax: Syntax, start: int, rest: tuple[str, ...]) -> int | None:
    """Last token of a match that starts at ``start``, or ``None``."""
    at, gap = start, 0
    end = syntax.bounds(start)[1]
    for word in rest:
        if word == "*":
            gap = GAP
            continue
        for step in range(1, gap + 3):
            here = at + step
            if here >= end:
                return None
            if word in (syntax.lemmas[here], syntax.words[here]):
                at = here
                break
            if syntax.words[here] != "-":
                if gap == 0:
                    return None
                gap -= 1
        else:
            return None
        gap = 0
    return at


def _head(syntax: Syntax, first: int, last: int, pattern: Pattern) -> int | None:
    """The token that bears the event, or ``None`` when its tag is not of the kind."""
    if pattern.kind == "verb":
        return first if syntax.tag(first).startswith("V") else None
    if pattern.kind == "noun":
        tag = syntax.tag(last)
        if first == last and not tag.startswith(NOUN_LABELS):
            return None
        if (
            first == last
            and tag == "VBG"
            and (syntax.words[last] != pattern.word or syntax.kid(last, "dobj", "aux") is not None)
        ):
            return None
        return last
    verbs = [i for i in range(first, last + 1) if syntax.tag(i).startswith("V")]
    return verbs[0] if verbs else last


def _modifier(syntax: Syntax, head: int, last: int, pattern: Pattern) -> bool:
    """Whether the word only describes another one ("besieged town", "attack helicopter")."""
    dep, above = syntax.dep(head), syntax.head(head)
    if pattern.kind == "verb":
        participle = syntax.tag(head) in ("VBN", "VBG") and dep in ("amod", "compound")
        return participle and last < above <= last + GAP
    single = pattern.kind == "noun" and not pattern.rest
    return single and dep == "compound" and above > last and not _eventive(syntax, above)


def _eventive(syntax: Syntax, token: int) -> bool:
    lexicon = load()
    return any(
        not pattern.rest and pattern.kind == "noun"
        for pattern in lexicon.patterns.get(syntax.lemmas[token], ())
    )


def _fits(marked: Marked, head: int, sense: Sense) -> bool:
    return all(_holds(marked, head, name, wanted) for name, wanted in sense.conditions)


def _holds(marked: Marked, head: int, name: str, wanted: tuple[str, ...]) -> bool:
    plain = name.removeprefix("not_")
    if plain == "head":
        met = _governed(marked, head, wanted)
    elif plain == "near":
        met = any(marked.has(i, wanted) for i in _company(marked.syntax, head))
    else:
        finder = {
            "object": object_tokens,
            "subject": subject_tokens,
            "argument": argument_tokens,
        }[plain]
        met = any(marked.has(i, wanted) for i in finder(marked.syntax, head))
    return met != name.startswith("not_")


def _governed(marked: Marked, head: int, wanted: tuple[str, ...]) -> bool:
    """Whether one of the nearest governors or a modifier is among the words."""
    above = list(islice(marked.syntax.path_up(head), GOVERNORS))
    return any(marked.has(i, wanted) for i in above)


def _company(syntax: Syntax, head: int) -> Iterator[int]:
    """The other words of the sentence."""
    first, last = syntax.bounds(head)
    return (i for i in range(first, last) if i != head)
