"""Exports to download: the page that lists them, and the files, made anew each time."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from headwater.errors import UsageError
from headwater.export import FORMATS, ExportOptions, Level, write
from headwater.export.singling import singling_out
from headwater.serve.look import Asked
from headwater.store.case import Case
from headwater.store.reviewed import ReviewedCase


def export(asked: Asked) -> Response:
    """The formats to download; on demand the descriptions that a public release might expose."""
    checked = asked.request.query_params.get("check") == "yes"
    warned = list(singling_out(asked.desk.case)) if checked else []
    return asked.page(
        "export.html",
        title="Export",
        formats=FORMATS,
        checked=checked,
        warned=[(asked.desk.case.report(one.report), one) for one in warned],
    )


def download(request: Request) -> Response:
    """Write the case, with decisions applied, in a format; made anew for each download."""
    asked = Asked.of(request)
    name = str(asked.request.path_params["format"])
    given = asked.request.query_params
    level = given.get("level", "incident")
    if name not in FORMATS or level not in {one.value for one in Level}:
        raise UsageError(f"{name}, {level}: no such format or level")
    public = given.get("public") == "yes"
    salt = asked.request.app.state.salt if public else None
    folder = Path(tempfile.mkdtemp(prefix="headwater-"))
    path = folder / f"{name}{_ENDINGS.get(name, '.json')}"
    # A case of its own, so that a long export holds up nobody's review.
    case = ReviewedCase(Case.open(asked.desk.folder))
    try:
        write(name, case, path, ExportOptions(Level(level), public, salt))
    except BaseException:
        _drop(path)
        raise
    kind = "public" if public else level
    return FileResponse(
        path, filename=f"{kind}-{path.name}", background=BackgroundTask(_drop, path)
    )


_ENDINGS = {
    "jsonl": ".jsonl",
    "derivations": ".jsonl",
    "csv": ".csv",
    "geojson": ".geojson",
    "parquet": ".parquet",
    "acled-csv": ".csv",
    "ucdp-csv": ".csv",
    "meltt": ".csv",
    "ftm": ".jsonl",
}


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()
