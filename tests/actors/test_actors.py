"""The list of known bodies: look-up, user files, kinds by head noun, acronyms."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater import actors
from headwater.actors.wording import key
from headwater.errors import TableError
from headwater.model import SourceKind

ALIASES = Path(__file__).parents[3] / "shared" / "score" / "aliases.json"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SOHR", "sohr"),
        ("the Syrian Observatory for Human Rights", "sohr"),
        ("Britainbased monitor", "sohr"),
        ("the observatory", "sohr"),
        ("AFP's", "afp"),
        ("AFPs", "afp"),
        ("ISILs", "islamic-state"),
        ("the Islamic State group", "islamic-state"),
        ("Médecins Sans Frontières", "msf"),
        ("Medecins sans frontieres", "msf"),
        ("al-Nusra Front", "nusra"),
        ("Nusra Front", "nusra"),
        ("USled coalition", "us-coalition"),
        ("U.S.-led coalition", "us-coalition"),
        ("Russia's Defense Ministry", "ru-defence-ministry"),
        ("Russias Defence Ministry", "ru-defence-ministry"),
        ("defence ministry of Russia", "ru-defence-ministry"),
        ("Syrian Arab Army", "sy-army"),
        ("the Turkish military", "tr-army"),
        ("Israeli military", "idf"),
        ("Syrian government forces", "sy-government-forces"),
        ("Ukrainian foreign ministry", "ua-foreign-ministry"),
        ("Assad's regime", "assad-regime"),
        ("Daily Mail", "daily-mail"),
        ("The Independent", "independent"),
        ("WHO", "who"),
    ],
)
def test_known_names(name: str, expected: str) -> None:
    found = actors.lookup(name)
    assert found is not None
    assert found.id == expected


@pytest.mark.parametrize(
    "name",
    [
        "who",
        "is",
        "us",
        "independent",
        "guardian",
        "government forces",
        "the army",
        "monitor",
        "",
        ".",
        "a doctor",
        "Abu Mohammed",
        "the group",
        "Observatory Hill",
        "coalition",
    ],
)
def test_words_that_name_nobody(name: str) -> None:
    assert actors.lookup(name) is None


def test_near_bodies_stay_apart() -> None:
    ids = {
        getattr(actors.lookup(name), "id", None)
        for name in ("Assad regime", "Syrian army", "Syrian government", "Syrian government forces")
    }
    assert len(ids) == 4
    assert None not in ids


def test_spokesmen_are_candidates_of_their_body_and_no_alias() -> None:
    assert [body.id for body in actors.load().spoken_for_by("Rami Abdel-Rahman")] == ["sohr"]
    assert actors.lookup("Rami Abdel Rahman") is None


def test_references_between_entries_resolve() -> None:
    listed = actors.load()
    for actor in listed.actors:
        for other in (*actor.related, *filter(None, [actor.part_of])):
            assert listed.get(other) is not None, (actor.id, other)


def test_no_name_belongs_to_two_bodies() -> None:
    owner: dict[str, str] = {}
    for actor in actors.load().actors:
        for name in (actor.name, *actor.aliases):
            case = name if name.isupper() else key(name)
            assert owner.setdefault(case, actor.id) == actor.id, name


def test_each_listed_name_finds_its_own_body() -> None:
    for actor in actors.load().actors:
        for name in (actor.name, *actor.aliases):
            assert actors.lookup(name) == actor, name


def test_canonical_names_agree_with_the_scorers() -> None:
    if not ALIASES.exists():
        pytest.skip("the shared scorers are not here")
    for canonical, aliases in json.loads(ALIASES.read_text(encoding="utf-8")).items():
        for name in (canonical, *aliases):
            found = actors.lookup(name)
            assert found is not None, name
            assert found.name == canonical, name


def test_a_users_file_extends_and_replaces(tmp_path: Path) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text(
        '[monitor]\ndelta-watch = { name = "Delta Watch", aliases = ["DWA"] }\n'
        '[activist]\nsohr = { name = "Syrian Observatory" }\n'
        '[countries]\nZZ = ["Zedland", "Zedish"]\n',
        encoding="utf-8",
    )
    listed = actors.load([extra])
    assert getattr(listed.lookup("DWA"), "id", None) == "delta-watch"
    assert getattr(listed.lookup("Syrian Observatory"), "kind", None) is SourceKind.ACTIVIST
    assert getattr(listed.lookup("Zedish army"), "id", None) == "zz-army"
    assert getattr(listed.lookup("Reuters"), "id", None) == "reuters"
    assert actors.lookup("DWA") is None
    assert getattr(actors.lookup("DWA", listed), "name", None) == "Delta Watch"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[monitor\n", "not a readable TOML file"),
        ('[gossip]\nx = { name = "X" }\n', r"\[gossip\]: not a kind of source"),
        ('[monitor]\nx = { aliases = ["X"] }\n', r"\[monitor\] x: has no name"),
        ('[monitor]\nx = { name = "X", alias = "Y" }\n', "unknown key 'alias'"),
        ('[monitor]\nx = { name = "X", aliases = "Y" }\n', "aliases must be a list"),
        ("[monitor]\nx = { name = 3 }\n", "name must be a text"),
        ('[monitor]\nx = "X"\n', "must be a table"),
        ('[countries]\nZZ = ["Zedland"]\n', "needs a name and an adjective"),
        ('[bodies]\nfleet = { name = "fleet", kind = "boats" }\n', "needs a name and a kind"),
    ],
)
def test_a_bad_file_is_named_with_the_place(tmp_path: Path, content: str, complaint: str) -> None:
    extra = tmp_path / "bad.toml"
    extra.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=complaint) as caught:
        actors.load([extra])
    assert "bad.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"gone\.toml"):
        actors.load([tmp_path / "gone.toml"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a doctor", "medic"),
        ("doctors at a field hospital", "medic"),
        ("a doctor receiving the wounded", "medic"),
        ("a medical source in the valley", "medic"),
        ("health workers", "medic"),
        ("a spokesman for the army", "military"),
        ("an army spokesman", "military"),
        ("a source in the Syrian army", "military"),
        ("rebel commanders", "military"),
        ("state television", "state_media"),
        ("state-run media", "state_media"),
        ("local activists", "activist"),
        ("a media centre in the town", "activist"),
        ("a video posted by activists", "activist"),
        ("residents", "witness"),
        ("two witnesses", "witness"),
        ("Karim, a resident of the quarter", "witness"),
        ("the interior ministry", "official"),
        ("police", "official"),
        ("a police source", "official"),
        ("the governor of the province", "official"),
        ("a statement by the ministry", "official"),
        ("a statement", "document"),
        ("an internal report", "document"),
        ("a leaked document", "document"),
        ("a news agency", "agency"),
        ("a local newspaper", "outlet"),
        ("media reports", "outlet"),
        ("the war monitor", "monitor"),
        ("a spokesman for the Observatory", "monitor"),
        ("a UN spokesman", "organisation"),
        ("an aid group", "organisation"),
        ("a source", "unnamed"),
        ("local sources", "unnamed"),
        ("a network of sources in the valley", "unnamed"),
        ("a network of activists", "activist"),
        ("a network of sources inside Syria", "unnamed"),
        ("a spokesman for Russia", "official"),
        ("Governor Karim Daher", "official"),
        ("activist Karim Daher", "activist"),
    ],
)
def test_kind_by_head_noun(text: str, kind: str) -> None:
    assert actors.kind_of(text) == kind


@pytest.mark.parametrize("text", ["", "he", "Karim Daher", "the bridge", "table of police"])
def test_no_kind_without_a_telling_head(text: str) -> None:
    assert actors.kind_of(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Delta Is Being Drained Quietly (DIBDQ) said",
            {"DIBDQ": "Delta Is Being Drained Quietly"},
        ),
        ("the River Watch for Human Rights RWHR said", {"RWHR": "River Watch for Human Rights"}),
        ("HVF (Hill Volunteer Force) claimed it", {"HVF": "Hill Volunteer Force"}),
        ("fighters of the Farmers' Party (PTK) fled", {"PTK": "Farmers' Party"}),
        ("officials of the UN said", {}),
        ("Monday (AFP) passed", {}),
        ("the Hill Front, HQ said", {}),
        ("A bomb hit the town. Two Farmers Died. TFD said", {}),
    ],
)
def test_acronyms_read_from_the_text(text: str, expected: dict[str, str]) -> None:
    assert actors.acronyms(text) == expected


@given(st.text(alphabet="AaBbIiSs .-'’()/the国", max_size=40))
def test_nothing_raises_on_any_wording(text: str) -> None:
    actors.lookup(text)
    actors.kind_of(text)
    for short, long in actors.acronyms(text).items():
        assert short in text
        assert long in text
