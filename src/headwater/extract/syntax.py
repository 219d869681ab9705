"""Indices over an annotated report that event extraction asks for again and again.

Building them once makes each question constant time: ``doc.children`` walks a whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.model import Doc, Span

MAX_DEPTH = 60
"""Longest path of governors that is followed; a parse never needs more."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """Word forms, dependents and sentences of the tokens of a report, all by token index.

    Attributes:
        doc: the annotated report.
        words: lower-case texts.
        lemmas: lower-case lemmas, plural nouns in the singular even where tagged as names.
        kids: direct dependents in text order.
        sentence: index of the sentence that holds the token.
    """

    doc: Doc
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    kids: tuple[tuple[int, ...], ...]
    sentence: tuple[int, ...]

    def tag(self, token: int) -> str:
        """Penn tag of a token."""
        return self.doc.tokens[token].tag

    def dep(self, token: int) -> str:
        """Dependency label of a token."""
        return self.doc.tokens[token].dep

    def head(self, token: int) -> int:
        """Governor of a token; itself for a root."""
        return self.doc.tokens[token].head

    def bounds(self, token: int) -> Span:
        """Half-open token range of the sentence that holds a token."""
        return self.doc.sentences[self.sentence[token]]

    def kid(self, token: int, *deps: str) -> int | None:
        """First dependent with one of these labels."""
        return next((k for k in self.kids[token] if self.doc.tokens[k].dep in deps), None)

    def path_up(self, token: int) -> Iterator[int]:
        """Governors of a token, nearest first."""
        for _ in range(MAX_DEPTH):
            head = self.doc.tokens[token].head
            if head == token:
                return
            yield head
            token = head

    def subtree(self, token: int) -> list[int]:
        """A token and all that depend on it, in text order."""
        found: list[int] = []
        frontier = [token]
        while frontier:
            at = frontier.pop()
            found.append(at)
            frontier.extend(self.kids[at])
        return sorted(found)

    def governs(self, above: int, below: int) -> bool:
        """Whether ``above`` is ``below`` or one of its governors."""
        return above == below or above in self.path_up(below)

    def chars(self, first: int, last: int) -> Span:
        """Characters of tokens ``first`` to ``last`` inclusive."""
        return self.doc.tokens[first].start, self.doc.tokens[last].end


def singular(word: str) -> str:
    """A cheap singular for nouns that the tagger took for names."""
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 (not "dies")
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:  # noqa: PLR2004
        return word[:-1]
    return word


def index(doc: Doc) -> Syntax:
    """Build the indices of a report."""
    words, lemmas = [], []
    kids: list[list[int]] = [[] for _ in doc.tokens]
    for number, token in enumerate(doc.tokens):
        word, lemma = token.text.lower(), token.lemma.lower()
        if lemma == word and token.tag.startswith("N"):
            lemma = singular(word)
        words.append(word)
        lemmas.append(lemma)
        if token.head != number:
            kids[token.head].append(number)
    sentence = [0] * len(doc.tokens)
    for number, (first, last) in enumerate(doc.sentences):
        sentence[first:last] = [number] * (last - first)
    return Syntax(doc, tuple(words), tuple(lemmas), tuple(map(tuple, kids)), tuple(sentence))
