"""How Arabic names hold together in English text: "Ain al-Arab", "Bab al Hawa"."""

from __future__ import annotations

from headwater.ground.folding import fold
from headwater.ground.words import words
from headwater.model import Doc, Token

_FREE_ARTICLES = frozenset({"al", "el", "il", "ul"})
"""The others are English or French words too, and need their hyphen."""


def is_named(token: Token) -> bool:
    """Whether a token starts with a capital."""
    return token.text[:1].isupper()


def is_article(doc: Doc, index: int) -> bool:
    """Whether a token is an Arabic article: "al Bab", "as-Suwayda", but not the word "as"."""
    token = doc.tokens[index]
    if token.text.lower() not in words().articles:
        return False
    hyphen = index + 1 < len(doc.tokens) and doc.tokens[index + 1].text == "-"
    return token.text.lower() in _FREE_ARTICLES or (hyphen and not token.space)


def goes_on(doc: Doc, index: int, stop: int) -> bool:
    """Whether an article and a name follow: "Ain" before "al-Arab"."""
    after = index + 1
    if after < stop and doc.tokens[after].text == "-":
        after += 1
    if after + 1 >= stop or not is_article(doc, after):
        return False
    following = after + 2 if doc.tokens[after + 1].text == "-" else after + 1
    return following < stop and is_named(doc.tokens[following])


def inside_compound(doc: Doc, index: int, start: int) -> bool:
    """Whether a token is in the tail of such a name: "al-Arab" or "Arab" of "Ain al-Arab"."""
    before = index - 1
    if is_article(doc, index) and not is_named(doc.tokens[index]):
        return before > start and is_named(doc.tokens[before]) and doc.tokens[before].pos == "PROPN"
    if before > start and doc.tokens[before].text == "-":
        before -= 1
    if before <= start or not is_article(doc, before) or doc.tokens[before].text[0].isupper():
        return False
    head = before - 2 if doc.tokens[before - 1].text == "-" else before - 1
    return head >= start and is_named(doc.tokens[head])


def is_loose(doc: Doc, first: int, last: int) -> bool:
    """Whether it starts or ends with a word that only looks like an article ("Homs At")."""
    articles = words().articles
    head = fold(doc.tokens[first].text) in articles and not is_article(doc, first)
    return head or fold(doc.tokens[last].text) in articles
