"""HTML pages: main text by trafilatura, date by htmldate; fragments of feeds to paragraphs."""

from __future__ import annotations

import re
from typing import Final

import htmldate
import lxml.html  # type: ignore[import-untyped]
import trafilatura
from lxml import etree
from trafilatura.settings import Document

from headwater.model import Rejected
from headwater.read.draft import Draft, Drafts
from headwater.read.encoding import NotTextError, charset_hint, decode, storable

# htmldate refuses dates after "now" by default; a fixed horizon keeps runs reproducible.
_HORIZON: Final = "2100-01-01"
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_SKIPPED: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)


def read_html(data: bytes, label: str, url: str | None = None) -> Drafts:
    """Read the report that a page holds: text with one line a paragraph, and its metadata.

    Scripts are never run, entities that the page defines never expanded, nothing is fetched.
    A page whose date stands nowhere but in its layout keeps ``published`` empty: no guessing.
    """
    try:
        page = decode(data, hint=charset_hint(data))
    except NotTextError as error:
        yield Rejected(label, str(error))
        return
    yield _page(page, label, url)


def _page(page: str, label: str, url: str | None) -> Draft | Rejected:
    """A page as a draft."""
    page = _DOCTYPE.sub("", _DECLARATION.sub("", page), count=1)
    try:
        tree = lxml.html.document_fromstring(page)
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"max_date": _HORIZON, "extensive_search": False},
        )
        date = htmldate.find_date(
            lxml.html.document_fromstring(page),
            extensive_search=False,
            original_date=True,
            url=url,
            max_date=_HORIZON,
        )
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        return Rejected(label, f"broken HTML: {str(error).partition(chr(10))[0]}")
    text = storable(found.text).strip() if isinstance(found, Document) and found.text else ""
    if not isinstance(found, Document) or not text:
        return Rejected(label, "no main text on the page")
    return Draft(
        text,
        label,
        title=found.title or None,
        outlet=found.sitename or None,
        byline=found.author or None,
        published=date,
        url=url or found.url or None,
    )


def fragment_text(fragment: str) -> str:
    """The text of an HTML fragment, one line a block element, no markup.

    Args:
        fragment: HTML as it stands in a feed entry; plain text passes through.
    """
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    try:
        tree = lxml.html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return fragment.strip()
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "comment" or not isinstance(element.tag, str):
            parts.append(element.tail or "" if event == "comment" else "")
            continue
        parts.append("\n" if element.tag in _BLOCKS else "")
        if event == "start":
            parts.append(element.text or "" if element.tag not in _SKIPPED else "")
        elif element is not tree:
            parts.append(element.tail or "")
    rows = (" ".join(row.split()) for row in "".join(parts).split("\n"))
    return "\n".join(row for row in rows if row)
