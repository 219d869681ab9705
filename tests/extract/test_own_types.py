"""Types of a user's own, found by words, definition and examples; the codebooks' definitions."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from headwater.errors import ModelError, TableError
from headwater.extract import crosswalk, events, meanings, own_types
from headwater.model import Doc

DEFINED = """
[[type]]
id = "water_cut"
definition = "Somebody cuts off or damages the water supply of a town, its pumps or its pipes."
plover = "COERCE"
mode = "restrict"
acled = "Other"
"""
WORDED = DEFINED + 'words = ["cut * water", "dry tap"]\n'
SHOWN = DEFINED + 'examples = ["A well that villagers drink from was poisoned by herders."]\n'


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Path]:
    def make(text: str) -> Path:
        path = tmp_path / "types.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def rules(doc: Doc, *tables: Path) -> list[str | None]:
    return [event.type.rule for event in events(doc, (), tables)]


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (DEFINED, "Fighters shut down the pumping station that supplies drinking water to Olmen."),
        (DEFINED, "The main water pipe to Olmen was damaged by the militia."),
        (WORDED, "There were dry taps in Olmen for three days."),
        (WORDED, "The militia cut off the water of Olmen."),
        (SHOWN, "Herders poisoned the drinking well of a village near Olmen."),
    ],
)
def test_found(
    read_doc: Callable[..., Doc], table: Callable[[str], Path], own: str, sentence: str
) -> None:
    doc = read_doc(sentence)
    found = events(doc, (), (table(own),))
    assert found[0].type.rule == "water_cut"
    assert (found[0].type.plover, found[0].type.acled, found[0].main) == ("COERCE", "Other", True)
    assert all(0 <= a < b <= len(sentence) for a, b in (*found[0].mentions, *found[0].evidence))
    assert "water_cut" not in rules(doc)


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen killed three teachers in Olmen.",
        "The minister visited a school in Olmen.",
        "Thousands of people marched in Olmen.",
        "Warplanes bombed a market in Olmen.",
        "Fine.",
    ],
)
def test_not_found(
    read_doc: Callable[..., Doc], table: Callable[[str], Path], sentence: str
) -> None:
    doc = read_doc(sentence)
    assert rules(doc, table(WORDED)) == rules(doc)


def test_the_example_file_works(read_doc: Callable[..., Doc]) -> None:
    example = Path(__file__).parents[2] / "examples" / "types.toml"
    doc = read_doc("The militia cut off the water of Olmen.")
    assert rules(doc, example)[0] == "water_cut"


def test_an_outcome_keeps_its_figure(
    read_doc: Callable[..., Doc], table: Callable[[str], Path]
) -> None:
    own = DEFINED.replace("COERCE", "ASSAULT")
    doc = read_doc("The militia wrecked the water pumps and water pipes of Olmen, killing two men.")
    first = events(doc, (), (table(own),))[0]
    assert first.type.rule == "water_cut"
    assert first.killed is not None
    assert first.killed.best == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[type]]\nid = "x"\nplover = "AID"\n', "needs id and definition"),
        ('[[type]]\nid = "x"\ndefinition = "Zzq bloop."\nplover = "AID"\n', "say more"),
        (DEFINED + 'words = "tap"\n', "words must be a list"),
        (DEFINED.replace("plover", "colour"), "colour"),
        (DEFINED.replace('plover = "COERCE"\n', ""), "needs id, frames and plover"),
    ],
)
def test_a_broken_type_says_where(
    read_doc: Callable[..., Doc], table: Callable[[str], Path], text: str, message: str
) -> None:
    path = table(text)
    with pytest.raises(TableError, match=message) as problem:
        events(read_doc("Olmen."), (), (path,))
    assert "types.toml, type 1" in str(problem.value)


def test_every_code_of_the_crosswalk_is_defined() -> None:
    text = files("headwater.extract").joinpath("codebook.toml").read_text(encoding="utf-8")
    defined = {(t["scheme"], t["code"]) for t in tomllib.loads(text)["type"]}
    for rows in crosswalk.load().rows.values():
        for row in rows:
            for scheme in ("plover", "acled", "muc"):
                if scheme in row.words:
                    assert (scheme, row.words[scheme]) in defined
            assert ("cameo", row.words["cameo"][:2]) in defined
    assert {code for scheme, code in defined if scheme == "ucdp"} == {"1", "2", "3"}


def test_definitions_fit_their_own_kind_best() -> None:
    vectors = meanings.load()
    clause = vectors.meaning(["kidnapper", "seize", "hostage", "captive"])
    fits = {
        code: meanings.fit(clause, meaning)
        for (scheme, code), meaning in own_types.codebook().meanings.items()
        if scheme == "acled"
    }
    assert max(fits, key=lambda code: fits[code]) == "Abduction/forced disappearance"
    assert meanings.fit(vectors.meaning(["zzq"]), clause) == 0


def test_damaged_vectors_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    meanings.load.cache_clear()
    monkeypatch.setattr(meanings, "FILE", "events.npz")
    with pytest.raises(ModelError, match="reinstall"):
        meanings.load()
    meanings.load.cache_clear()
