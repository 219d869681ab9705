"""WARC archives: one report an HTML or plain-text response."""

from __future__ import annotations

from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from headwater.model import Rejected
from headwater.read.draft import MAX_FILE, Drafts
from headwater.read.encoding import NotTextError, decode
from headwater.read.html import read_html
from headwater.read.plain import read_plain

_OK = "200"


def read_warc(stream: BinaryIO, label: str) -> Drafts:
    """Read the pages of an archive, record by record.

    Records that are no pages (requests, images, archive information) are passed over; pages with
    another status than 200, above the size limit or broken are refused alone. An archive that
    breaks off is refused from there on, what came before is kept.
    """
    number = 0
    found = False
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if record.rec_type in {"response", "resource", "conversion"}:
                for draft in _record(record, f"{label}, record {number}"):
                    found = True
                    yield draft
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        reason = str(error).strip().splitlines()
        yield Rejected(f"{label}, record {number + 1}", f"broken archive: {(reason or ['?'])[0]}")
        return
    if not found:
        yield Rejected(label, "no pages in the archive")


def _record(record: ArcWarcRecord, origin: str) -> Drafts:
    """The report in one response."""
    url = record.rec_headers.get_header("WARC-Target-URI")
    kind = record.rec_headers.get_header("Content-Type") or ""
    if record.http_headers is not None:
        kind = record.http_headers.get_header("Content-Type") or ""
        status = record.http_headers.get_statuscode()
        if status != _OK:
            yield Rejected(origin, f"HTTP status {status}")
            return
    kind = kind.partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", "text/plain"}:
        return
    data = record.content_stream().read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        yield Rejected(origin, f"larger than {MAX_FILE // 1024 // 1024} MB")
    elif kind == "text/plain":
        try:
            yield from read_plain(decode(data), origin)
        except NotTextError as error:
            yield Rejected(origin, str(error))
    else:
        yield from read_html(data, origin, url)
