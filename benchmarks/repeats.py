"""``python -m benchmarks.repeats CASE``: linking the readings of a finished case over and over.

Two kinds, readings in, tables out, one process:

- ``copies``: every report again and again, each time in an outlet of its own;
- ``altered``: reports of full length that are all different: in each repetition most of the longer
  words are others of the same length (in texts and in what was read from them alike, so that every
  span still fits), days lie nine days later, towns elsewhere.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import msgspec

from benchmarks.growth import PART, growth_table
from headwater.link import sketch
from headwater.model import Reading
from headwater.store import Case, Made
from headwater.store.case import report_digest

KINDS = ("copies", "altered")
MAKE = """
import sys
from pathlib import Path
from benchmarks.repeats import repeat
repeat(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
"""
DAYS = 9
"""Days between one repetition and the next."""
ALTERED = 150
"""Of 256 words this many become others."""
PLACE_IDS = 10_000_000
"""More than any id of the gazetteer, so that towns of two repetitions are two towns."""
_WORD = re.compile(r"[A-Za-z]{5,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VOWELS, _CONSONANTS = "aeiou", "bcdfglmnprst"
_WORDED = ("text", "title", "name", "canonical", "source_name", "via", "wording", "outlet")
_DATED = ("start", "end", "published")


def repeat(folder: Path, reports: int, source: Path, kind: str) -> None:
    """A case of repeated readings, not yet linked.

    Args:
        folder: Of the case to make.
        reports: How many.
        source: A finished case, from which the readings come.
        kind: One of `KINDS`.
    """
    given = tuple(Case.open(source).readings())
    made = iter(_repeated(given, reports, altered if kind == "altered" else _copied))
    case = Case.create(folder)
    case.start(Made())
    while batch := list(islice(made, PART)):
        case.keep([(report_digest(one.report), one) for one in batch])


def _repeated(
    given: Sequence[Reading], reports: int, change: Callable[[Reading, int], Reading]
) -> Iterator[Reading]:
    for number in range(reports):
        turn, place = divmod(number, len(given))
        one = change(given[place], turn)
        yield replace(one, report=replace(one.report, id=f"{one.report.id}-{turn}"))


def _copied(reading: Reading, turn: int) -> Reading:
    """The same text in another outlet: what one outlet repeats is its own furniture."""
    outlet = f"{reading.report.outlet or 'Gazette'} {turn}"
    return replace(reading, report=replace(reading.report, outlet=outlet))


def altered(reading: Reading, turn: int) -> Reading:
    """Another report of the same length and build; turn 0 differs from the original as well."""
    plain = msgspec.json.decode(msgspec.json.encode(reading))
    changed = msgspec.convert(_altered(plain, turn, ""), Reading)
    return replace(changed, sketch=sketch(changed.report.text))


def _altered(value: object, turn: int, field: str) -> object:
    """A part of a reading as JSON with its words, days and places changed."""
    if isinstance(value, dict):
        return {name: _altered(part, turn, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_altered(part, turn, field) for part in value]
    if isinstance(value, str) and field in _WORDED:
        return _WORD.sub(lambda found: _other_word(found.group(), turn), value)
    if isinstance(value, str) and field in _DATED:
        return _DAY.sub(lambda found: _later(found.group(), turn), value)
    if isinstance(value, int) and field == "geonames_id":
        return value + turn * PLACE_IDS
    return value


def _later(day: str, turn: int) -> str:
    return (date.fromisoformat(day) + timedelta(turn * DAYS)).isoformat()


def _other_word(word: str, turn: int) -> str:
    """The same word for a word in one repetition, another in the next; some words stay."""
    digest = hashlib.blake2b(f"{word.lower()} {turn}".encode(), digest_size=16).digest()
    if digest[0] > ALTERED:
        return word
    letters = [
        (_VOWELS if place % 2 else _CONSONANTS)[
            digest[1 + place % 15] % (len(_VOWELS) if place % 2 else len(_CONSONANTS))
        ]
        for place in range(len(word))
    ]
    made = "".join(letters)
    return made.capitalize() if word[0].isupper() else made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.repeats",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("case", type=Path, help="a finished case")
    parser.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    parser.add_argument("--reports", nargs="*", type=int, default=[2000, 20_000])
    given = parser.parse_args()
    for kind in given.kinds:
        with tempfile.TemporaryDirectory() as scratch:
            make = (MAKE, given.case.resolve(), kind)
            print(f"## {kind}\n\n{growth_table(given.reports, Path(scratch), make)}", flush=True)


if __name__ == "__main__":
    main()
