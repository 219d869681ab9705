"""The one way in: paths, folders, globs and standard input to reports."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from headwater.actors import in_force
from headwater.model import Rejected, Report
from headwater.read.agencies import Agencies, known_agencies
from headwater.read.draft import MAX_FILE, Draft, Drafts
from headwater.read.encoding import NotTextError, decode
from headwater.read.feed import read_feed
from headwater.read.finish import content_digest, finish
from headwater.read.html import read_html
from headwater.read.jsonl import read_jsonl
from headwater.read.lines import Raw
from headwater.read.plain import read_plain
from headwater.read.sources import Source, expand
from headwater.read.table import read_table
from headwater.read.warc import read_warc

_SNIFFED: Final = 2048


def read(
    inputs: Iterable[str | Path], stdin: BinaryIO | None = None
) -> Iterator[Report | Rejected]:
    """Read every report that the inputs hold, one at a time.

    Nothing is raised for bad input: what can't be used comes as ``Rejected`` with its reason,
    and the rest is read on. Reports come in the order of the inputs, files of a folder sorted by
    name. A report met again (same id and content) is refused; one that has another report's id
    but not its content gets ``~2``, ``~3`` ... behind its id, so nothing is lost.
    Credits are read by the bodies that ``headwater.actors.use`` has put in force.

    Args:
        inputs: files, folders, glob patterns, ``-`` for standard input.
        stdin: what ``-`` stands for.

    Yields:
        Reports and refusals.
    """
    known = known_agencies(in_force())
    seen: dict[str, str] = {}
    for source in expand(inputs):
        if isinstance(source, Rejected):
            yield source
            continue
        for draft in _drafts(source, stdin):
            yield draft if isinstance(draft, Rejected) else _unique(draft, known, seen)


def _unique(draft: Draft, known: Agencies, seen: dict[str, str]) -> Report | Rejected:
    """Finish a draft and settle its id among those met before (id to content digest)."""
    report = finish(draft, known)
    if isinstance(report, Rejected):
        return report
    digest = content_digest(draft)
    name, number = report.id, 1
    while name in seen:
        if seen[name] == digest:
            return Rejected(report.origin, f"same report as {name}, met before", digest)
        number += 1
        name = f"{report.id}~{number}"
    seen[name] = digest
    return report if name == report.id else replace(report, id=name)


def _drafts(source: Source, stdin: BinaryIO | None) -> Drafts:
    """The drafts of one source; failures of the file system become a refusal."""
    if source.path is None:
        if stdin is None:
            yield Rejected(source.label, "no standard input")
            return
        yield from _sniffed(io.BufferedReader(Raw(stdin)), source.label)
        return
    try:
        with source.path.open("rb") as stream:
            if source.format is None:
                yield from _sniffed(stream, source.label)
            else:
                yield from _by_format(stream, source.label, source.format)
    except OSError as error:
        yield Rejected(source.label, f"not readable: {error.strerror or error}")


def _sniffed(stream: io.BufferedReader, label: str) -> Drafts:
    """Drafts of a stream whose format only its first bytes tell."""
    start = stream.peek(_SNIFFED)[:_SNIFFED]
    bare = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start[:2] == b"\x1f\x8b" or bare.startswith(b"warc/"):
        kind = "warc"
    elif bare.startswith(b"{"):
        kind = "jsonl"
    elif bare.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in bare:
        kind = "feed"
    elif bare.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in bare:
        kind = "html"
    else:
        kind = "plain"
    yield from _by_format(stream, label, kind)


def _by_format(stream: io.BufferedReader, label: str, kind: str) -> Drafts:
    """Hand a stream to the reader of its format."""
    if not stream.peek(1):
        yield Rejected(label, "empty file")
    elif kind == "jsonl":
        yield from read_jsonl(stream, label)
    elif kind == "table":
        yield from read_table(stream, label)
    elif kind == "warc":
        yield from read_warc(stream, label)
    else:
        yield from _whole(stream, label, kind)


def _whole(stream: BinaryIO, label: str, kind: str) -> Drafts:
    """Formats that are read in one piece."""
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        yield Rejected(label, f"larger than {MAX_FILE // 1024 // 1024} MB")
    elif kind == "html":
        yield from read_html(data, label)
    elif kind == "feed":
        yield from read_feed(data, label)
    else:
        try:
            yield from read_plain(decode(data), label)
        except NotTextError as error:
            yield Rejected(label, str(error))
