"""Run headwater on a corpus and the official scorers on what it writes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.corpora import Task, as_report, document_pairs, records, write_lines

HEADWATER = (sys.executable, "-m", "headwater")
OWN = frozenset(("factuality", "isaf"))
"""Scorers of this repository, for corpora that have no official one."""


class ScoringError(Exception):
    """headwater or a scorer failed; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Folders:
    """``data``: corpora; ``score``: the scorers; ``work``: where predictions are written."""

    data: Path
    score: Path
    work: Path


def score(task: Task, folders: Folders) -> dict[str, float]:
    """Every figure of a task as ``task.scorer.figure``, and its reports a second."""
    if task.words:
        return _named(task, task.name, _scorer(task.name, folders, [folders.data / task.corpus]))
    reports = folders.work / f"{task.name}.reports.jsonl"
    source = folders.data / (task.reports or task.corpus)
    rows = [as_report(record) for record in records(source)]
    write_lines(reports, rows)
    began = time.monotonic()
    predictions = _run_case(task, reports, folders) if task.case else _annotate(reports, folders)
    figures = {f"{task.name}.reports_per_second": len(rows) / (time.monotonic() - began)}
    gold = folders.data / task.corpus
    if task.docpairs:
        gold = folders.work / f"{task.name}.pairs.jsonl"
        write_lines(gold, document_pairs(folders.data / task.corpus))
    for scorer in task.scorers:
        extra = _arguments(task, scorer, folders)
        found = _scorer(scorer, folders, [gold, predictions[scorer], *extra])
        figures.update(_named(task, scorer, found))
    return figures


def _named(task: Task, scorer: str, found: dict[str, float]) -> dict[str, float]:
    prefix = task.name if len(task.scorers) == 1 else scorer
    return {f"{prefix}.{name}": value for name, value in found.items()}


def _arguments(task: Task, scorer: str, folders: Folders) -> list[str]:
    extra: list[str] = []
    if task.reports and scorer != "derivations":
        extra += ["--reports", str(folders.data / task.reports)]
    if scorer in {"chains", "origins"}:
        extra += ["--aliases", str(folders.score / "aliases.json")]
    return extra


class _Same(dict[str, Path]):
    """The same predictions for every scorer."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def __missing__(self, _scorer: str) -> Path:
        return self.path


def _annotate(reports: Path, folders: Folders) -> dict[str, Path]:
    predictions = folders.work / reports.name.replace(".reports.", ".annotated.")
    _call([*HEADWATER, "annotate", str(reports), "-o", str(predictions)])
    return _Same(predictions)


def _run_case(task: Task, reports: Path, folders: Folders) -> dict[str, Path]:
    case = folders.work / f"{task.name}.case"
    shutil.rmtree(case, ignore_errors=True)
    _call([*HEADWATER, "run", str(reports), "--out", str(case), "--plain"])
    found: dict[str, Path] = _Same(folders.work / f"{task.name}.incidents.jsonl")
    found["derivations"] = folders.work / f"{task.name}.derivations.jsonl"
    for form, path in (("jsonl", found["incidents"]), ("derivations", found["derivations"])):
        _call([*HEADWATER, "export", str(case), "--format", form, "-o", str(path)])
    return found


def _scorer(scorer: str, folders: Folders, arguments: Sequence[Path | str]) -> dict[str, float]:
    own = ["-m", f"evaluation.{scorer}"]
    script = own if scorer in OWN else [str(folders.score / f"{scorer}.py")]
    printed = _call([sys.executable, *script, *map(str, arguments)])
    return _flat(json.loads(printed.strip().splitlines()[-1]))


def _flat(tree: object, prefix: str = "") -> dict[str, float]:
    if isinstance(tree, dict):
        found: dict[str, float] = {}
        for key, value in tree.items():
            found.update(_flat(value, f"{prefix}.{key}" if prefix else str(key)))
        return found
    if isinstance(tree, int | float) and not isinstance(tree, bool):
        return {prefix: float(tree)}
    return {}


def _call(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        words = done.stderr.strip().splitlines()
        raise ScoringError(f"{' '.join(command[:4])} … failed: {words[-1] if words else ''}")
    return done.stdout
