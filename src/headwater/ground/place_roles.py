"""What a place does in its sentence, read from the words before it.

"In the town of X" is where something happened, "raids on X" what was hit, "families from X" only
where somebody came from, "a source in X" where somebody speaks. The reading goes left from the
name over articles, adjectives and words for kinds of place to the preposition or verb that hangs
it up, and on through a place that holds it ("from two villages in X"). Word order decides, not
the parse: news text that lost its commas is parsed badly.
"""

from __future__ import annotations

import re
from enum import StrEnum

from headwater.doc import sentence_at, token_at
from headwater.ground.words import words
from headwater.model import Doc, Span, Token

_BASED = re.compile(r"^\s?-?\s?(?:based|backed|led|born|made|run|registered|brokered|funded)\b")
_AGENCY = re.compile(r"^(?:,[^,.\n]{1,20})?\s*\([A-Z][\w ./]{1,30}\)")
_SPEAKER_TOKENS = 8
_STEPS = 14
"""Tokens that the reading goes left at most."""
_KEYWORDS = 25
"""Tokens over which a list of keywords may run."""
_NEAR = 4
_DEPTH = 3
_MODIFIERS = frozenset({"ADJ", "DET", "NUM", "PROPN", "PRON"})


class Role(StrEnum):
    """What a place is to what its sentence tells."""

    SITE = "site"
    """Something is in, at or near it."""
    TARGET = "target"
    """It is what was hit, besieged or taken."""
    ORIGIN = "origin"
    """Somebody or something comes from it."""
    GOAL = "goal"
    """Somebody or something goes to it."""
    SEAT = "seat"
    """Somebody is at home, posted or treated there."""
    SPEAKER = "speaker"
    """Somebody speaks there, or it is part of a body's name, or opens the text as a dateline."""
    ACTOR = "actor"
    """It stands for its government: "Ankara denied"."""
    KEYWORD = "keyword"
    """It stands in a list of the page's keywords."""
    NONE = "none"
    """Nothing that the words before it say."""


def role_of(doc: Doc, span: Span) -> Role:
    """The role of a place name.

    Args:
        doc: The annotated report.
        span: Characters of the name.
    """
    token = token_at(doc, span[0])
    if token >= len(doc.tokens):
        return Role.NONE
    if _of_speaker(doc, token, span) or _is_dateline(doc, token, span):
        return Role.SPEAKER
    if _is_keyword(doc, token):
        return Role.KEYWORD
    if _is_actor(doc, token, span):
        return Role.ACTOR
    return _read(doc, token, _DEPTH)


def _of_speaker(doc: Doc, token: int, span: Span) -> bool:
    text = doc.report.text
    if _BASED.match(text[span[1] : span[1] + 16]):
        return True
    if _of_a_body(doc, token, span):
        return True
    first = max(doc.sentences[sentence_at(doc, token)][0], token - _SPEAKER_TOKENS)
    before = [doc.tokens[index].text.lower() for index in range(first, token)]
    if not before or before[-1] not in ("from", "in"):
        return False
    speaking = [index for index, word in enumerate(before) if word in words().speaking]
    if not speaking or (before[-1] == "in" and "told" not in before):
        return False
    # "told Reuters from Istanbul", but not "told Reuters that shells fell in Douma".
    since = range(first + speaking[-1] + 1, token)
    return not any(
        doc.tokens[index].pos == "VERB" or doc.tokens[index].text.lower() == "that"
        for index in since
    )


def _of_a_body(doc: Doc, token: int, span: Span) -> bool:
    """Whether it is part of a body's name: "the Hadran Media Centre"."""
    if doc.tokens[token].entity != "ORG":
        return False
    after = token_at(doc, span[1])
    goes_on = (
        after < len(doc.tokens)
        and doc.tokens[after].entity == "ORG"
        and not doc.tokens[after].entity_start
        and doc.tokens[after].text[:1].isupper()
        and doc.report.text[span[1]] == " "
    )
    # Lists of towns are often taken for one body, articles for a part of a name.
    joined = token > 0 and doc.tokens[token - 1].text.lower() in ("and", ",", "the")
    return goes_on or not (doc.tokens[token].entity_start or joined)


def _is_dateline(doc: Doc, token: int, span: Span) -> bool:
    """Whether it is written as a dateline: "BEIRUT Government forces ...", "MOSCOW (Agency)"."""
    text = doc.report.text
    name = text[span[0] : span[1]]
    start, stop = doc.sentences[sentence_at(doc, token)]
    after = text[span[1] : span[1] + 60]
    if _AGENCY.match(after) and (token == start or name.isupper()):
        return True
    last = token_at(doc, span[1])
    if token != start or last >= stop:
        return False
    following = doc.tokens[last]
    opens = following.text[:1].isupper() and following.pos != "PROPN"
    dashed = after.lstrip()[:1] in ("-", "–", "—") and after[:1] == " "
    return dashed or (opens or (name.isupper() and following.text[:1].isupper()))


