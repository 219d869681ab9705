"""Fictional reports and a way to run the command as a user does."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def headwater() -> Run:
    def run(
        *arguments: str | Path, stdin: str | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "headwater", *(str(a) for a in arguments)],
            capture_output=True,
            text=True,
            input=stdin,
            cwd=cwd,
            check=False,
        )

    return run


@pytest.fixture
def write_reports(tmp_path: Path) -> Callable[[Sequence[str], str], Path]:
    def write(rows: Sequence[str], name: str = "reports.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
        return path

    return write
