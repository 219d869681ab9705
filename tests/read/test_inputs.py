"""Files, folders, globs, standard input: what is read, in which order, and what is refused."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from headwater.model import Rejected, Report
from headwater.read import read

BODY = (
    "Four people were killed on Monday when a market in Veldra was shelled, residents of the "
    "town said. The army did not comment on the shelling, which began before noon."
)


def reports(*inputs: str | Path, stdin: bytes | None = None) -> list[Report]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return [item for item in read(inputs, stream) if isinstance(item, Report)]


def refusals(*inputs: str | Path, stdin: bytes | None = None) -> list[Rejected]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return [item for item in read(inputs, stream) if isinstance(item, Rejected)]


def test_folder_is_read_sorted_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"{name} says so. {BODY}", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.md").write_text(f"# Shelling in Veldra\n\n{BODY}", encoding="utf-8")
    found = reports(tmp_path)
    assert [Path(report.origin).name for report in found] == ["a.txt", "b.txt", "c.md"]
    assert found[2].title == "Shelling in Veldra"


def test_glob_and_file_name_with_a_star(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "two.txt").write_text(BODY + " More.", encoding="utf-8")
    (tmp_path / "odd[1].txt").write_text(BODY + " Odd.", encoding="utf-8")
    assert len(reports(str(tmp_path / "*.txt"))) == 3
    assert len(reports(tmp_path / "odd[1].txt")) == 1
    assert refusals(str(tmp_path / "*.html"))[0].reason == "no such file or folder"


def test_missing_file_and_unknown_kind(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert refusals(tmp_path / "none.txt")[0].reason == "no such file or folder"
    assert "no reader" in refusals(tmp_path)[0].reason
    assert refusals(tmp_path / "photo.png")[0].reason == "binary data, not text"


def test_folder_without_reports_gives_nothing(tmp_path: Path) -> None:
    assert list(read([tmp_path])) == []


def test_symbolic_link_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(read([tmp_path]))
    assert [type(item) for item in found].count(Report) == 1
    reasons = {Path(item.origin).name: item.reason for item in found if isinstance(item, Rejected)}
    assert reasons == {
        "loop": "symbolic link to a folder that is already read",
        "self.txt": "symbolic link that leads to itself",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    path.chmod(0)
    assert "permission" in refusals(path)[0].reason.lower()


def test_file_that_fails_while_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BODY + " More.", encoding="utf-8")
    original = Path.open

    def broken(self: Path, mode: str = "r", **options: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return original(self, mode, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", broken)
    first, second = read([tmp_path])
    assert isinstance(first, Rejected)
    assert first.reason == "not readable: Permission denied"
    assert isinstance(second, Report)


def test_device_or_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusals(tmp_path)[0].reason == "not a regular file"


def test_empty_and_blank_files(tmp_path: Path) -> None:
    for suffix in ("txt", "jsonl", "csv", "html", "xml", "warc"):
        (tmp_path / f"empty.{suffix}").write_bytes(b"")
    (tmp_path / "blank.txt").write_text("\n  \n", encoding="utf-8")
    found = refusals(tmp_path)
    assert len(found) == 7
    assert {item.reason for item in found} == {"empty file", "no text"}


def test_same_file_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    assert len(list(read([path, path, tmp_path]))) == 1


def test_same_id_same_content_is_refused_other_content_keeps_both(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": "r1", "text": BODY},
        {"id": "r1", "text": BODY},
        {"id": "r1", "text": BODY + " Later the toll rose."},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second, third = read([path])
    assert isinstance(first, Report)
    assert isinstance(second, Rejected)
    assert second.reason == "same report as r1, met before"
    assert isinstance(third, Report)
    assert third.id == "r1~2"


def test_default_id_is_a_digest_of_the_content_not_of_the_place(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "x.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "b" / "y.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "b" / "z.txt").write_text(f"Outlet: Veldra Post\n\n{BODY}", encoding="utf-8")
    one = reports(tmp_path / "a")[0]
    other = reports(tmp_path / "b")
    assert one.id == other[0].id
    assert other[1].id != one.id, "a reprint in another paper is another report"


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (BODY.encode(), 1),
        (json.dumps({"text": BODY}).encode() + b"\n" + json.dumps({"text": BODY * 2}).encode(), 2),
        (f"<html><body><article><p>{BODY}</p><p>{BODY}</p></article></body></html>".encode(), 1),
        (b"", 0),
    ],
)
def test_standard_input_is_sniffed(data: bytes, count: int) -> None:
    assert len(reports("-", stdin=data)) == count


def test_no_standard_input() -> None:
    assert refusals("-")[0].reason == "no standard input"


def test_standard_input_is_left_open() -> None:
    stream = io.BytesIO(BODY.encode())
    list(read(["-"], stream))
    assert not stream.closed


@pytest.mark.timeout(300)
def test_ten_thousand_tiny_files(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_bytes(b"Shots at the mill, no. %d." % number)
    assert sum(isinstance(item, Report) for item in read([tmp_path])) == 10_000


def test_fifty_megabyte_line_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(json.dumps({"text": BODY}).encode() + b'\n{"text": "')
        for _ in range(50):
            stream.write(b"x" * 1024 * 1024)
        stream.write(b'"}\n' + json.dumps({"text": BODY + " More."}).encode())
    first, second, third = read([path])
    assert isinstance(first, Report)
    assert isinstance(second, Rejected)
    assert (second.origin, second.reason) == (f"{path}, line 2", "line longer than 8 MB")
    assert isinstance(third, Report)
    assert third.origin == f"{path}, line 3"


@pytest.mark.parametrize("suffix", ["txt", "csv", "html", "xml"])
def test_fifty_megabyte_line_in_other_formats(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"x" * 1024 * 1024)
    assert "MB" in refusals(path)[0].reason


def test_text_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text((BODY + "\n") * 7000, encoding="utf-8")
    assert refusals(path)[0].reason == "text longer than 1,000,000 characters"


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BODY}) + "\n" + "x" * 100, encoding="utf-8")
    assert isinstance(next(iter(read([path]))), Report)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{number} shells. {BODY}", encoding="utf-8")
    assert list(read([tmp_path])) == list(read([tmp_path]))


def test_reader_stands_on_model_and_errors_alone() -> None:
    other = {"annotate", "extract", "ground", "link", "store", "run"}
    folder = Path(sys.modules["headwater.read"].__file__ or "").parent
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in other if f"headwater.{name}" in text], path
