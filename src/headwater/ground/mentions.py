"""Where a report may name a place: gazetteer spellings in capitals, and names without one.

Every stretch is only a candidate; ``evidence`` says what speaks for and against its being a
place. Arabic names are read whole ("Ain al-Arab", never "Arab"), and where the report names a
country whose names reach us from Arabic script, by their skeleton too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.actors import lookup
from headwater.doc import sentence_at
from headwater.ground.compounds import goes_on, inside_compound, is_article, is_loose, is_named
from headwater.ground.folding import fold
from headwater.ground.gazetteer import MAIN, OTHER, Gazetteer, Match
from headwater.ground.words import words
from headwater.model import Doc, Span

_LONGEST = 6
_SHORT = 3
_CAPITALS = 0.8
_GREAT = 500_000
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NAMED_THINGS = frozenset({"country", "region", "water", "point", "section"})


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
    home: bool
    """Whether the report names the country of one of its matches."""
    romanised: bool
    """Whether it may be a name from Arabic script, which the entity recogniser does not know."""

    @property
    def adjective(self) -> bool:
        """Whether it is "Syrian" rather than "Syria"."""
        return bool(self.matches) and all(match.adjective for match in self.matches)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One report with what holds for all of it."""

    doc: Doc
    gazetteer: Gazetteer
    shouted: bool
    """Written in capitals throughout."""
    stripped: bool
    """Its apostrophes were lost: "Syrias"."""
    countries: frozenset[str]
    """Countries that it names, or one of whose great cities."""
    arabic: bool
    """One of them is of Arabic script."""


