"""JSON Lines: one report a line; given metadata wins and the text is kept exactly as given."""

from __future__ import annotations

import json
from typing import BinaryIO

from headwater.model import Rejected
from headwater.read.draft import MAX_LINE, Draft, Drafts
from headwater.read.encoding import storable
from headwater.read.lines import lines

_FIELDS = ("title", "outlet", "byline", "published", "url", "language")


def read_jsonl(stream: BinaryIO, label: str) -> Drafts:
    """Read reports from JSON Lines; a line that is wrong is refused alone.

    An optional field of a wrong type counts as not given. Blank lines are passed over. The text
    keeps every character, save NUL and lone surrogates, which become U+FFFD one to one.
    """
    for number, line in enumerate(lines(stream, MAX_LINE), start=1):
        origin = f"{label}, line {number}"
        if line is None:
            yield Rejected(origin, f"line longer than {MAX_LINE // 1024 // 1024} MB")
        elif line.strip("\ufeff \t\r\n"):
            yield _record(line, origin)


def _record(line: str, origin: str) -> Draft | Rejected:
    """One line as a draft."""
    try:
        record: object = json.loads(line)
    except json.JSONDecodeError as error:
        return Rejected(origin, f"invalid JSON: {error.msg} at column {error.colno}")
    except (RecursionError, ValueError):
        return Rejected(origin, "invalid JSON: nested too deeply or a number too long")
    if not isinstance(record, dict):
        return Rejected(origin, f"a report must be a JSON object, not {_type_name(record)}")
    text = record.get("text")
    if not isinstance(text, str):
        what = "no text" if text is None else f'"text" must be a string, not {_type_name(text)}'
        return Rejected(origin, what)
    given = {name: _string(record.get(name)) for name in _FIELDS}
    number = record.get("id")
    known = number if isinstance(number, str) else None
    if isinstance(number, int) and not isinstance(number, bool):
        known = str(number)
    return Draft(storable(text), origin, id=_string(known), **given)


def _string(value: object) -> str | None:
    """A string that says something, or ``None``."""
    return storable(value).strip() or None if isinstance(value, str) else None


def _type_name(value: object) -> str:
    """JSON's word for the type of a value."""
    names = {bool: "a boolean", int: "a number", float: "a number", list: "a list", str: "a string"}
    return names.get(type(value), "null" if value is None else "an object")
