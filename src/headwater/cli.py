"""The commands. Each is thin: parse, call, print.

Stations are imported when a command needs them, so that ``headwater --help`` answers at once.
Longer than other modules, since the options of every command are spelt out here and nowhere else.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater import __version__
from headwater.errors import HeadwaterError, InputError, UsageError, nothing_usable

if TYPE_CHECKING:
    from headwater.model import Rejected
    from headwater.run import Knowledge, Outcome
    from headwater.run.progress import Tell
    from headwater.store import Case
    from headwater.store.reviewed import ReviewedCase

app = typer.Typer(
    name="headwater",
    help="Trace every claim in conflict reporting back to where it springs.",
    epilog="Start with: headwater run examples/reports --out my-case",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_HELD = ExitStack()
"""What has to stay until the command has ended: copies of cases behind URLs."""
_SHOWN = 5
"""Refusals told one by one; the rest are counted."""

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Report files (.txt .md .html .jsonl .csv .warc[.gz], RSS or Atom .xml), folders or "
        "globs of them, or - for standard input (JSON Lines or plain text).",
    ),
]
Gazetteer = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        help="A place list of your own (CSV: name,latitude,longitude,kind,country); repeatable.",
    ),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option("--actors", help="A list of bodies of your own (TOML); repeatable."),
]
Crosswalk = Annotated[
    Path | None,
    typer.Option("--crosswalk", help="An event type table of your own (TOML)."),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="Worker processes (default: one a core)."),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write here (default: standard output).")
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Tab-separated text without colour, for scripts.")
]
AsRead = Annotated[bool, typer.Option("--as-read", help="Leave the reviewers' decisions out.")]
CaseFolder = Annotated[
    Path, typer.Argument(metavar="CASE", help="A case made by `headwater run`: folder or URL.")
]


def main() -> None:
    """Run the command line; errors raised on purpose end in one line and their exit status."""
    # Parallel work is by processes: threads of the matrix library under each of them only wait
    # for one another (measured: 383 against 206 ms of processor time a report).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        with _HELD:
            app(prog_name="headwater")
    except HeadwaterError as error:
        sys.stderr.write(f"headwater: {error}\n")
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)


def _version(wanted: bool) -> None:  # noqa: FBT001  # typer's callback form
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool | None,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = None,
) -> None:
    """Trace every claim in conflict reporting back to where it springs."""


@app.command(
    epilog="Examples: headwater run reports/ --out case   |   headwater run a.html b.jsonl --out "
    "case   |   cat day.jsonl | headwater run - --out case"
)
def run(
    inputs: Inputs,
    out: Annotated[
        Path, typer.Option("--out", metavar="CASE", help="The case folder, or its URL.")
    ],
    gazetteer: Gazetteer = None,
    actors: Actors = None,
    crosswalk: Crosswalk = None,
    workers: Workers = None,
    plain: Plain = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine", help="`local`, or `spark` for archives past one machine (headwater[spark])."
        ),
    ] = "local",
    master: Annotated[
        str | None,
        typer.Option("--master", metavar="URL", help="Spark's master (default: local[*])."),
    ] = None,
    conf: Annotated[
        list[str] | None,
        typer.Option("--conf", metavar="KEY=VALUE", help="A setting of Spark; repeatable."),
    ] = None,
) -> None:
    """Read reports into a case: incidents, chains of sources, independent origins.

    A killed run goes on where it stopped; a later run with more reports reads only the new ones.
    """
    from headwater.export import changed, terminal
    from headwater.run import Local, run_case
    from headwater.run.progress import progress_line
    from headwater.store.remote import url_of, working_copy

    if engine not in {"local", "spark"}:
        raise UsageError(f"--engine {engine}: has to be local or spark")
    if engine == "local" and (master or conf):
        raise UsageError("--master and --conf go with --engine spark")
    if engine == "spark" and workers:
        raise UsageError("--workers goes with --engine local; for Spark see --master, as local[4]")
    knowledge = _knowledge(gazetteer, actors, crosswalk)
    with working_copy(out) as folder:
        with progress_line() as tell:
            if engine == "spark":
                outcome = _run_on_spark(inputs, folder, knowledge, (master, conf or []), tell)
            else:
                outcome = run_case(inputs, folder, knowledge, Local(workers), tell)
        _tell_rejected(outcome.rejected, out)
        terminal.summary_table(outcome.case, terminal.console(sys.stdout), plain=plain)
    sys.stderr.write(
        f"{outcome.reports:,} reports in {url_of(out) or out}, {outcome.read:,} read now, "
        f"{len(outcome.rejected):,} refused\n"
    )
    if outcome.changed is not None:
        sys.stderr.write(
            f"Incidents changed since the run before: {changed.summed(outcome.changed)}\n"
        )


@app.command(epilog="Example: headwater annotate report.txt | python -m json.tool")
def annotate(
    inputs: Inputs,
    output: Output = None,
    gazetteer: Gazetteer = None,
    actors: Actors = None,
    crosswalk: Crosswalk = None,
    workers: Workers = None,
) -> None:
    """Read each report alone and write what it says, one JSON line a report; makes no case."""
    from headwater.export.jsontext import json_line
    from headwater.export.serial import reading_record
    from headwater.run import read_inputs
    from headwater.run.output import lines_to
    from headwater.run.progress import progress_line

    rejected: list[Rejected] = []
    with progress_line() as tell:
        readings = read_inputs(
            inputs, _knowledge(gazetteer, actors, crosswalk), workers, rejected.append, tell
        )
        count = lines_to(output, (json_line(reading_record(reading)) for reading in readings))
    _tell_rejected(rejected, None)
    if not count:
        raise InputError(nothing_usable(rejected))


@app.command(
    epilog="Examples: headwater export case --format geojson -o incidents.geojson   |   headwater "
    "export case --format acled-csv --level report --public -o release.csv"
)
def export(
    case: CaseFolder,
    format_: Annotated[
        str, typer.Option("--format", help="A format that `headwater formats` lists.")
    ] = "jsonl",
    output: Output = None,
    level: Annotated[
        str, typer.Option("--level", help="A row for each `incident`, or for each `report`.")
    ] = "incident",
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="Pseudonyms for unnamed and private persons, coarse places, no full text.",
        ),
    ] = False,
    salt: Annotated[
        Path | None,
        typer.Option(
            "--salt",
            help="A secret file (16 bytes or more) that keeps pseudonyms the same from one "
            "export to the next of one release; without it they are new each time.",
        ),
    ] = None,
    as_read: AsRead = False,
) -> None:
    """Write a case in a format that the field uses, with the reviewers' decisions applied."""
    from headwater.export import ExportOptions, Level, write
    from headwater.export.singling import told

    if level not in {one.value for one in Level}:
        raise UsageError(f"--level {level}: has to be incident or report")
    key = salt.read_bytes() if salt else secrets.token_bytes(16)
    options = ExportOptions(Level(level), public, key if public else None)
    opened = _open(case, as_read)
    write(format_, opened, output, options)
    for line in told(opened) if public else ():
        sys.stderr.write(f"{line}\n")


