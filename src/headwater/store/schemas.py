"""Columns of each table of a case, and how many rows a row group holds."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

_SPANS = pa.list_(pa.list_(pa.int32(), 2))
_TEXT = pa.string()

SCHEMAS: dict[str, pa.Schema] = {
    "reports": pa.schema(
        {
            "report": _TEXT,
            "outlet": _TEXT,
            "title": _TEXT,
            "byline": _TEXT,
            "dateline": _TEXT,
            "published": _TEXT,
            "url": _TEXT,
            "language": _TEXT,
            "credits": pa.list_(_TEXT),
            "origin": _TEXT,
            "digest": _TEXT,
            "text": _TEXT,
            "record": _TEXT,
        }
    ),
    "rejected": pa.schema({"origin": _TEXT, "reason": _TEXT, "digest": _TEXT}),
    "attributions": pa.schema(
        {
            "report": _TEXT,
            "number": pa.int32(),
            "source_name": _TEXT,
            "source_kind": _TEXT,
            "named": pa.bool_(),
            "via": _TEXT,
            "quote": _TEXT,
            "parent": pa.int32(),
            "score": pa.float64(),
            "source": _SPANS,
            "cue": _SPANS,
            "content": _SPANS,
        }
    ),
    "claims": pa.schema(
        {
            "claim": _TEXT,
            "report": _TEXT,
            "plover": _TEXT,
            "acled": _TEXT,
            "place": _TEXT,
            "geonames_id": pa.int64(),
            "latitude": pa.float64(),
            "longitude": pa.float64(),
            "start": _TEXT,
            "end": _TEXT,
            "killed_low": pa.int64(),
            "killed_best": pa.int64(),
            "killed_high": pa.int64(),
            "killed_wording": _TEXT,
            "factuality": _TEXT,
            "main": pa.bool_(),
            "summary": pa.bool_(),
            "root": _TEXT,
            "quote": _TEXT,
            "record": _TEXT,
        }
    ),
    "derivations": pa.schema(
        {
            "a": _TEXT,
            "b": _TEXT,
            "kind": _TEXT,
            "direction": _TEXT,
            "why": _TEXT,
            "record": _TEXT,
        }
    ),
    "incidents": pa.schema(
        {
            "incident": _TEXT,
            "label": _TEXT,
            "plover": _TEXT,
            "acled": _TEXT,
            "place": _TEXT,
            "latitude": pa.float64(),
            "longitude": pa.float64(),
            "start": _TEXT,
            "end": _TEXT,
            "killed_low": pa.int64(),
            "killed_best": pa.int64(),
            "killed_high": pa.int64(),
            "reports": pa.int32(),
            "outlets": pa.int32(),
            "outlet_names": pa.list_(_TEXT),
            "actors": pa.list_(_TEXT),
            "claims": pa.list_(_TEXT),
            "origins_min": pa.int32(),
            "origins_max": pa.int32(),
            "origins_why": _TEXT,
            "summary": pa.bool_(),
            "record": _TEXT,
        }
    ),
    "origins": pa.schema(
        {
            "incident": _TEXT,
            "number": pa.int32(),
            "name": _TEXT,
            "kind": _TEXT,
            "named": pa.bool_(),
            "group": pa.int32(),
            "reports": pa.list_(_TEXT),
            "claims": pa.list_(_TEXT),
            "why": _TEXT,
        }
    ),
    "links": pa.schema(
        {
            "incident": _TEXT,
            "a": _TEXT,
            "b": _TEXT,
            "weight": pa.float64(),
            "parts": pa.list_(
                pa.struct({"comparison": _TEXT, "level": _TEXT, "weight": pa.float64()})
            ),
        }
    ),
    "readings": pa.schema(
        {
            "report": _TEXT,
            "digest": _TEXT,
            "published": _TEXT,
            "outlet": _TEXT,
            "sketch": pa.list_(pa.int64()),
            "record": _TEXT,
        }
    ),
}
"""Columns of each table. The parts of a run have those of ``readings``."""

GROUPS: Mapping[str, int] = {"readings": 64, "reports": 256, "claims": 512, "incidents": 256}
"""Rows of a row group, which is what a reader decodes and a writer holds at once."""
GROUP = 4096
"""The same for the tables that hold no whole objects."""
