"""What speaks for and against a stretch's being a place name, in named features."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from headwater.doc import sentence_at
from headwater.ground.folding import fold
from headwater.ground.gazetteer import BONES, OTHER
from headwater.ground.mentions import Mention
from headwater.ground.words import Words, words
from headwater.model import Doc, Token

_FULL = 4.0
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{0,20})?(?:, \w+\.? \d+)?\s*(?:\([A-Z]\w*|[—–]|--|- |/)")

Features = dict[str, float]


def evidence(doc: Doc, mention: Mention, people: frozenset[str]) -> Features:
    """Named features for and against a mention's being a place.

    Args:
        doc: The report.
        mention: A candidate of it.
        people: Last words of the names that the report gives to persons (``surnames``).
    """
    features = {"bias": 1.0}
    # The recogniser hardly knows romanised names: its labels weigh apart for them.
    suffix = ", romanised" if mention.romanised else ""
    features[f"label {mention.label or 'none'}{suffix}"] = 1.0
    if not mention.whole and not mention.romanised:
        features[f"part of {mention.label or 'name'}"] = 1.0
    if mention.text in people and not mention.adjective and not mention.romanised:
        features["surname"] = 1.0
    if mention.home:
        features["in a country of the report"] = 1.0
    return features | _of_entries(mention) | _of_words(doc, mention, words())


def agreement(found: Sequence[Mention], scores: Sequence[float]) -> list[Features]:
    """Features for a second look: what the report's other mentions of one spelling suggest.

    Args:
        found: Candidate mentions.
        scores: Log odds of each from its ``evidence``.
    """
    by_name: dict[tuple[str, bool], list[float]] = {}
    for mention, score in zip(found, scores, strict=True):
        by_name.setdefault((fold(mention.text), mention.adjective), []).append(score)
    features: list[Features] = []
    for mention, score in zip(found, scores, strict=True):
        others = list(by_name[fold(mention.text), mention.adjective])
        others.remove(score)
        own = {"bias": 1.0, "first look": score}
        if others:
            own["surest elsewhere"] = max(-_FULL, min(_FULL, max(others)))
            own["named again"] = 1.0
        features.append(own)
    return features


def surnames(doc: Doc) -> frozenset[str]:
    """Last words of names of persons that have two words or more."""
    found: set[str] = set()
    for index, token in enumerate(doc.tokens):
        following = doc.tokens[index + 1] if index + 1 < len(doc.tokens) else None
        ends = following is None or not following.entity or following.entity_start
        if token.entity == "PERSON" and not token.entity_start and ends:
            found.add(token.text)
    return frozenset(found)


def kind_cues(doc: Doc, mention: Mention) -> dict[str, frozenset[str]]:
    """Kinds of entry that the words beside a mention ask for, by where the words stand.

    ``of`` is "the province of X", ``before`` "the town X", ``after`` "X airbase" and ``own``
    "X County".
    """
    lists = words().kinds
    start, stop = doc.sentences[sentence_at(doc, mention.first)]
    cues: dict[str, frozenset[str]] = {}
    after, before = mention.last + 1, mention.first - 1
    if after < stop:
        cues["after"] = lists.get(doc.tokens[after].lemma.lower(), frozenset())
    if before - 1 >= start and doc.tokens[before].text.lower() == "of":
        cues["of"] = lists.get(doc.tokens[before - 1].lemma.lower(), frozenset())
    elif before >= start:
        cues["before"] = lists.get(doc.tokens[before].lemma.lower(), frozenset())
    cues["own"] = lists.get(doc.tokens[mention.last].lemma.lower(), frozenset())
    return {where: kinds for where, kinds in cues.items() if kinds}


def _of_entries(mention: Mention) -> Features:
    if not mention.matches:
        return {"unlisted": 1.0}
    largest = max(match.entry.population for match in mention.matches)
    kinds = {match.entry.kind for match in mention.matches}
    features: Features = {}
    if mention.adjective:
        features["adjective"] = 1.0
    elif "country" in kinds:
        features["country"] = 1.0
    elif kinds & {"region", "water", "point", "section"}:
        features["named region"] = 1.0
    elif "adm1" in kinds:
        features["first-order unit"] = 1.0
    else:
        features["population"] = math.log10(largest + 1) / 7
        features["word count"] = float(min(mention.text.count(" ") + 1, 3) - 1)
    if fold(mention.text) in words().common:
        features["common word"] = 1.0
    if all(match.how == OTHER for match in mention.matches) and not mention.adjective:
        features["other name only"] = 1.0
    if all(match.how == BONES for match in mention.matches):
        features["skeleton only"] = 1.0
    return features


def _of_words(doc: Doc, mention: Mention, lists: Words) -> Features:
    start, stop = doc.sentences[sentence_at(doc, mention.first)]
    features = _of_word_before(doc, mention, start, lists)
    if mention.last + 1 < stop:
        features |= _of_word_after(doc.tokens[mention.last + 1], lists)
    features |= {f"kind word {where}": 1.0 for where in kind_cues(doc, mention)}
    if _opens(doc, mention):
        features["dateline"] = 1.0
    last = doc.tokens[mention.last]
    if last.pos != "PROPN" and not mention.adjective:
        features["no proper noun"] = 1.0
    if last.dep in ("compound", "amod"):
        features["modifier"] = 1.0
    return features


def _opens(doc: Doc, mention: Mention) -> bool:
    """Whether it is written as a dateline: "BEIRUT (Agency)", "Paris, May 3 -", "LONDON —"."""
    text = doc.report.text
    start = text.rfind("\n", 0, mention.span[0]) + 1
    line = text[mention.span[1] : mention.span[1] + 60].partition("\n")[0]
    return not text[start : mention.span[0]].strip() and _DATELINE.match(line) is not None


def _of_word_before(doc: Doc, mention: Mention, start: int, lists: Words) -> Features:
    if mention.first == start:
        return {"sentence start": 1.0}
    before = doc.tokens[mention.first - 1]
    word = before.text.lower().rstrip(".")
    comma = before.text == "," and mention.first - 2 >= start
    holds = {
        "locative before": word in lists.locative,
        "of before": word == "of",
        "title before": word in lists.titles,
        "the before": word == "the",
        "name and comma before": comma and doc.tokens[mention.first - 2].text[:1].isupper(),
        "name before": before.text[:1].isupper() and word not in lists.locative,
    }
    return {name: 1.0 for name, true in holds.items() if true}


def _of_word_after(after: Token, lists: Words) -> Features:
    named = after.text[:1].isupper()
    body = after.lemma.lower() in lists.bodies
    holds = {
        "body after": body and named,
        "name after": not body and named,
        "speech after": after.text.lower() in lists.speech,
    }
    return {name: 1.0 for name, true in holds.items() if true}