@app.command(epilog="Example: headwater formats")
def formats() -> None:
    """List the formats that `headwater export` writes."""
    from headwater.export import FORMATS

    for name, one in FORMATS.items():
        typer.echo(f"{name:12} {one.about}")


@app.command(
    epilog="Examples: headwater show report.txt   |   headwater show r1 --case case --plain"
)
def show(
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A report file, or with --case a report's id.")
    ],
    case: Annotated[
        Path | None, typer.Option("--case", metavar="CASE", help="Take the report from this case.")
    ] = None,
    plain: Plain = False,
    gazetteer: Gazetteer = None,
    actors: Actors = None,
    crosswalk: Crosswalk = None,
) -> None:
    """Show a report in the terminal: who says what, and the chain behind each event."""
    from headwater.export import terminal
    from headwater.export.view import MemoryCase
    from headwater.run import read_inputs

    console = terminal.console(sys.stdout)
    if case is not None:
        opened = _open(case, as_read=False)
        terminal.show_report(opened.reading(report), opened, console, plain=plain)
        return
    rejected: list[Rejected] = []
    knowledge = _knowledge(gazetteer, actors, crosswalk)
    readings = list(read_inputs([report], knowledge, 1, rejected.append))
    _tell_rejected(rejected, None)
    if not readings:
        raise InputError(nothing_usable(rejected))
    for reading in readings:
        terminal.show_report(reading, MemoryCase([reading]), console, plain=plain)