def mentions(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """Candidate mentions in text order; they do not overlap."""
    reader = _reader(doc, gazetteer)
    found: list[Mention] = []
    taken: set[int] = set()
    for first, last in doc.sentences:
        index = first
        while index < last:
            mention = _at(reader, index, last)
            if mention is None:
                index += 1
            else:
                found.append(mention)
                taken.update(range(mention.first, mention.last + 1))
                index = mention.last + 1
    found.extend(_unlisted(reader, taken))
    return sorted(
        (mention for mention in found if not _is_body(mention)), key=lambda mention: mention.span
    )


def _reader(doc: Doc, gazetteer: Gazetteer) -> _Reader:
    letters = sum(token.text.isalpha() for token in doc.tokens)
    capitals = sum(token.text.isupper() for token in doc.tokens)
    named = sorted({token.text for token in doc.tokens if is_named(token)})
    countries = {
        match.entry.country
        for name in named
        for match in gazetteer.find(name)
        if match.entry.kind == "country" or (match.how == MAIN and match.entry.population >= _GREAT)
    }
    return _Reader(
        doc,
        gazetteer,
        shouted=capitals > _CAPITALS * letters,
        stripped=not any(token.text in ("'s", "’s") for token in doc.tokens),
        countries=frozenset(countries),
        arabic=not words().arabic_script.isdisjoint(countries),
    )


def _is_body(mention: Mention) -> bool:
    """Whether it names a known body ("IS", "Daesh", "SANA") and nothing that we chose to list."""
    listed = any(match.entry.kind in _NAMED_THINGS for match in mention.matches)
    return not listed and lookup(mention.text) is not None


def _at(reader: _Reader, index: int, stop: int) -> Mention | None:
    """The longest stretch from a token on that the gazetteer knows."""
    doc = reader.doc
    token = doc.tokens[index]
    article = is_article(doc, index)
    if not is_named(token) and not (article and index + 1 < stop):
        return None
    if reader.shouted and not (token.pos == "PROPN" or token.entity in _PLACE_LABELS or article):
        return None
    start = doc.sentences[sentence_at(doc, index)][0]
    if reader.arabic and inside_compound(doc, index, start):
        return None
    for last in reversed(_ends(doc, index, stop)):
        if reader.arabic and goes_on(doc, last, stop):
            continue
        matches, cut = _matches(reader, index, last)
        if matches and not _ordinary(doc, index, last):
            return _mention(reader, index, last, matches, cut)
    return None


def _matches(reader: _Reader, first: int, last: int) -> tuple[tuple[Match, ...], int]:
    """Entries for a stretch, and how many letters at its end are no part of the name."""
    doc, find = reader.doc, reader.gazetteer.find
    text = doc.report.text[doc.tokens[first].start : doc.tokens[last].end]
    short = len(text) <= _SHORT and not _abbreviation(doc, first, last)
    if short:
        return (), 0
    matches = find(text)
    if not matches and reader.stripped and text.endswith("s") and not text.endswith("ss"):
        matches = tuple(match for match in find(text[:-1]) if not match.adjective)
        return matches, 1 if matches else 0
    matches = _at_home_first(reader, matches)
    if reader.arabic and last > first and not is_loose(doc, first, last):
        matches += _by_bones(reader, text, matches)
    return matches, 0


def _at_home_first(reader: _Reader, found: tuple[Match, ...]) -> tuple[Match, ...]:
    """Without other names of places abroad, where a place at home bears the name as its own."""
    if not any(match.how == MAIN and match.entry.country in reader.countries for match in found):
        return found
    return tuple(
        match for match in found if match.how != OTHER or match.entry.country in reader.countries
    )


def _by_bones(reader: _Reader, text: str, found: tuple[Match, ...]) -> tuple[Match, ...]:
    """Further entries at home whose skeleton a name shares that is no entry's main name there."""
    entries = {match.entry for match in found if match.entry.country in reader.countries}
    if any(match.how == MAIN and match.entry in entries for match in found):
        return ()
    return tuple(
        match
        for match in reader.gazetteer.find_bones(text)
        if match.entry.country in reader.countries and match.entry not in entries
    )


def _ends(doc: Doc, index: int, stop: int) -> list[int]:
    """Token indices at which a name that starts at ``index`` may end."""
    ends = []
    joiners = words().joiners
    for last in range(index, min(index + _LONGEST, stop)):
        token = doc.tokens[last]
        if last > index and not token.text.strip():
            break
        if is_named(token):
            ends.append(last)
        elif token.text.lower() not in joiners:
            break
    return ends


def _ordinary(doc: Doc, first: int, last: int) -> bool:
    """Whether it is an ordinary word inside a longer name ("University", "Police")."""
    text = doc.report.text[doc.tokens[first].start : doc.tokens[last].end]
    if fold(text) not in words().common:
        return False
    longer = _continues(doc, first) or (last + 1 < len(doc.tokens) and _continues(doc, last + 1))
    return longer or doc.tokens[first].entity not in _PLACE_LABELS


def _abbreviation(doc: Doc, first: int, last: int) -> bool:
    """Whether a short form is written as one: "UK", "Que.", "Macon, Ga"."""
    text = doc.report.text[doc.tokens[first].start : doc.tokens[last].end]
    dotted = text.endswith(".") or doc.report.text[doc.tokens[last].end :][:1] == "."
    return text.isupper() or dotted or (first > 0 and doc.tokens[first - 1].text == ",")


def _mention(
    reader: _Reader, first: int, last: int, matches: tuple[Match, ...], cut: int = 0
) -> Mention:
    doc = reader.doc
    span = (doc.tokens[first].start, doc.tokens[last].end - cut)
    labels = Counter(
        doc.tokens[index].entity for index in range(first, last + 1) if doc.tokens[index].entity
    )
    longer = _continues(doc, first) or (last + 1 < len(doc.tokens) and _continues(doc, last + 1))
    places = {match.entry.country for match in matches if match.entry.kind != "country"}
    near = places & reader.countries
    return Mention(
        span,
        doc.report.text[span[0] : span[1]],
        first,
        last,
        matches,
        label=labels.most_common(1)[0][0] if labels else "",
        whole=not longer,
        home=bool(near),
        romanised=reader.arabic and (not matches or not words().arabic_script.isdisjoint(near)),
    )


def _continues(doc: Doc, index: int) -> bool:
    """Whether a token goes on with the entity of the token before it (an article is no part)."""
    token = doc.tokens[index]
    if not token.entity or token.entity_start:
        return False
    return doc.tokens[index - 1].text.lower() != "the"


def _unlisted(reader: _Reader, taken: set[int]) -> Iterator[Mention]:
    """Place entities, "the village of X" and "X neighbourhood" that no spelling covers."""
    doc = reader.doc
    index = 0
    while index < len(doc.tokens):
        last = _unlisted_end(reader, index)
        if last is None or not taken.isdisjoint(range(index, last + 1)):
            index += 1
            continue
        first = index
        while first < last and not is_named(doc.tokens[first]) and not is_article(doc, first):
            first += 1
        capital = is_named(doc.tokens[last]) or is_named(doc.tokens[first])
        if capital and not _ordinary(doc, first, last):
            named = last
            while named > first and doc.tokens[named].lemma.lower() in words().kinds:
                named -= 1
            text = doc.report.text[doc.tokens[first].start : doc.tokens[named].end]
            matches = reader.gazetteer.find_bones(text)
            # Far too many names share a skeleton to trust it outside the report's countries.
            matches = tuple(m for m in matches if m.entry.country in reader.countries)
            yield _mention(reader, first, last, matches)
        index = last + 1


def _unlisted_end(reader: _Reader, index: int) -> int | None:
    """Last token of a place name that starts at a token, by its label or by a word beside it."""
    doc, token = reader.doc, reader.doc.tokens[index]
    labelled = token.entity in _PLACE_LABELS and token.entity_start
    if not (labelled or is_named(token) or is_article(doc, index)):
        return None
    start, stop = doc.sentences[sentence_at(doc, index)]
    if labelled:
        last = index
        while (
            last + 1 < stop
            and doc.tokens[last + 1].entity
            and not (doc.tokens[last + 1].entity_start)
        ):
            last += 1
        return last
    if index == start:
        return None
    end = _run(doc, index, stop)
    if end is None:
        return None
    before = doc.tokens[index - 1]
    if before.text.lower() == "of" and index - 2 >= start:
        return end if doc.tokens[index - 2].lemma.lower() in words().kinds else None
    follows = end + 1 < stop and doc.tokens[end + 1].text.lower() in words().places_after
    return end if follows and not is_named(before) else None


def _run(doc: Doc, index: int, stop: int) -> int | None:
    """Last token of a run of capitalised words, Arabic articles and hyphens."""
    found = None
    for last in range(index, min(index + _LONGEST, stop)):
        if is_named(doc.tokens[last]):
            found = last
        elif doc.tokens[last].text not in ("-", "bin", "ibn") and not is_article(doc, last):
            break
    return found
