"""The list of known bodies and the look-up of a name in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from headwater.actors.national import Body, National
from headwater.actors.wording import is_acronym, key, keys
from headwater.errors import TableError
from headwater.model import SourceKind

_TEXTS = ("country", "part_of", "note")
_LISTS = ("aliases", "descriptions", "spokesmen", "related")
_SETTINGS = frozenset({"matching", "countries", "bodies"})


REMEMBERED = 1 << 16
"""Names whose meaning is remembered before it begins anew."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A body that reports cite or write about."""

    id: str
    name: str
    """Canonical name."""
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    note: str = ""
    descriptions: tuple[str, ...] = ()
    """How a report that has named the body may call it again; never enough to identify it."""
    spokesmen: tuple[str, ...] = ()
    part_of: str | None = None
    related: tuple[str, ...] = ()
    """Ids of bodies that are near and yet not the same."""


@dataclass(frozen=True, slots=True)
class ActorList:
    """All known bodies, indexed by every name. Make one with :func:`load`."""

    actors: tuple[Actor, ...]
    cased: frozenset[str] = frozenset()
    """Keys of names that are plain words as well and need a capital to match."""
    national: National = field(default_factory=lambda: National({}, ()), repr=False)
    """Countries and the bodies that each has; these are not in ``actors``."""
    _index: Mapping[str, tuple[tuple[str, Actor], ...]] = field(init=False, repr=False)
    _ids: Mapping[str, Actor] = field(init=False, repr=False)
    _speakers: Mapping[str, tuple[Actor, ...]] = field(init=False, repr=False)
    _found: dict[str, Actor | None] = field(init=False, repr=False, default_factory=dict)
    """What names that were asked for mean; a report asks for the same ones over and over."""

    def __post_init__(self) -> None:
        index: dict[str, list[tuple[str, Actor]]] = {}
        speakers: dict[str, dict[str, Actor]] = {}
        for actor in self.actors:
            for alias in (actor.name, *actor.aliases):
                index.setdefault(key(alias), []).append((alias, actor))
            for speaker in actor.spokesmen:
                speakers.setdefault(key(speaker), {})[actor.id] = actor
        object.__setattr__(self, "_index", {name: tuple(found) for name, found in index.items()})
        object.__setattr__(self, "_ids", {actor.id: actor for actor in self.actors})
        object.__setattr__(
            self, "_speakers", {who: tuple(of.values()) for who, of in speakers.items()}
        )

    def lookup(self, name: str) -> Actor | None:
        """The body that ``name`` means, or ``None``.

        Forgives case, accents, punctuation, a leading article, lost hyphens and apostrophes
        ("Syrias Defence Ministry", "USled coalition"). Acronyms need their capitals; in text
        set in capitals throughout, a pronoun such as WHO is the caller's to exclude.
        """
        if name not in self._found:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> Actor | None:
        for candidate in keys(name):
            for alias, actor in self._index.get(candidate, ()):
                if self._same_case(alias, name, candidate):
                    return actor
            national = self.national.split(candidate)
            if national is not None:
                return self._national(*national)
        return None

    def get(self, actor_id: str) -> Actor | None:
        """The body with an id."""
        national = self.national.find(actor_id)
        if actor_id not in self._ids and national is not None:
            return self._national(*national)
        return self._ids.get(actor_id)

    def spoken_for_by(self, person: str) -> tuple[Actor, ...]:
        """Bodies for which a person of this name is known to speak.

        A name alone never says who someone is: use it only in a report that names the body.
        """
        return self._speakers.get(key(person), ())

    def _national(self, code: str, body: Body) -> Actor:
        actor_id = f"{code.lower()}-{body.id}"
        listed = self._ids.get(actor_id)
        return listed or Actor(
            id=actor_id,
            name=f"{self.national.countries[code][1]} {body.name}",
            kind=body.kind,
            country=code,
            related=(code.lower(),),
        )

    def _same_case(self, alias: str, name: str, candidate: str) -> bool:
        if candidate in self.cased and not any(letter.isupper() for letter in name):
            return False
        if not is_acronym(alias):
            return True
        capitals = sum(letter.isupper() for letter in name)
        return capitals >= sum(letter.isalpha() for letter in alias)


@cache
def _default() -> ActorList:
    return load()


_IN_FORCE: ContextVar[ActorList | None] = ContextVar("actors_in_force", default=None)


def use(actors: ActorList | None) -> None:
    """Make ``actors`` the list that ``lookup`` asks in this thread; ``None``: the package's own.

    A run sets it once before it reads, in every worker, so that the user's own bodies count at
    every station.
    """
    _IN_FORCE.set(actors)


def in_force() -> ActorList:
    """The list that ``lookup`` asks in this thread."""
    return _IN_FORCE.get() or _default()


