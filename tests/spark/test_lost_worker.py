"""A worker that dies in the middle of its task costs no report, and leaves none twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]


@pytest.mark.usefixtures("spark_ready")
def test_a_killed_worker_costs_no_report(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("lost_worker.py"), tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()) == [f"r{number:03d}" for number in range(60)]
    assert (tmp_path / "killed").exists()
    assert "Lost executor" in (tmp_path / "spark.log").read_text(encoding="utf-8")
