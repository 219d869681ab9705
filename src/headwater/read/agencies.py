"""Agency names as credits write them, compiled for the credit rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from headwater.actors import ActorList
from headwater.model import SourceKind

_NOT_ALNUM: Final = re.compile(r"[\W_]+")
# "Corvane News Agency": what calls itself an agency is one, known or not.
_SELF_STYLED: Final = (
    r"(?:The )?(?:[A-Z][\w'’-]+ ){1,4}(?:News Agency|Press Agency|Wire Service|Newswire)"
)
_MIN_PREFIX: Final = 3
_KINDS: Final = frozenset({SourceKind.AGENCY, SourceKind.STATE_MEDIA})


@dataclass(frozen=True, slots=True)
class Agencies:
    """Known agencies: ``names`` from alias to canonical name; ``one`` a pattern for one name."""

    names: Mapping[str, str]
    one: str

    def canonical(self, wording: str) -> str:
        """The canonical name of a matched wording."""
        wording = " ".join(wording.split())
        return self.names.get(wording) or self.names.get(wording.upper()) or wording


def known_agencies(actors: ActorList) -> Agencies:
    """Agencies that credits may name: those of the list of bodies and those of the table here.

    Args:
        actors: known bodies; state media count when one of their names says "agency" or is the
            capitals that agencies sign with.
    """
    names = dict(_table())
    for alias, name in _table().items():
        actor = actors.lookup(alias)
        if actor is not None and actor.kind in _KINDS:
            names[alias] = actor.name
        else:
            names.setdefault(name, name)
    for actor in actors.actors:
        forms = (actor.name, *actor.aliases)
        if actor.kind is SourceKind.AGENCY or (
            actor.kind is SourceKind.STATE_MEDIA and any("gency" in form for form in forms)
        ):
            names.update({form: actor.name for form in forms if form[0].isupper()})
    names.update({alias.upper(): name for alias, name in names.items()} | names)
    choices = "|".join(re.escape(alias) for alias in sorted(names, key=lambda n: (-len(n), n)))
    return Agencies(names, rf"(?<![\w'’])(?:{_SELF_STYLED}|(?:{choices})(?![\w'’]))")


@cache
def _table() -> Mapping[str, str]:
    """``agencies.toml`` as alias to name."""
    table = tomllib.loads(files("headwater.read").joinpath("agencies.toml").read_text("utf-8"))
    sections = (table["agencies"], table["unnamed"])
    return {alias: name for part in sections for name, aliases in part.items() for alias in aliases}


def same_body(name: str, outlet: str | None) -> bool:
    """Whether a credited name is the outlet itself ("TRTWorld" in ``trt``): no credit then."""
    if outlet is None:
        return False
    one, other = (_NOT_ALNUM.sub("", value).casefold() for value in (name, outlet))
    one, other = one.removeprefix("the"), other.removeprefix("the")
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _MIN_PREFIX and long.startswith(short))
