"""What headwater makes of the example reports, held against the truth file value by value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evaluation.reasons import faults
from headwater.link import Linked, link
from headwater.model import Chain, Claim, Count, Incident, Reading, Report
from headwater.read import read
from headwater.run import Knowledge, Pipeline

EXAMPLES = Path(__file__).parents[2] / "examples"
TRUTH: dict[str, Any] = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
INCIDENTS = {one["key"]: one for one in TRUTH["incidents"]}
CLAIMS = [(one["key"], claim["report"]) for one in TRUTH["incidents"] for claim in one["claims"]]


class Result:
    """The case of the examples, asked by the truth file's own names."""

    def __init__(self) -> None:
        knowledge = Knowledge((EXAMPLES / "gazetteer.csv",), (EXAMPLES / "actors.toml",))
        pipeline = Pipeline(knowledge)
        items = list(read([str(EXAMPLES / "reports")]))
        assert all(isinstance(item, Report) for item in items)
        self.readings: list[Reading] = [
            pipeline.read(one) for one in items if isinstance(one, Report)
        ]
        self.linked: Linked = link(self.readings)
        self.claims = {claim.id: claim for claim in self.linked.claims}
        self.key_of: dict[str, str] = {}
        for key, about in TRUTH["reports"].items():
            (report,) = [
                r.report
                for r in self.readings
                if (r.report.outlet, r.report.title) == (about["outlet"], about["title"])
            ]
            self.key_of[report.id] = key

    def text(self, claim: Claim) -> str:
        (report,) = [r.report for r in self.readings if r.report.id == claim.report]
        return report.text

    def claims_of(self, incident: Incident) -> Iterator[Claim]:
        return (self.claims[claim] for claim in incident.claims)

    def answer(self, key: str, report: str) -> tuple[Incident, Claim]:
        """The claim of a report whose evidence covers most of the truth's quotation."""
        quote = next(c["quote"] for c in INCIDENTS[key]["claims"] if c["report"] == report)
        found = []
        for incident in self.linked.incidents:
            for claim in self.claims_of(incident):
                if self.key_of[claim.report] != report:
                    continue
                at = self.text(claim).index(quote)
                shared = sum(
                    max(0, min(end, at + len(quote)) - max(start, at))
                    for start, end in claim.event.evidence
                )
                if shared:
                    found.append((shared, claim.event.main, claim.id, incident, claim))
        assert found, f"nothing read from {report} about {key}"
        best = max(found, key=lambda one: one[:3])
        return best[3], best[4]

    def incident(self, key: str) -> Incident:
        """The incident that answers most of a truth incident's claims."""
        answers = [self.answer(key, c["report"])[0] for c in INCIDENTS[key]["claims"]]
        return max(answers, key=lambda one: (answers.count(one), one.id))


@pytest.fixture(scope="module")
def result() -> Result:
    return Result()


def figures(count: Count | None) -> dict[str, int | None] | None:
    return None if count is None else {"low": count.low, "best": count.best, "high": count.high}


def bare(name: str) -> str:
    """A name without article and case, as the official scorers compare them."""
    return re.sub(r"^(?:a|an|the) ", "", name.casefold())


@pytest.mark.parametrize("key", INCIDENTS)
def test_reports_of_an_incident(result: Result, key: str) -> None:
    found = {result.key_of[report] for report in result.incident(key).reports}
    assert found == set(INCIDENTS[key]["reports"])


@pytest.mark.parametrize("key", INCIDENTS)
def test_type(result: Result, key: str) -> None:
    kind = result.incident(key).type
    assert (kind.plover, kind.acled) == (INCIDENTS[key]["plover"], INCIDENTS[key]["acled"])


@pytest.mark.parametrize("key", INCIDENTS)
def test_place(result: Result, key: str) -> None:
    place = result.incident(key).place
    assert (place and place.name) == INCIDENTS[key]["place"]


