"""Ministries, forces and state media of any country, recognised by pattern.

"Russian Defence Ministry", "Russia's Ministry of Defense" and "the defence ministry of Russia" are
one body, made when it is asked for from a country's names and a body's names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from headwater.actors.wording import key
from headwater.model import SourceKind


@dataclass(frozen=True, slots=True)
class Body:
    """A body that each country has; ``id`` is the last part of the ids of its instances."""

    id: str
    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class National:
    """Countries and the bodies that each has.

    ``countries`` maps an ISO code to names: country, adjective, others.
    """

    countries: Mapping[str, Sequence[str]]
    bodies: tuple[Body, ...]
    _countries: Mapping[str, str] = field(init=False, repr=False)
    _bodies: Mapping[str, Body] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        codes = {key(name): code for code, names in self.countries.items() for name in names}
        bodies = {key(name): body for body in self.bodies for name in (body.name, *body.aliases)}
        object.__setattr__(self, "_countries", codes)
        object.__setattr__(self, "_bodies", bodies)

    def split(self, name: str) -> tuple[str, Body] | None:
        """Country code and body that a name's key is made of, or ``None``."""
        for cut in range(2, len(name) - 2):
            before, after = name[:cut], name[cut:]
            if before in self._countries and after in self._bodies:
                return self._countries[before], self._bodies[after]
            if before in self._bodies and after[:2] in {"of", "in"}:
                code = self._countries.get(after[2:])
                if code is not None:
                    return code, self._bodies[before]
        return None

    def find(self, actor_id: str) -> tuple[str, Body] | None:
        """Country code and body of an id such as ``ru-defence-ministry``."""
        code, _, rest = actor_id.partition("-")
        if code.upper() not in self.countries:
            return None
        return next(((code.upper(), body) for body in self.bodies if body.id == rest), None)
