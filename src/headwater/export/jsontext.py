"""JSON text and the schemas that the package ships."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib import resources

from headwater.errors import UsageError

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Record = dict[str, Json]

SCHEMAS = ("annotate", "incident", "claim", "derivation")
# Line and paragraph separators are legal in JSON but end a line for some readers of JSON Lines.
_SEPARATORS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}
# Half of a surrogate pair, which UTF-8 cannot encode; written as its escape, valid JSON.
_SURROGATE = re.compile("[\ud800-\udfff]")


def schema(name: str) -> Record:
    """The JSON Schema (draft 2020-12) of a record.

    Args:
        name: annotate, incident, claim or derivation.

    Raises:
        UsageError: for any other name.
    """
    if name not in SCHEMAS:
        raise UsageError(f"no schema named {name!r}; there are: {', '.join(SCHEMAS)}")
    text = (
        resources.files("headwater.export").joinpath("schemas", f"{name}.json").read_text("utf-8")
    )
    loaded: Record = json.loads(text)
    return loaded


def json_line(record: Mapping[str, Json]) -> str:
    """One record as one line of JSON, with its line end."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    for character, escape in _SEPARATORS.items():
        text = text.replace(character, escape)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
