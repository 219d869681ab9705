"""Word classes: which words of a report name civilians, soldiers, aircraft, towns ...

The lists are in ``classes.toml``; a phrase belongs to its classes at its last word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.extract.syntax import Syntax

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Classes:
    """Phrases of lemmas by their first lemma, with the classes that each belongs to."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]

    def of(self, word: str) -> frozenset[str]:
        """Classes of a single lemma."""
        return next((c for rest, c in self.phrases.get(word, ()) if not rest), NOTHING)


@cache
def load() -> Classes:
    """Read the word classes that ship with the package."""
    text = files("headwater.extract").joinpath("classes.toml").read_text(encoding="utf-8")
    found: dict[tuple[str, ...], set[str]] = {}
    for name, listing in tomllib.loads(text)["classes"].items():
        for entry in listing.split(","):
            words = tuple(entry.replace("-", " ").split())
            if words:
                found.setdefault(words, set()).add(name)
    grouped: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, names in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        grouped.setdefault(words[0], []).append((words[1:], frozenset(names)))
    return Classes({first: tuple(rest) for first, rest in grouped.items()})


def mark(syntax: Syntax, classes: Classes) -> tuple[frozenset[str], ...]:
    """Classes of each token; those of a phrase stand at its last token."""
    marks: list[frozenset[str]] = [NOTHING] * len(syntax.words)
    for start in range(len(syntax.words)):
        for form in dict.fromkeys((syntax.lemmas[start], syntax.words[start])):
            for rest, names in classes.phrases.get(form, ()):
                last = follow(syntax, start, rest)
                if last is not None:
                    marks[last] |= names
    return tuple(marks)


def follow(syntax: Syntax, start: int, rest: Iterable[str]) -> int | None:
    """Index of the last token when the words of ``rest`` follow ``start``; hyphens are skipped."""
    at = start
    for word in rest:
        at += 1
        if at < len(syntax.words) and syntax.words[at] == "-":
            at += 1
        if at >= len(syntax.words) or word not in (syntax.lemmas[at], syntax.words[at]):
            return None
    return at
