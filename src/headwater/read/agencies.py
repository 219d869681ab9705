"""Agency names as credits write them, compiled for the credit rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_NOT_ALNUM: Final = re.compile(r"[\W_]+")
# "Corvane News Agency": what calls itself an agency is one, known or not.
_SELF_STYLED: Final = (
    r"(?:The )?(?:[A-Z][\w'’-]+ ){1,4}(?:News Agency|Press Agency|Wire Service|Newswire)"
)
_MIN_PREFIX: Final = 3


@dataclass(frozen=True, slots=True)
class Agencies:
    """Known agencies: ``names`` from alias to canonical name; ``one`` a pattern for one name."""

    names: Mapping[str, str]
    one: str

    def canonical(self, wording: str) -> str:
        """The canonical name of a matched wording."""
        wording = " ".join(wording.split())
        return self.names.get(wording) or self.names.get(wording.upper()) or wording


@cache
def shipped() -> Agencies:
    """The table in the package."""
    return extended({})


def extended(extra: Mapping[str, str]) -> Agencies:
    """The shipped table with a user's agencies added.

    Args:
        extra: alias to canonical name.
    """
    table = tomllib.loads(files("headwater.read").joinpath("agencies.toml").read_text("utf-8"))
    names: dict[str, str] = {}
    for section in ("agencies", "unnamed"):
        for name, aliases in table[section].items():
            for alias in aliases:
                names[alias] = name
                names.setdefault(alias.upper(), name)
    names.update(extra)
    choices = "|".join(re.escape(alias) for alias in sorted(names, key=lambda n: (-len(n), n)))
    return Agencies(names, rf"(?:{_SELF_STYLED}|(?:{choices})(?![\w’']))")


def same_body(name: str, outlet: str | None) -> bool:
    """Whether a credited name is the outlet itself ("TRTWorld" in ``trt``): no credit then."""
    if outlet is None:
        return False
    one, other = (_NOT_ALNUM.sub("", value).casefold() for value in (name, outlet))
    one, other = one.removeprefix("the"), other.removeprefix("the")
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _MIN_PREFIX and long.startswith(short))