def lookup(name: str, actors: ActorList | None = None) -> Actor | None:
    """The body that ``name`` means in ``actors`` (by default the list in force), or ``None``."""
    return (actors or in_force()).lookup(name)


def load(extra: Sequence[Path] = ()) -> ActorList:
    """The package's list with the user's files on top.

    Args:
        extra: TOML files in the form that ``actors.toml`` describes; later ones win, and an
            entry with a known id takes the place of the old one.

    Raises:
        TableError: A file can't be read or breaks the form; says which file and entry.
    """
    own = resources.files("headwater.actors") / "actors.toml"
    tables = [(own.name, tomllib.loads(own.read_text(encoding="utf-8")))]
    tables.extend((str(path), _table(path)) for path in extra)
    listed: dict[str, Actor] = {}
    cased: set[str] = set()
    countries: dict[str, tuple[str, ...]] = {}
    bodies: dict[str, Body] = {}
    for where, table in reversed(tables):
        cased.update(key(name) for name in _matching(where, table))
        for actor in (*_listed(where, table), *_countries(where, table)):
            listed.setdefault(actor.id, actor)
        for code, names in _names(where, table):
            countries.setdefault(code, names)
        for body in _bodies(where, table):
            bodies.setdefault(body.id, body)
    national = National(countries, tuple(bodies.values()))
    return ActorList(tuple(listed.values()), frozenset(cased), national)


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise TableError(f"{path}: not a readable TOML file: {problem}") from problem


def _matching(where: str, table: Mapping[str, object]) -> tuple[str, ...]:
    settings = _entry(f"{where}, [matching]", table.get("matching", {}))
    return _strings(f"{where}, [matching] cased", settings.get("cased", []))


def _listed(where: str, table: Mapping[str, object]) -> Iterator[Actor]:
    for section, bodies in table.items():
        if section in _SETTINGS:
            continue
        if section not in SourceKind.__members__.values():
            kinds = ", ".join(kind.value for kind in SourceKind)
            raise TableError(f"{where}, [{section}]: not a kind of source; use one of {kinds}")
        for name, entry in _entry(f"{where}, [{section}]", bodies).items():
            place = f"{where}, [{section}] {name}"
            yield _actor(place, name, SourceKind(section), _entry(place, entry))


def _actor(where: str, name: str, kind: SourceKind, entry: Mapping[str, object]) -> Actor:
    for unknown in sorted(set(entry) - {"name", *_TEXTS, *_LISTS}):
        raise TableError(f"{where}: unknown key {unknown!r}")
    texts = {field: entry[field] for field in ("name", *_TEXTS) if field in entry}
    for field_name, value in texts.items():
        if not isinstance(value, str) or not key(value):
            raise TableError(f"{where}: {field_name} must be a text, not {value!r}")
    if "name" not in texts:
        raise TableError(f"{where}: has no name")
    lists = {field: _strings(f"{where}: {field}", entry.get(field, [])) for field in _LISTS}
    return Actor(
        id=name,
        name=str(texts["name"]),
        kind=kind,
        aliases=lists["aliases"],
        country=str(texts["country"]) if "country" in texts else None,
        note=str(texts.get("note", "")),
        descriptions=lists["descriptions"],
        spokesmen=lists["spokesmen"],
        part_of=str(texts["part_of"]) if "part_of" in texts else None,
        related=lists["related"],
    )


def _entry(where: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TableError(f"{where}: must be a table, not {value!r}")
    return MappingProxyType(value)


def _strings(where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(item, str) and key(item) for item in value
    ):
        raise TableError(f"{where} must be a list of texts, not {value!r}")
    return tuple(value)


def _names(where: str, table: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Code and names of each country, from ``[countries]``."""
    for code, value in _entry(f"{where}, [countries]", table.get("countries", {})).items():
        names = _strings(f"{where}, [countries] {code}", value)
        if len(names) < 2:  # noqa: PLR2004
            raise TableError(f"{where}, [countries] {code}: needs a name and an adjective")
        yield code, names


def _countries(where: str, table: Mapping[str, object]) -> Iterator[Actor]:
    for code, names in _names(where, table):
        yield Actor(
            id=code.lower(),
            name=names[0],
            kind=SourceKind.OFFICIAL,
            aliases=names[2:],
            country=code,
            note="the state as one voice",
            related=(f"{code.lower()}-government",),
        )


def _bodies(where: str, table: Mapping[str, object]) -> Iterator[Body]:
    for name, value in _entry(f"{where}, [bodies]", table.get("bodies", {})).items():
        place = f"{where}, [bodies] {name}"
        entry = _entry(place, value)
        kind, title = entry.get("kind"), entry.get("name")
        if kind not in SourceKind.__members__.values() or not isinstance(title, str):
            raise TableError(f"{place}: needs a name and a kind of source")
        aliases = _strings(f"{place}: aliases", entry.get("aliases", []))
        yield Body(name, title, SourceKind(str(kind)), aliases)
