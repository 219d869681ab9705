"""The gazetteer: spellings, the cached index, and files of the user's own places."""

import time
from pathlib import Path

import pytest

from headwater.annotate import Annotator
from headwater.errors import TableError
from headwater.ground import Gazetteer, gazetteer_build, places
from headwater.ground.folding import fold, skeleton
from headwater.ground.gazetteer import MAIN, read_places
from headwater.ground.gazetteer_rows import Row
from headwater.ground.geometry import distance_km, moved
from headwater.model import Report


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dayr az-Zawr", "Deir Ezzor"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("Khan Shaykhun", "Khan-Shaikhoun"),
        ("Kefraya", "Kafriyya"),
        ("Fu‘ah", "Foua"),
        ("Al Ḩasakah", "Hassakeh"),
        ("al-Quria", "Al Qūrīyah"),
        ("‘Asharah", "Al-Shaara"),
    ],
)
def test_romanisations_of_one_name_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


def test_different_names_keep_apart() -> None:
    stems = {skeleton(name) for name in ("Homs", "Hama", "Idlib", "Aleppo", "Raqqa", "Manbij")}
    assert len(stems) == 6


def test_folding() -> None:
    assert fold("São Tomé") == fold("SAO-TOME") == "sao tome"
    assert fold("Saint Louis") == fold("St. Louis")
    assert fold("حلب") == ""


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Kobane", 172256),
        ("Ayn al-Arab", 172256),
        ("Raqqa", 172955),
        ("Syria", 163843),
        ("Syrian", 163843),
        ("Texas", 4736286),
        ("Tex.", 4736286),
        ("Idlib Governorate", None),
        ("Middle East", 6269133),
    ],
)
def test_known_names(gazetteer: Gazetteer, name: str, identifier: int | None) -> None:
    found = {match.entry.geonames_id for match in gazetteer.find(name)}
    assert identifier in found or (identifier is None and not found)


def test_a_capital_is_one_town(gazetteer: Gazetteer) -> None:
    capitals = [match.entry for match in gazetteer.find("Washington") if match.entry.capital]
    assert [entry.unit for entry in capitals] == ["US.DC"]


def test_loading_is_quick(gazetteer: Gazetteer) -> None:
    start = time.process_time()
    again = Gazetteer(gazetteer_build.cached_index())
    assert time.process_time() - start < 1.0
    assert again.find("Raqqa") == gazetteer.find("Raqqa")


def rows() -> list[Row]:
    return [
        Row("Testland", "country", (10.0, 20.0), "TL", identifier=1, population=5000),
        Row("Upper Test", "adm1", (10.5, 20.5), "TL", "TL.01", 2),
        Row("Deir Test", "town", (10.6, 20.6), "TL", "TL.01", 3, 700, others=["Testville"]),
    ]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(gazetteer_build, "rows", rows)
    return tmp_path / "headwater"


def test_the_index_is_made_once(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Gazetteer(gazetteer_build.cached_index())
    monkeypatch.setattr(gazetteer_build, "rows", lambda: pytest.fail("made again"))
    second = Gazetteer(gazetteer_build.cached_index())
    assert first.find("testville") == second.find("testville") != ()
    assert [path.suffix for path in small.iterdir()] == [".npz"]


def test_a_damaged_index_is_made_again(small: Path) -> None:
    gazetteer_build.cached_index()
    (path,) = small.iterdir()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data[: len(data) - 40])
    found = Gazetteer(gazetteer_build.cached_index()).find("Deir Test")
    assert [match.entry.geonames_id for match in found] == [3]


def test_without_a_cache_folder_it_lives_in_memory(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert Gazetteer(gazetteer_build.cached_index()).unit("TL.01") is not None
    assert not small.exists()


@pytest.mark.usefixtures("small")
def test_own_places_come_first(tmp_path: Path) -> None:
    path = tmp_path / "villages.csv"
    path.write_text(
        "name,latitude,longitude,kind,country\nTal Qarmeed,36.11,37.02,village,SY\n",
        encoding="utf-8",
    )
    own = Gazetteer(gazetteer_build.cached_index(), read_places(path))
    (match,) = own.find("TAL QARMEED")
    assert (match.entry.latitude, match.entry.country, match.entry.precision) == (
        36.11,
        "SY",
        "town",
    )
    assert [found.entry.name for found in own.find_bones("Tal Qarmid")] == ["Tal Qarmeed"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("X,1,2,castle,SY", "line 3: kind 'castle'"),
        ("X,91,2,town,SY", "line 3: latitude or longitude is out of range"),
        ("X,north,2,town,SY", "line 3: latitude or longitude is no number"),
        (",1,2,town,SY", "line 3: the name is empty"),
        ("X,1,2,town,Syria", "line 3: country 'Syria'"),
    ],
)
def test_a_wrong_row_names_file_and_line(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"name,latitude,longitude,kind,country\nY,1,2,town,SY\n{row}\n")
    with pytest.raises(TableError, match=words) as problem:
        read_places(path)
    assert "own.csv" in str(problem.value)


def test_a_missing_column_or_file(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,latitude\nX,1\n")
    with pytest.raises(TableError, match="no column longitude, kind, country"):
        read_places(path)
    with pytest.raises(TableError, match="can't be read"):
        read_places(tmp_path / "none.csv")


def test_geometry() -> None:
    assert distance_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.2, abs=0.1)
    north = moved((33.5, 36.3), 0, 111.2)
    assert north == pytest.approx((34.5, 36.3), abs=0.01)
    assert distance_km((33.5, 36.3), moved((33.5, 36.3), 45, 50)) == pytest.approx(50, abs=0.1)


def test_a_place_that_the_user_listed_is_a_place(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,latitude,longitude,kind,country\nTesh Varun,41.4,-28.4,town,XQ\n")
    text = "Gunmen shot dead two policemen at a checkpoint in Tesh Varun on Wednesday."
    doc = Annotator().annotate(Report(id="r", text=text))
    (found,) = places(doc, Gazetteer.load([table]))
    assert (found.name, found.latitude, found.country) == ("Tesh Varun", 41.4, "XQ")


def test_other_spellings_of_a_listed_place_are_as_good_as_its_name(gazetteer: Gazetteer) -> None:
    for spelling in ("Zitan", "Zaytan"):
        (match,) = [m for m in gazetteer.find(spelling) if m.entry.country == "SY"]
        assert (match.how, match.entry.name) == (MAIN, "Zitan")
