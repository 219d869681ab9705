"""The example reports are what their truth file says, before anything is extracted from them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from headwater.actors import load, lookup, use
from headwater.ground import Gazetteer
from headwater.model import Report
from headwater.read import read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TRUTH: dict[str, Any] = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    use(load([EXAMPLES / "actors.toml"]))
    try:
        found = [item for item in read([EXAMPLES / "reports"]) if isinstance(item, Report)]
    finally:
        use(None)
    assert len(found) == len(list(read([EXAMPLES / "reports"]))), "nothing is refused"
    by_name = {(report.outlet, report.title): report for report in found}
    keys = {
        key: by_name[entry["outlet"], entry["title"]] for key, entry in TRUTH["reports"].items()
    }
    assert len(keys) == len(found) == 19
    return keys


def test_dates_files_and_lengths(reports: dict[str, Report]) -> None:
    for key, entry in TRUTH["reports"].items():
        report = reports[key]
        assert (report.published or "")[:10] == entry["published"], key
        assert Path(report.origin.split(",")[0]).name == Path(entry["file"]).name, key
        assert 80 <= len(report.text.split()) <= 250, key


def test_every_file_says_that_it_is_fictional() -> None:
    for path in sorted((EXAMPLES / "reports").iterdir()):
        text = path.read_text(encoding="utf-8")
        count = len(re.findall("fictional", text, re.IGNORECASE))
        if path.suffix in {".jsonl", ".csv"}:
            rows = text.count('\n{"id"') + 1 if path.suffix == ".jsonl" else _rows(path)
            assert count >= rows, path.name
        else:
            assert count >= 1, path.name


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def test_quotes_stand_in_their_report_and_outside_furniture(reports: dict[str, Report]) -> None:
    quoted = [claim for incident in TRUTH["incidents"] for claim in incident["claims"]]
    for claim in [*quoted, *TRUTH["summaries"]]:
        report = reports[claim["report"]]
        start = report.text.find(claim["quote"])
        assert start >= 0, claim
        end = start + len(claim["quote"])
        assert not [span for span in report.furniture if span[0] < end and start < span[1]]


def test_credits_are_the_agency_hops_of_the_chains(reports: dict[str, Report]) -> None:
    wanted: dict[str, set[str]] = {key: set() for key in reports}
    for incident in TRUTH["incidents"]:
        for claim in incident["claims"]:
            wanted[claim["report"]] |= {
                hop["name"] for hop in claim["chain"] if hop["kind"] == "agency"
            }
    for key, report in reports.items():
        assert {credit.name for credit in report.credits} == wanted[key], key


def test_claims_reports_and_incidents_agree() -> None:
    assert len(TRUTH["incidents"]) == 7
    for incident in TRUTH["incidents"]:
        assert sorted({claim["report"] for claim in incident["claims"]}) == incident["reports"]
        assert 1 <= incident["origins_min"] <= incident["origins_max"] <= len(incident["origins"])
        chains = [
            chain
            for claim in incident["claims"]
            for chain in (claim["chain"], *claim.get("further", ()))
        ]
        roots = {hop["name"] for chain in chains for hop in chain}
        assert set(incident["origins"]) <= roots
    pairs = [(pair["a"], pair["b"]) for pair in TRUTH["derivations"]]
    assert len(set(pairs)) == len(pairs)
    assert all(a < b for a, b in pairs)


def test_bodies_and_places_are_listed_with_the_kinds_of_the_truth() -> None:
    use(load([EXAMPLES / "actors.toml"]))
    try:
        for incident in TRUTH["incidents"]:
            for claim in incident["claims"]:
                for hop in claim["chain"]:
                    actor = lookup(hop["name"])
                    if actor is not None:
                        assert (actor.name, actor.kind.value) == (hop["name"], hop["kind"])
                    elif hop["named"]:
                        # Bodies of the state that a report names without the country.
                        assert hop["name"] in {
                            "provincial police command",
                            "army",
                            "defence ministry",
                        }
    finally:
        use(None)
    gazetteer = Gazetteer.load([EXAMPLES / "gazetteer.csv"])
    for incident in TRUTH["incidents"]:
        (first, *_) = gazetteer.find(incident["place"])
        assert (first.entry.name, first.entry.country) == (incident["place"], "XQ")


def test_places_of_kestria_are_in_no_real_gazetteer() -> None:
    gazetteer = Gazetteer.load()
    with (EXAMPLES / "gazetteer.csv").open(encoding="utf-8", newline="") as stream:
        names = [row["name"] for row in csv.DictReader(stream)]
    assert [name for name in names if gazetteer.find(name)] == []
