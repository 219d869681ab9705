"""Model files of this station as the package ships them, each checked against its card."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from headwater.errors import ModelError

Card = dict[str, Any]


@cache
def card(name: str) -> Card:
    """A JSON card.

    Raises:
        ModelError: it is missing or damaged.
    """
    try:
        table: Card = json.loads(_read(name))
    except ValueError as problem:
        raise ModelError(f"{name}: can't be read ({problem}); reinstall headwater") from problem
    return table


def content(name: str, digest: str, described: str) -> bytes:
    """A file's content.

    Args:
        name: the file.
        digest: its SHA-256 as the card says, hexadecimal.
        described: the name of that card.

    Raises:
        ModelError: the file is missing or not the one that the card describes.
    """
    raw = _read(name)
    if hashlib.sha256(raw).hexdigest() != digest:
        raise ModelError(f"{name} is not the one that {described} describes; reinstall headwater")
    return raw


def _read(name: str) -> bytes:
    try:
        return files("headwater.extract").joinpath(name).read_bytes()
    except OSError as problem:
        raise ModelError(f"{name}: can't be read ({problem}); reinstall headwater") from problem
