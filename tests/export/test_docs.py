"""docs/exports.md and the code name the same formats and columns, in the same order."""

import re
from pathlib import Path

import pytest

from headwater.export import FORMATS
from headwater.export.acled import COLUMNS as ACLED
from headwater.export.columns import INCIDENT, REPORT
from headwater.export.meltt import COLUMNS as MELTT
from headwater.export.rows import Column
from headwater.export.timemap import EVENT_KEYS, SOURCE_KEYS
from headwater.export.ucdp import COLUMNS as UCDP

TEXT = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")


def section(title: str) -> str:
    return TEXT.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("`csv`, `geojson`, `parquet`: incident level", INCIDENT),
        ("`csv`, `geojson`, `parquet`: report level", REPORT),
        ("`acled-csv`", ACLED),
        ("`ucdp-csv`", UCDP),
        ("`meltt`", MELTT),
    ],
)
def test_columns_are_documented(title: str, columns: tuple[Column, ...]) -> None:
    documented = re.findall(r"^\| `(\w+)` \| (.+) \|$", section(title), re.MULTILINE)
    assert documented == [(column.name, column.meaning) for column in columns]


def test_timemap_keys_are_documented() -> None:
    events, sources = re.search(r"Events: (.+)\.\n\nSources: (.+)\.", section("`timemap`")).groups()  # type: ignore[union-attr]
    assert tuple(re.findall(r"`(\w+)`", events)) == EVENT_KEYS
    assert tuple(re.findall(r"`(\w+)`", sources)) == SOURCE_KEYS


def test_formats_are_documented() -> None:
    table = TEXT.split("## ", 1)[0]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == list(FORMATS)
