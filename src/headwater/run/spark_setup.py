"""What Spark needs on this machine: PySpark and Java. Imports neither."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from headwater.errors import UsageError

OLDEST_JAVA = 17
"""What PySpark 4 runs on."""
JAVA_FOLDERS = Path("/usr/lib/jvm")
"""Where distributions put Java that is not on the search path."""

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_NO_JAVA = (
    f"--engine spark needs Java {OLDEST_JAVA} or later: install openjdk-17-jre-headless or set "
    "JAVA_HOME"
)


def require() -> Path:
    """Look for PySpark and Java before anything is started.

    Returns:
        The folder for JAVA_HOME.

    Raises:
        UsageError: one of them is missing or too old; the message says what to do.
    """
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        raise UsageError("--engine spark needs PySpark: pip install 'headwater[spark]'")
    old: list[str] = []
    for home in _homes():
        version = _java_version(home / "bin" / "java")
        if version is not None and version >= OLDEST_JAVA:
            return home
        if version is not None:
            old.append(f"{home} is Java {version}")
    raise UsageError(f"{_NO_JAVA} ({'; '.join(old)})" if old else _NO_JAVA)


def pairs(settings: Iterable[str]) -> dict[str, str]:
    """Settings of Spark given as ``key=value``.

    Raises:
        UsageError: one has no key or no ``=``.
    """
    told: dict[str, str] = {}
    for one in settings:
        key, is_, value = one.partition("=")
        if not key.strip() or not is_:
            raise UsageError(f"--conf {one}: has to be KEY=VALUE, as in spark.executor.memory=4g")
        told[key.strip()] = value.strip()
    return told


def _homes() -> list[Path]:
    """Java folders to try: JAVA_HOME alone when it is set, else the search path, else the usual."""
    if home := os.environ.get("JAVA_HOME"):
        return [Path(home)]
    found = shutil.which("java")
    homes = [Path(found).resolve().parent.parent] if found else []
    if JAVA_FOLDERS.is_dir():
        homes.extend(sorted(path for path in JAVA_FOLDERS.iterdir() if path.is_dir()))
    return homes


def _java_version(java: Path) -> int | None:
    """The major version that a Java executable states; ``None`` when it does not run."""
    try:
        told = subprocess.run(  # noqa: S603  # the user's own Java
            [java, "-version"], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(told.stderr + told.stdout)
    return int(found.group(1)) if found else None
