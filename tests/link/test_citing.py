# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
"""Who names whose report, and who retells one agency's story."""

from __future__ import annotations

from typing import Any

from headwater.link.citing import citations
from headwater.link.claims import claims_of, in_order
from headwater.model import Derivation, DerivationKind, Direction, Reading, SourceKind

AGENCY = "Aldine News Agency"
STORY = (
    "Shells fell on the bakery of Oresk on Monday and killed nine people in the queue, the Harrow "
    "Monitor said. Rescue workers carried the dead through the lanes of the old quarter on doors. "
    "The monitor said the guns stood on the ridge above the quay."
)
RETOLD = (
    "They were queueing for bread when the guns on the ridge opened up. Nine people died at the "
    "bakery of Oresk on Monday, said the Harrow Monitor, and rescue workers bore the dead on doors "
    "out of the lanes of the old quarter above the quay. Aldine News Agency contributed."
)
OTHER = (
    "A curfew was imposed on Oresk after nine people died there. Aldine News Agency contributed."
)


def told(make: Any, name: str, text: str, *, outlet: str, credit: bool = False) -> Reading:
    event = make.event(text, text.split(".", maxsplit=1)[0], killed=9)
    reading: Reading = make.reading(
        name, text, event, outlet=outlet, published="2031-05-05", credit=AGENCY if credit else None
    )
    return reading


def found(*readings: Reading) -> list[Derivation]:
    ordered = in_order(readings)
    return list(citations(claims_of(ordered), {r.report.id: r for r in ordered}, frozenset()))


def test_a_story_told_in_other_words_under_a_credit_is_partial(make: Any) -> None:
    agency = told(make, "r1", STORY, outlet=AGENCY)
    paper = told(make, "r2", RETOLD, outlet="Harbour Paper", credit=True)
    (one,) = found(agency, paper)
    assert (one.a, one.b, one.kind) == ("r1", "r2", DerivationKind.PARTIAL)
    assert one.direction is Direction.A_TO_B
    assert one.why.startswith("r1 and r2 tell one agency's story in words of their own; r2 credits")
    assert all(
        STORY[a[0] : a[1]].casefold() == RETOLD[b[0] : b[1]].casefold() for a, b in one.passages
    )


def test_another_text_under_the_same_credit_is_no_retelling(make: Any) -> None:
    agency = told(make, "r1", STORY, outlet=AGENCY)
    paper = told(make, "r2", OTHER, outlet="Harbour Paper", credit=True)
    assert all(one.kind is DerivationKind.CITES for one in found(agency, paper))


def test_likeness_without_a_credit_is_no_retelling(make: Any) -> None:
    plain = RETOLD.removesuffix(" Aldine News Agency contributed.")
    one_house = (
        told(make, "r1", STORY, outlet="Harbour Paper"),
        told(make, "r2", plain, outlet="Harbour Paper"),
    )
    assert found(*one_house) == []


def test_a_report_that_names_an_outlet_cites_its_report(make: Any) -> None:
    first = told(make, "r1", STORY, outlet="Harbour Paper")
    text = "Nine people died at a bakery of Oresk, the Harbour Paper said."
    hop = make.hop(text, "Harbour Paper", SourceKind.OUTLET)
    event = make.event(text, "Nine people died", killed=9, chains=((hop,),))
    second = make.reading("r2", text, event, outlet="Gazette", published="2031-05-06")
    (one,) = found(first, second)
    assert (one.kind, one.direction) == (DerivationKind.CITES, Direction.A_TO_B)
