"""What a place does in its sentence."""

from __future__ import annotations

from functools import lru_cache

import pytest

from headwater.annotate.syntax import Syntax
from headwater.ground.place_roles import Role, role_of
from headwater.model import Doc, Report


@lru_cache(maxsize=1)
def syntax() -> Syntax:
    return Syntax()


def role(text: str, name: str) -> Role:
    report = Report(id="r", text=text)
    start = text.index(name)
    return role_of(Doc(report, *syntax().parse(report)), (start, start + len(name)))


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("A mine killed two men in the town of Tesh Varun.", "Tesh Varun", Role.SITE),
        ("Two men died 3 km from Kellavar on Monday.", "Kellavar", Role.SITE),
        ("Two men died on the northern outskirts of Kellavar.", "Kellavar", Role.SITE),
        ("The raids hit the rebel-held village of Kellavar.", "Kellavar", Role.TARGET),
        ("Six people died in raids on the town of Kellavar.", "Kellavar", Role.TARGET),
        ("Soldiers fired rockets into the town of Kellavar.", "Kellavar", Role.TARGET),
        ("Families from the two villages of Ossen and Kellavar waited.", "Ossen", Role.ORIGIN),
        ("Families from the two villages of Ossen and Kellavar waited.", "Kellavar", Role.ORIGIN),
        ("Fighters moved out of Ossen and Kellavar.", "Kellavar", Role.ORIGIN),
        ("The convoy was bound for the city of Kellavar.", "Kellavar", Role.GOAL),
        ("Gunmen based in Kellavar killed two men.", "Kellavar", Role.SEAT),
        ("Residents of Kellavar buried the dead.", "Kellavar", Role.SEAT),
        ("A doctor told the agency by phone from Kellavar.", "Kellavar", Role.SPEAKER),
        ("KELLAVAR (KSNA) Two men were killed by a mine.", "KELLAVAR", Role.SPEAKER),
        ("Two men died and Vellane has denied it.", "Vellane", Role.ACTOR),
    ],
)
def test_the_words_before_a_place_give_its_role(text: str, name: str, wanted: Role) -> None:
    assert role(text, name) is wanted
