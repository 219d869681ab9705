"""A whole run, as a user starts it: same bytes, nothing read twice, killed runs go on."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[..., Path]


TOWNS = ("Orvan", "Marven", "Tilsa", "Dorrek", "Hesmar", "Ulvik")


def lines(count: int) -> list[str]:
    """Reports that differ in town, toll and day; all places and bodies are invented."""
    return [
        json.dumps(
            {
                "id": f"r{number:03d}",
                "title": f"Blast in {TOWNS[number % 6]} kills {number + 2}",
                "outlet": f"Fictional Post {number % 3}",
                "published": f"2031-03-{number % 27 + 1:02d}",
                "text": f"A car bomb exploded at a market in {TOWNS[number % 6]} on Monday, "
                f'killing {number + 2} people, the Quellmark Monitor said. "It was a busy hour," '
                f"its head Ilse Norrin said. A medic told the Fictional News Agency that "
                f"{number + 1} bodies had been brought in.",
            }
        )
        for number in range(count)
    ]


def tables(case: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((case / "tables").iterdir())}


def read_now(done: subprocess.CompletedProcess[str]) -> int:
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split(" read now")[0].split()[-1])


def test_same_input_same_bytes_whatever_the_workers(
    tmp_path: Path, headwater: Run, write_reports: Write
) -> None:
    reports = write_reports(lines(12))
    for name, workers in (("one", "1"), ("two", "2")):
        done = headwater("run", reports, "--out", tmp_path / name, "--workers", workers)
        assert done.returncode == 0, done.stderr
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    exports = {headwater("export", tmp_path / name).stdout for name in ("one", "two")}
    assert len(exports) == 1
    assert "Quellmark Monitor" in exports.pop()


def test_a_second_run_reads_only_what_is_new(
    tmp_path: Path, headwater: Run, write_reports: Write
) -> None:
    case = tmp_path / "case"
    rows = lines(7)
    assert read_now(headwater("run", write_reports(rows[:6]), "--out", case)) == 6
    before = tables(case)
    again = headwater("run", write_reports(rows[:6]), "--out", case)
    assert read_now(again) == 0
    assert "Incidents changed since the run before: none" in again.stderr
    assert tables(case) == before
    added = headwater("run", write_reports(rows), "--out", case)
    assert read_now(added) == 1
    assert "Incidents changed since the run before: " in added.stderr
    assert "none" not in added.stderr
    whole = tmp_path / "whole"
    assert read_now(headwater("run", write_reports(rows), "--out", whole)) == 7
    assert tables(case) == tables(whole)


@pytest.mark.timeout(600)
def test_killed_at_ten_random_moments(tmp_path: Path, headwater: Run, write_reports: Write) -> None:
    reports = write_reports(lines(80))
    whole = tmp_path / "whole"
    began = time.monotonic()
    assert headwater("run", reports, "--out", whole, "--workers", "1").returncode == 0
    usual = time.monotonic() - began
    case = tmp_path / "case"
    moments = random.Random(11)  # noqa: S311  # moments to kill at, not secrets
    command = [sys.executable, "-m", "headwater", "run", str(reports), "--out", str(case)]
    for _ in range(10):
        running = subprocess.Popen(
            [*command, "--workers", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.1, usual * 0.9))
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert headwater(*command[3:], "--workers", "1").returncode == 0
    assert tables(case) == tables(whole)
    assert not list((case / "parts").iterdir())


def test_what_can_not_be_read_is_listed_and_stops_nothing(
    tmp_path: Path, headwater: Run, write_reports: Write
) -> None:
    case = tmp_path / "case"
    reports = write_reports([*lines(2), "{not json", '{"id": "x"}'])
    done = headwater("run", reports, "--out", case)
    assert done.returncode == 0
    assert "2 reports" in done.stderr
    assert "2 refused" in done.stderr
    assert f"{reports}, line 3" in done.stderr


def test_refusals_of_earlier_runs_stay_listed(
    tmp_path: Path, headwater: Run, write_reports: Write
) -> None:
    case = tmp_path / "case"
    headwater("run", write_reports([*lines(1), "{"], "a.jsonl"), "--out", case)
    done = headwater("run", write_reports(lines(2)[1:], "b.jsonl"), "--out", case)
    assert "1 refused" in done.stderr
    done = headwater("run", write_reports(lines(1), "a.jsonl"), "--out", case)
    assert "0 refused" in done.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [("", "empty"), ("{not json\n", "line 1"), ("[1, 2]\n", "line 1")],
)
def test_nothing_usable_is_status_one(
    tmp_path: Path, headwater: Run, content: str, says: str
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(content)
    done = headwater("run", bad, "--out", tmp_path / "case")
    assert done.returncode == 1
    assert says in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("headwater:")]) == 1
    assert "Traceback" not in done.stderr


def test_wrong_usage_is_status_two(tmp_path: Path, headwater: Run) -> None:
    assert headwater("run").returncode == 2
    done = headwater("run", tmp_path, "--out", tmp_path / "c", "--gazetteer", tmp_path / "none.csv")
    assert done.returncode == 2
    assert "none.csv: no such file" in done.stderr


def test_an_unwritable_case_folder(tmp_path: Path, headwater: Run, write_reports: Write) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = headwater("run", write_reports(lines(1)), "--out", blocked / "case")
    assert done.returncode == 1
    assert "can't" in done.stderr
    assert "Traceback" not in done.stderr


def test_annotate_reads_standard_input(headwater: Run) -> None:
    done = headwater("annotate", "-", stdin=lines(1)[0] + "\n")
    assert done.returncode == 0, done.stderr
    assert '"id":"r000"' in done.stdout.replace(" ", "")


def test_annotate_writes_one_line_a_report(
    tmp_path: Path, headwater: Run, write_reports: Write
) -> None:
    reports, out = write_reports(lines(3)), tmp_path / "out.jsonl"
    assert headwater("annotate", reports, "-o", out).returncode == 0
    assert [json.loads(line)["id"] for line in out.read_text().split("\n")[:-1]] == [
        "r000",
        "r001",
        "r002",
    ]


def test_help_names_every_command_and_gives_examples(headwater: Run) -> None:
    top = headwater("--help").stdout
    for command in ("run", "annotate", "export", "show", "report", "schema"):
        assert command in top
        assert "xample" in headwater(command, "--help").stdout


def test_a_case_behind_a_url_is_written_read_and_grown(
    tmp_path: Path, headwater: Run, write_reports: Write
) -> None:
    url = f"file://{tmp_path}/far/case"
    assert read_now(headwater("run", write_reports(lines(2)), "--out", url)) == 2
    done = headwater("run", write_reports(lines(3)), "--out", url)
    assert read_now(done) == 1
    assert f"3 reports in {url}" in done.stderr
    near = tmp_path / "near"
    assert read_now(headwater("run", write_reports(lines(3)), "--out", near)) == 3
    assert tables(tmp_path / "far" / "case") == tables(near)
    assert headwater("export", url).stdout == headwater("export", near).stdout
    for command in (
        ["report", url],
        ["serve", url],
        ["run", write_reports(lines(1)), "--out", "no:/x"],
    ):
        refused = headwater(*command)
        assert refused.returncode in {1, 2}
        assert "Traceback" not in refused.stderr
