"""The page on reading says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.read.draft import MAX_FILE, MAX_LINE, MAX_TEXT
from headwater.read.plain import _KEYS
from headwater.read.sources import FORMATS
from headwater.read.table import _COLUMNS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
SPELLINGS = {".text", ".markdown", ".xhtml"}


@pytest.mark.parametrize("ending", sorted(set(FORMATS) - SPELLINGS))
def test_every_ending_is_documented(ending: str) -> None:
    assert f"`{ending}`" in PAGE


def test_every_header_key_and_column_is_documented() -> None:
    lower = PAGE.lower()
    shown = {"headline", "publisher", "author", "date"}
    assert [key for key in _KEYS if key not in shown and f"`{key}:`" not in lower] == []
    assert [name for name in _COLUMNS if f"`{name}`" not in lower] == []


def test_limits_are_documented() -> None:
    assert f"{MAX_LINE // 1024 // 1024} MB a line" in PAGE
    assert f"{MAX_FILE // 1024 // 1024} MB a file" in PAGE
    assert f"{MAX_TEXT:,} characters" in PAGE
