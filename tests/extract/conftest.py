"""Fictional reports, annotated without the encoder unless a test gives its relations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headwater.annotate import Annotator
from headwater.model import Credit, Doc, Report


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    return Annotator()


@pytest.fixture(scope="session")
def read_doc(annotator: Annotator) -> Callable[..., Doc]:
    """A document from a text; ``credit`` is the wording of a wire credit inside it."""

    def make(
        text: str, *, title: str | None = None, outlet: str | None = None, credit: str | None = None
    ) -> Doc:
        credited: tuple[Credit, ...] = ()
        if credit is not None:
            at = text.index(credit)
            credited = (Credit(credit, (at, at + len(credit))),)
        report = Report("r1", text, title=title, outlet=outlet, credits=credited)
        doc = annotator.annotate(report)
        return Doc(doc.report, doc.tokens, doc.sentences)

    return make
