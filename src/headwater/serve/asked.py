"""What a browser asked for: filters of the list, forms, cookies; checked and bounded."""

from __future__ import annotations

from dataclasses import dataclass, fields
from urllib.parse import parse_qs, quote, unquote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from headwater.errors import UsageError
from headwater.sql.listing import SORTS, Filters

MOST = 1_000_000
"""Bytes of a form."""
_LONGEST = 300
"""Characters of a filter or a name."""

Form = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """The list that a reader looks at: filters, sort, page (from 0)."""

    filters: Filters
    sort: str = "date"
    page: int = 0

    def query(self, **changes: str | int | None) -> str:
        """The query string of this list with some of it changed; page 0 unless given."""
        parts: dict[str, str | int | None] = {**self.filters.active(), "sort": self.sort, **changes}
        if parts.get("sort") == "date":
            parts.pop("sort")
        return urlencode({name: value for name, value in parts.items() if value not in {"", None}})


def listed(parameters: dict[str, str]) -> Listed:
    """Read a list from query parameters; what makes no sense is left out."""
    values: dict[str, str | int | None] = {}
    for field in fields(Filters):
        value = parameters.get(field.name, "").strip()[:_LONGEST]
        if field.name == "origins":
            values["origins"] = _whole(value)
        else:
            values[field.name] = value
    sort = parameters.get("sort", "date")
    page = _whole(parameters.get("page", "")) or 0
    return Listed(
        Filters(**values),  # type: ignore[arg-type]  # names and kinds are those of the fields
        sort if sort in SORTS else "date",
        page,
    )


def listed_from(query: str) -> Listed:
    """Read a list from a query string."""
    pairs = parse_qs(query, max_num_fields=50)
    return listed({name: values[0] for name, values in pairs.items()})


async def form(request: Request) -> Form:
    """The fields of a posted form.

    Raises:
        UsageError: the form is larger than ``MOST`` or not a form.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise UsageError("the form is too large")
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20_000)
    except ValueError:
        raise UsageError("the form can't be read") from None


def text(given: Form, name: str) -> str:
    """One field of a form, without space around it; empty when it is not there."""
    return given.get(name, [""])[0].strip()


def cookie(request: Request, name: str) -> str:
    """A cookie of ours; empty when it is not there."""
    return unquote(request.cookies.get(f"headwater_{name}", ""))[:_LONGEST]


def set_cookie(response: Response, base: str, name: str, value: str) -> None:
    """Keep something in this browser alone, for these pages alone."""
    response.set_cookie(
        f"headwater_{name}",
        quote(value[:_LONGEST]),
        path=base,
        max_age=365 * 24 * 3600,
        httponly=True,
        samesite="strict",
    )


def _whole(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None  # noqa: PLR2004  # fits