@pytest.mark.parametrize("key", INCIDENTS)
def test_time(result: Result, key: str) -> None:
    time = result.incident(key).time
    wanted = INCIDENTS[key]["time"]
    assert time is not None
    assert (time.start, time.end) == (wanted["start"], wanted["end"])


@pytest.mark.parametrize("key", INCIDENTS)
def test_killed(result: Result, key: str) -> None:
    wanted = INCIDENTS[key]["killed"]
    found = figures(result.incident(key).killed)
    if wanted is not None and wanted["best"] is None and found is not None:
        found["best"] = None  # the reports contradict each other: no figure is preferred
    assert found == wanted


@pytest.mark.parametrize("key", INCIDENTS)
def test_origins(result: Result, key: str) -> None:
    incident, wanted = result.incident(key), INCIDENTS[key]
    assert (incident.origins_min, incident.origins_max) == (
        wanted["origins_min"],
        wanted["origins_max"],
    ), incident.origins_why


@pytest.mark.parametrize(("key", "report"), CLAIMS)
def test_figures_of_a_claim(result: Result, key: str, report: str) -> None:
    wanted = next(c for c in INCIDENTS[key]["claims"] if c["report"] == report)
    _, claim = result.answer(key, report)
    assert figures(claim.event.killed) == wanted["killed"]


def is_chain(found: Chain, wanted: list[Any]) -> bool:
    """Whether hop by hop a chain has one of the allowed names, is named or not, speaks through."""
    names = [{bare(one) for one in (hop["name"], *hop.get("also", ()))} for hop in wanted]
    return len(found) == len(wanted) and all(
        bare(hop.name) in allowed and (hop.named, hop.via) == (one["named"], one["via"])
        for hop, allowed, one in zip(found, names, wanted, strict=True)
    )


@pytest.mark.parametrize(("key", "report"), CLAIMS)
def test_main_chain(result: Result, key: str, report: str) -> None:
    wanted = next(c for c in INCIDENTS[key]["claims"] if c["report"] == report)["chain"]
    _, claim = result.answer(key, report)
    assert is_chain(claim.event.chains[0], wanted), claim.event.chains[0]


FURTHER = [
    (one["key"], claim["report"], chain)
    for one in TRUTH["incidents"]
    for claim in one["claims"]
    for chain in claim.get("further", ())
]


@pytest.mark.parametrize(("key", "report", "wanted"), FURTHER)
def test_further_chain(result: Result, key: str, report: str, wanted: list[Any]) -> None:
    _, claim = result.answer(key, report)
    assert any(is_chain(chain, wanted) for chain in claim.event.chains), claim.event.chains


def test_derivations(result: Result) -> None:
    found = {
        (*sorted((result.key_of[one.a], result.key_of[one.b])), one.kind.value)
        for one in result.linked.derivations
    }
    wanted = {(one["a"], one["b"], one["kind"]) for one in TRUTH["derivations"]}
    assert found == wanted


@pytest.mark.parametrize("number", range(len(TRUTH["summaries"])))
def test_a_total_is_no_incident(result: Result, number: int) -> None:
    wanted = TRUTH["summaries"][number]
    totals = [
        incident
        for incident in result.linked.incidents
        for claim in result.claims_of(incident)
        if result.key_of[claim.report] == wanted["report"]
        and figures(claim.event.killed) is not None
    ]
    assert totals
    assert all(incident.summary for incident in totals)


def test_nothing_else_is_the_news(result: Result) -> None:
    known = {result.incident(key).id for key in INCIDENTS}
    others = [
        incident.label
        for incident in result.linked.incidents
        if incident.id not in known
        and not incident.summary
        and any(claim.event.main for claim in result.claims_of(incident))
        and incident.type.acled is not None
    ]
    assert others == []


def test_every_reason_names_real_reports_names_and_words(result: Result) -> None:
    assert list(faults(result.readings, result.linked)) == []
