"""Where a report may name a place: gazetteer spellings in capitals, and entities without one.

Every stretch is only a candidate. ``evidence`` says, in named features, what speaks for and
against its being a place; ``resolve`` weighs them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headwater.doc import sentence_at, text_of
from headwater.ground.folding import fold
from headwater.ground.gazetteer import BONES, OTHER, Gazetteer, Match
from headwater.ground.words import Words, words
from headwater.model import Doc, Span, Token

_LONGEST = 6
_SHORT = 3
_FULL = 4.0
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{0,20})?(?:, \w+\.? \d+)?\s*(?:\([A-Z]\w*|[—–]|--|- |/)")
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that may name a place. ``first`` and ``last`` are token indices, inclusive."""

    span: Span
    text: str
    first: int
    last: int
    matches: tuple[Match, ...]
    label: str
    """Entity label of its tokens, or empty."""
    whole: bool
    """Whether the entity covers no more than the stretch."""

    @property
    def adjective(self) -> bool:
        """Whether it is "Syrian" rather than "Syria"."""
        return bool(self.matches) and all(match.adjective for match in self.matches)


def mentions(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """Candidate mentions in text order; they do not overlap."""
    shouted = _shouted(doc)
    stripped = not any(token.text in ("'s", "’s") for token in doc.tokens)
    found: list[Mention] = []
    for first, last in doc.sentences:
        index = first
        while index < last:
            mention = _at(doc, index, last, gazetteer, (shouted, stripped))
            if mention is None:
                index += 1
            else:
                found.append(mention)
                index = mention.last + 1
    taken = {index for mention in found for index in range(mention.first, mention.last + 1)}
    found.extend(_unlisted(doc, gazetteer, taken))
    return sorted(found, key=lambda mention: mention.span)


def _shouted(doc: Doc) -> bool:
    """Whether the text is written in capitals throughout."""
    letters = sum(token.text.isalpha() for token in doc.tokens)
    return sum(token.text.isupper() for token in doc.tokens) > 0.8 * letters


def _named(token: Token) -> bool:
    return token.text[:1].isupper()


def _at(
    doc: Doc, index: int, stop: int, gazetteer: Gazetteer, manner: tuple[bool, bool]
) -> Mention | None:
    """The longest stretch from a token on that the gazetteer knows."""
    shouted, stripped = manner
    token = doc.tokens[index]
    article = token.text.lower() in words().articles
    if not _named(token) and not (article and index + 1 < stop):
        return None
    if shouted and not (token.pos == "PROPN" or token.entity in _PLACE_LABELS or article):
        return None
    ends = _ends(doc, index, stop)
    for last in reversed(ends):
        text = doc.report.text[token.start : doc.tokens[last].end]
        matches = gazetteer.find(text)
        cut = 0
        if not matches and stripped and text.endswith("s") and not text.endswith("ss"):
            matches, cut = gazetteer.find(text[:-1]), 1
            matches = tuple(match for match in matches if not match.adjective)
        if matches and _ordinary(doc, index, last):
            continue
        if matches and not (len(text) <= _SHORT and not _abbreviation(doc, index, last)):
            return _mention(doc, index, last, matches, cut)
    return None


def _ordinary(doc: Doc, first: int, last: int) -> bool:
    """Whether it is an ordinary word inside a longer name ("University", "Police")."""
    text = doc.report.text[doc.tokens[first].start : doc.tokens[last].end]
    if fold(text) not in words().common:
        return False
    longer = _inside(doc, first) or (last + 1 < len(doc.tokens) and _inside(doc, last + 1))
    return longer or doc.tokens[first].entity not in _PLACE_LABELS


def _abbreviation(doc: Doc, first: int, last: int) -> bool:
    """Whether a short form is written as one: "UK", "Que.", "Macon, Ga"."""
    text = doc.report.text[doc.tokens[first].start : doc.tokens[last].end]
    dotted = text.endswith(".") or doc.report.text[doc.tokens[last].end :][:1] == "."
    return text.isupper() or dotted or (first > 0 and doc.tokens[first - 1].text == ",")


def _ends(doc: Doc, index: int, stop: int) -> list[int]:
    """Token indices at which a name that starts at ``index`` may end."""
    ends = []
    for last in range(index, min(index + _LONGEST, stop)):
        token = doc.tokens[last]
        if last > index and not token.text.strip():
            break
        if _named(token):
            ends.append(last)
        elif token.text.lower() not in words().joiners:
            break
    return ends


def _mention(doc: Doc, first: int, last: int, matches: tuple[Match, ...], cut: int = 0) -> Mention:
    span = (doc.tokens[first].start, doc.tokens[last].end - cut)
    labels = Counter(
        doc.tokens[index].entity for index in range(first, last + 1) if doc.tokens[index].entity
    )
    label = labels.most_common(1)[0][0] if labels else ""
    whole = not (_inside(doc, first) or (last + 1 < len(doc.tokens) and _inside(doc, last + 1)))
    return Mention(span, text_of(doc, span), first, last, matches, label, whole)


def _inside(doc: Doc, index: int) -> bool:
    """Whether a token goes on with the entity of the token before it (an article is no part)."""
    token = doc.tokens[index]
    if not token.entity or token.entity_start:
        return False
    return doc.tokens[index - 1].text.lower() != "the"


def _unlisted(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> Iterator[Mention]:
    """Place entities and "the village of X" that no spelling in the gazetteer covers."""
    index = 0
    while index < len(doc.tokens):
        last = _unlisted_end(doc, index)
        if last is None or not taken.isdisjoint(range(index, last + 1)):
            index += 1
            continue
        first = index
        while first < last and not _named(doc.tokens[first]) and not _article(doc, first):
            first += 1
        if _named(doc.tokens[last]) or _named(doc.tokens[first]):
            span = (doc.tokens[first].start, doc.tokens[last].end)
            yield _mention(doc, first, last, gazetteer.find_bones(text_of(doc, span)))
        index = last + 1


def _article(doc: Doc, index: int) -> bool:
    return doc.tokens[index].text.lower() in words().articles


def _unlisted_end(doc: Doc, index: int) -> int | None:
    token = doc.tokens[index]
    stop = doc.sentences[sentence_at(doc, index)][1]
    if token.entity in _PLACE_LABELS and token.entity_start:
        last = index
        while last + 1 < stop and _inside_raw(doc, last + 1):
            last += 1
        return last
    if index < 2 or token.entity or not (_named(token) or _article(doc, index)):  # noqa: PLR2004
        return None
    before = [doc.tokens[index - 2].lemma.lower(), doc.tokens[index - 1].text.lower()]
    if before[1] == "of" and before[0] in words().kinds:
        ends = _ends(doc, index, stop)
        return ends[-1] if ends else None
    return None


def _inside_raw(doc: Doc, index: int) -> bool:
    token = doc.tokens[index]
    return bool(token.entity) and not token.entity_start


def kind_cues(doc: Doc, mention: Mention) -> frozenset[str]:
    """Kinds of entry that the words beside a mention ask for ("province of", "X airbase")."""
    lists = words().kinds
    start, stop = doc.sentences[sentence_at(doc, mention.first)]
    cues: set[str] = set()
    after = mention.last + 1
    if after < stop:
        cues |= lists.get(doc.tokens[after].lemma.lower(), frozenset())
        if doc.tokens[after].lemma.lower() == "city":
            cues.add("town")
    cues |= lists.get(doc.tokens[mention.last].lemma.lower(), frozenset())
    before = mention.first - 1
    if before - 1 >= start and doc.tokens[before].text.lower() == "of":
        cues |= lists.get(doc.tokens[before - 1].lemma.lower(), frozenset())
    elif before >= start:
        cues |= lists.get(doc.tokens[before].lemma.lower(), frozenset())
    return frozenset(cues)


def evidence(doc: Doc, mention: Mention, people: frozenset[str]) -> dict[str, float]:
    """Named features for and against a mention's being a place.

    Args:
        doc: The report.
        mention: A candidate of it.
        people: Last words of the names that the report gives to persons (``surnames``).
    """
    features = {"bias": 1.0, f"label {mention.label or 'none'}": 1.0}
    if not mention.whole:
        features[f"part of {mention.label or 'name'}"] = 1.0
    features |= _of_entries(mention)
    features |= _of_words(doc, mention, words())
    if mention.text in people and not mention.adjective:
        features["surname"] = 1.0
    return features


def agreement(found: Sequence[Mention], scores: Sequence[float]) -> list[dict[str, float]]:
    """Features for a second look: what the report's other mentions of one spelling suggest.

    Args:
        found: Candidate mentions.
        scores: Log odds of each from its ``evidence``.
    """
    by_name: dict[tuple[str, bool], list[float]] = {}
    for mention, score in zip(found, scores, strict=True):
        by_name.setdefault((fold(mention.text), mention.adjective), []).append(score)
    features: list[dict[str, float]] = []
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
        goes_on = index + 1 < len(doc.tokens) and _inside_raw(doc, index + 1)
        if token.entity == "PERSON" and not token.entity_start and not goes_on:
            found.add(token.text)
    return frozenset(found)


def _of_entries(mention: Mention) -> dict[str, float]:
    if not mention.matches:
        return {"unlisted": 1.0}
    best = max(mention.matches, key=lambda match: (match.entry.population, match.entry.name))
    kinds = {match.entry.kind for match in mention.matches}
    features: dict[str, float] = {}
    if mention.adjective:
        features["adjective"] = 1.0
    elif "country" in kinds:
        features["country"] = 1.0
    elif kinds & {"region", "water", "point", "section"}:
        features["named region"] = 1.0
    elif "adm1" in kinds:
        features["first-order unit"] = 1.0
    else:
        features["population"] = math.log10(best.entry.population + 1) / 7
        features["word count"] = float(min(mention.text.count(" ") + 1, 3) - 1)
    if fold(mention.text) in words().common:
        features["common word"] = 1.0
    if all(match.how == OTHER for match in mention.matches) and not mention.adjective:
        features["other name only"] = 1.0
    if all(match.how == BONES for match in mention.matches):
        features["skeleton only"] = 1.0
    return features


def _of_words(doc: Doc, mention: Mention, lists: Words) -> dict[str, float]:
    start, stop = doc.sentences[sentence_at(doc, mention.first)]
    features = _of_word_before(doc, mention, start, lists)
    if mention.last + 1 < stop:
        features |= _of_word_after(doc.tokens[mention.last + 1], lists)
    if kind_cues(doc, mention):
        features["kind word"] = 1.0
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


def _of_word_before(doc: Doc, mention: Mention, start: int, lists: Words) -> dict[str, float]:
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
        "name and comma before": comma and _named(doc.tokens[mention.first - 2]),
        "name before": _named(before) and word not in lists.locative,
    }
    return {name: 1.0 for name, true in holds.items() if true}


def _of_word_after(after: Token, lists: Words) -> dict[str, float]:
    body = after.lemma.lower() in lists.bodies
    holds = {
        "body after": body and _named(after),
        "name after": not body and _named(after),
        "speech after": after.text.lower() in lists.speech,
    }
    return {name: 1.0 for name, true in holds.items() if true}
