"""What `--engine spark` says before anything starts; and that nothing else needs PySpark."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from headwater.errors import UsageError
from headwater.run import spark_setup

Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
BLOCKED = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"pyspark", "py4j", "pandas"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
from headwater.cli import main
sys.argv = ["headwater", *sys.argv[1:]]
main()
"""
REPORT = "A bomb killed 4 people in Marven on Monday, the Quell Monitor said.\n"


def java(folder: Path, told: str) -> Path:
    """A Java home whose Java only states its version, as Java does, on standard error."""
    path = folder / "bin" / "java"
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\necho '{told}' >&2\n")
    path.chmod(0o755)
    return folder


@pytest.fixture
def with_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ModuleSpec("any", None)
    monkeypatch.setattr(spark_setup, "find_spec", lambda _: spec)


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_setup, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'headwater\[spark\]'"):
        spark_setup.require()


@pytest.mark.usefixtures("with_pyspark")
def test_without_java_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(spark_setup, "JAVA_FOLDERS", tmp_path / "none")
    with pytest.raises(UsageError, match="Java 17 or later: install openjdk-17-jre-headless"):
        spark_setup.require()


@pytest.mark.usefixtures("with_pyspark")
@pytest.mark.parametrize(
    ("told", "version"),
    [('java version "1.8.0_292"', 8), ('openjdk version "11.0.20" 2023-07-18', 11)],
)
def test_an_old_java_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: str, version: int
) -> None:
    home = java(tmp_path / "old", told)
    monkeypatch.setenv("JAVA_HOME", str(home))
    with pytest.raises(UsageError, match=f"{home} is Java {version}"):
        spark_setup.require()


@pytest.mark.usefixtures("with_pyspark")
def test_java_is_found_where_distributions_put_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    java(tmp_path / "java-11", 'openjdk version "11.0.20" 2023-07-18')
    new = java(tmp_path / "java-17", 'openjdk version "17.0.15" 2025-04-15')
    monkeypatch.setattr(spark_setup, "JAVA_FOLDERS", tmp_path)
    # The stub is a shell script; sh itself is not looked for on the search path.
    assert spark_setup.require() == new


def test_settings_are_keys_and_values() -> None:
    told = spark_setup.pairs(["spark.executor.memory=4g", "spark.a = b=c"])
    assert told == {"spark.executor.memory": "4g", "spark.a": "b=c"}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--engine", "sparkle"], "has to be local or spark"),
        (["--master", "local[2]"], "go with --engine spark"),
        (["--engine", "spark", "--workers", "2"], "for Spark see --master"),
        (["--engine", "spark", "--conf", "spark.executor.memory"], "has to be KEY=VALUE"),
    ],
)
def test_wrong_options_are_one_line(
    tmp_path: Path, headwater: Run, options: list[str], says: str
) -> None:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("needs PySpark")
    report = tmp_path / "a.txt"
    report.write_text(REPORT)
    done = headwater("run", report, "--out", tmp_path / "case", *options)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_default_install_does_not_pull_pyspark() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    heavy = ("pyspark", "py4j", "pandas")
    assert not [one for one in project["dependencies"] if one.startswith(heavy)]
    assert [one for one in project["optional-dependencies"]["spark"] if one.startswith("pyspark")]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "duckdb==" in lock
    assert not [line for line in lock.splitlines() if line.startswith(heavy)]


def test_everything_else_works_without_pyspark(tmp_path: Path) -> None:
    report, case = tmp_path / "a.txt", tmp_path / "case"
    report.write_text(REPORT)
    for command in (
        ["run", report, "--out", case, "--workers", "1"],
        ["export", case, "--format", "csv"],
        ["report", case],
    ):
        done = subprocess.run(
            [sys.executable, "-c", BLOCKED, *command], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