@app.command(epilog="Example: headwater report case -o case.html")
def report(case: CaseFolder, output: Output = None, as_read: AsRead = False) -> None:
    """Write one self-contained page of a case that opens offline."""
    from headwater.export.page import write_page
    from headwater.store.remote import url_of

    if output is None and (url := url_of(case)):
        raise UsageError(f"{url}: say with -o where the page goes")
    path = output or case / "case.html"
    write_page(_open(case, as_read), path)
    typer.echo(str(path))


@app.command(
    epilog="Examples: headwater serve case --open   |   headwater serve case --reviewer Ana"
)
def serve(
    case: CaseFolder,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="TCP port (default: a free one).")
    ] = 0,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the address in the browser.")
    ] = False,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Who decides.")
    ] = None,
) -> None:
    """Read, check and correct a case in the browser, on this machine only."""
    from headwater.serve import serve as serve_case
    from headwater.store.remote import url_of

    if url := url_of(case):
        raise UsageError(f"{url}: decisions are written beside the case; copy it to this machine")
    serve_case(case, port, open_browser=open_browser, reviewer=reviewer)


@app.command(epilog="Example: headwater log case   |   headwater log case --plain > decisions.tsv")
def log(case: CaseFolder, plain: Plain = False) -> None:
    """Print what reviewers decided on a case, and verify that nobody changed the log."""
    from headwater.export import terminal
    from headwater.export.logtext import show_log
    from headwater.store import Case
    from headwater.store.decisions import DecisionLog
    from headwater.store.remote import readable_copy

    folder = _HELD.enter_context(readable_copy(case))
    decisions = DecisionLog(Case.open(folder).folder)
    count = decisions.verify()
    show_log(decisions.entries(), terminal.console(sys.stdout), plain=plain)
    sys.stderr.write(f"{count:,} entries; every hash fits\n")


@app.command(epilog="Example: headwater schema incident > incident.schema.json")
def schema(
    name: Annotated[str, typer.Argument(help="annotate, claim, incident or derivation.")],
) -> None:
    """Print the JSON Schema of an output."""
    import json

    from headwater.export.serial import schema as schema_of

    typer.echo(json.dumps(schema_of(name), indent=2))


def _run_on_spark(
    inputs: list[str],
    out: Path,
    knowledge: Knowledge,
    asked: tuple[str | None, list[str]],
    tell: Tell,
) -> Outcome:
    from headwater.run import spark_setup

    spark_setup.require()
    # Only now is it known that PySpark can be imported at all.
    from headwater.run.spark import SparkSettings, run_case_on_spark

    master, conf = asked
    settings = SparkSettings(conf=spark_setup.pairs(conf))
    if master:
        settings = replace(settings, master=master)
    return run_case_on_spark(inputs, out, knowledge, settings, tell)


def _knowledge(
    gazetteer: list[Path] | None, actors: list[Path] | None, crosswalk: Path | None
) -> Knowledge:
    from headwater.run import Knowledge

    for path in [*(gazetteer or []), *(actors or []), *([crosswalk] if crosswalk else [])]:
        if not path.is_file():
            raise UsageError(f"{path}: no such file")
    return Knowledge(tuple(gazetteer or []), tuple(actors or []), crosswalk)


def _open(case: Path, as_read: bool) -> ReviewedCase | Case:  # noqa: FBT001  # an option's value
    from headwater.store import Case
    from headwater.store.remote import readable_copy
    from headwater.store.reviewed import ReviewedCase

    opened = Case.open(_HELD.enter_context(readable_copy(case)))
    return opened if as_read else ReviewedCase(opened)


def _tell_rejected(rejected: Sequence[Rejected], case: Path | None) -> None:
    for one in rejected[:_SHOWN]:
        sys.stderr.write(f"refused: {one.origin}: {one.reason}\n")
    if len(rejected) > _SHOWN:
        where = f"; all are listed in {case / 'tables' / 'rejected.parquet'}" if case else ""
        sys.stderr.write(f"refused: {len(rejected) - _SHOWN:,} more{where}\n")