def _is_keyword(doc: Doc, token: int) -> bool:
    """Whether only capitalised words stand between it and "Tags" or "Topics"."""
    for index in range(token - 1, max(-1, token - _KEYWORDS), -1):
        text = doc.tokens[index].text
        if text.rstrip(":").lower() in words().keywords:
            return True
        if not (text[:1].isupper() or text in ("-", ",", ":", "al")):
            return False
    return False


def _is_actor(doc: Doc, token: int, span: Span) -> bool:
    """Whether a verb of saying or of policy follows at once: "Moscow warned", "Ankara has said"."""
    last = token_at(doc, span[1])
    stop = doc.sentences[sentence_at(doc, token)][1]
    for index in range(last, min(last + 2, stop)):
        following = doc.tokens[index]
        if following.pos == "AUX" or following.text.lower() in ("also", "has", "had"):
            continue
        return following.pos == "VERB" and following.lemma.lower() in words().governing
    return False


def _read(doc: Doc, token: int, depth: int) -> Role:
    """The role that the words before a token give to the place that starts there."""
    start = doc.sentences[sentence_at(doc, token)][0]
    index = token - 1
    while index >= max(start, token - _STEPS) and _passes(doc, index, start):
        index -= 1
    if index < max(start, token - _STEPS):
        return Role.NONE
    head = doc.tokens[index]
    if head.pos in ("VERB", "AUX"):
        return _of_verb(head)
    return _of_preposition(doc, index, start, depth)


def _passes(doc: Doc, index: int, start: int) -> bool:
    """Whether a token belongs to the place's own phrase, so that the reading goes on."""
    token = doc.tokens[index]
    word, lemma = token.text.lower(), token.lemma.lower()
    table = words()
    if word in table.directions or lemma in table.kinds or lemma in table.parts:
        return True
    if word == "of":
        before = doc.tokens[index - 1] if index > start else None
        return before is not None and (
            before.lemma.lower() in table.kinds or before.lemma.lower() in table.parts
        )
    if word == "including" and index > start:
        return doc.tokens[index - 1].lemma.lower() in table.kinds
    if word in ("and", ",", "/"):
        return index > start and doc.tokens[index - 1].pos == "PROPN"
    if token.pos in _MODIFIERS or word in ("-", "'s", "’s", "'", "’"):
        return word not in table.preposition
    following = doc.tokens[index + 1]
    held = token.pos in ("NOUN", "VERB", "ADV") and lemma in table.holding
    compound = token.pos == "NOUN" and (
        following.text == "-"
        or (following.lemma.lower() in table.kinds and lemma not in table.blows)
    )
    return held or compound


def _of_verb(head: Token) -> Role:
    lemma = head.lemma.lower()
    if lemma in words().hitting:
        return Role.TARGET
    if lemma in words().departing:
        return Role.ORIGIN
    return Role.GOAL if lemma in words().arriving else Role.NONE


def _of_preposition(doc: Doc, index: int, start: int, depth: int) -> Role:
    word = doc.tokens[index].text.lower()
    table = words()
    before = _lemmas_before(doc, index, start)
    last = before[-1] if before else ""
    if word == "of":
        return _of_genitive(last)
    if word in table.site or (word in ("on", "at", "over", "onto") and before):
        return _of_site(doc, index, start, depth, word)
    if word == "from":
        measured = doc.tokens[index - 1].lemma.lower() in table.measures if index > start else False
        return Role.SITE if measured else Role.ORIGIN
    if word in table.goal:
        if last in ("close", "next", "adjacent", "near") or last in table.parts:
            return Role.SITE
        blow = table.blows if word == "for" else table.firing
        return Role.TARGET if blow & set(before) else Role.GOAL
    return Role.NONE


def _lemmas_before(doc: Doc, index: int, start: int) -> list[str]:
    return [doc.tokens[i].lemma.lower() for i in range(max(start, index - _NEAR), index)]


def _of_genitive(last: str) -> Role:
    table = words()
    if last == "out":
        return Role.ORIGIN
    if last in table.blows:
        return Role.TARGET
    if last in table.dwellers:
        return Role.SEAT
    return Role.NONE


def _of_site(doc: Doc, index: int, start: int, depth: int, word: str) -> Role:
    """In, at, on, near ...: a site, unless what stands before it only is at home there."""
    table = words()
    before = _lemmas_before(doc, index, start)
    posted = index > start and doc.tokens[index - 1].text.lower() in table.posted
    if posted or set(before[-2:]) & table.speaking_nouns:
        return Role.SEAT
    if word in ("on", "onto", "at", "over") and (table.blows | table.firing) & set(before):
        return Role.TARGET
    if depth and index > start and _names_a_place(doc.tokens[index - 1]):
        outer = _read(doc, index - 1, depth - 1)
        if outer in (Role.ORIGIN, Role.GOAL, Role.SEAT, Role.SPEAKER):
            return outer
    return Role.SITE


def _names_a_place(token: Token) -> bool:
    return token.pos == "PROPN" or token.lemma.lower() in words().kinds
