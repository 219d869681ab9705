"""What leaves the product: records, files of other tools' formats, the terminal, the page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from headwater.errors import CaseError, UsageError
from headwater.export.acled import write_acled
from headwater.export.flat import write_geojson, write_parquet, write_plain_csv
from headwater.export.ftm import write_ftm
from headwater.export.lines import write_derivations, write_jsonl
from headwater.export.meltt import write_meltt
from headwater.export.options import DEFAULT, ExportOptions, Level
from headwater.export.prov import write_prov
from headwater.export.public import PublicCase
from headwater.export.timemap import write_timemap
from headwater.export.ucdp import write_ucdp
from headwater.export.view import CaseView

Writer = Callable[[CaseView, BinaryIO, ExportOptions], None]


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: how it is written and what it is, in one line."""

    write: Writer
    about: str


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(write_jsonl, "JSON Lines, headwater's full records"),
    "derivations": Format(write_derivations, "JSON Lines, which report was made from which"),
    "csv": Format(write_plain_csv, "a plain table"),
    "geojson": Format(write_geojson, "GeoJSON points for maps (RFC 7946)"),
    "parquet": Format(write_parquet, "the plain table, typed, for R, pandas or DuckDB"),
    "acled-csv": Format(write_acled, "ACLED's columns"),
    "ucdp-csv": Format(write_ucdp, "UCDP GED's columns"),
    "meltt": Format(write_meltt, "input of the R package meltt"),
    "ftm": Format(write_ftm, "FollowTheMoney entities for Aleph and OpenSanctions tools"),
    "prov": Format(write_prov, "W3C PROV-JSON"),
    "timemap": Format(write_timemap, "events and sources for TimeMap"),
}


def write(name: str, case: CaseView, output: Path | None, options: ExportOptions = DEFAULT) -> None:
    """Write a case in a format.

    Args:
        name: a key of ``FORMATS``.
        case: what to write.
        output: a file, written whole or not at all; None is standard output.
        options: release level and public profile.

    Raises:
        UsageError: unknown format, a missing optional library, ``public`` without a salt.
        CaseError: the file can't be written.
    """
    if name not in FORMATS:
        raise UsageError(f"no format named {name!r}; there are: {', '.join(FORMATS)}")
    seen = PublicCase(case, options.salt) if options.public else case
    if output is None:
        FORMATS[name].write(seen, sys.stdout.buffer, options)
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as out:
            FORMATS[name].write(seen, out, options)
        part.replace(output)
    except OSError as error:
        raise CaseError(f"{output}: can't be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


__all__ = ["DEFAULT", "FORMATS", "ExportOptions", "Format", "Level", "write"]
