"""Who is private, and what stands in their place in a public release.

Sources in this material can be killed for speaking. A public release therefore gives no wording
of an unnamed source and no name of a private person. A pseudonym is a keyed hash (HMAC-SHA-256)
under a secret that belongs to one release: equal within it, worthless across two.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headwater.errors import UsageError
from headwater.export.wording import MASK, WITHHELD
from headwater.model import Attribution, Chain, Entity, Event, Hop, Reading, SourceKind, Span

_SALT_BYTES = 16
# Bodies, and persons who speak for the state by office. All other named persons are private.
_PUBLIC_KINDS = frozenset(
    {
        SourceKind.OUTLET,
        SourceKind.AGENCY,
        SourceKind.MONITOR,
        SourceKind.ORGANISATION,
        SourceKind.OFFICIAL,
        SourceKind.MILITARY,
        SourceKind.STATE_MEDIA,
        SourceKind.DOCUMENT,
    }
)
# Kinds whose spokespersons hold a public office; those of other bodies are private persons.
_PUBLIC_SPOKESMEN = frozenset(
    {SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.STATE_MEDIA, SourceKind.AGENCY}
)
# Two capitalised words in a row, or a wording all of capitalised words and name particles.
_PARTICLE = r"(?:al|el|ibn|bin|bint|abu|umm|van|von|de|der|da|ben)"
_NAME_WORD = rf"(?:(?:{_PARTICLE})-?)?[^\W\d_a-z][\w’'.]*(?:-[\w’'.]+)*"
_ALL_NAME = re.compile(rf"(?:{_NAME_WORD}|{_PARTICLE})(?:\s+(?:{_NAME_WORD}|{_PARTICLE}))*")
_NAME_WITHIN = re.compile(rf"{_NAME_WORD}\s+{_NAME_WORD}")
_SHORTEST_NAME = 3


def new_salt() -> bytes:
    """A fresh secret for one release; whoever keeps it can make the same pseudonyms again."""
    return secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Stand-in names of one release.

    Raises:
        UsageError: when the salt is missing or too short to keep pseudonyms secret.
    """

    salt: bytes

    def __post_init__(self) -> None:
        if len(self.salt) < _SALT_BYTES:
            raise UsageError(f"a release needs a secret salt of at least {_SALT_BYTES} bytes")

    def unnamed(self, report_id: str, wording: str, kind: SourceKind) -> str:
        """Stand-in of an unnamed source; two reports never share one, whatever their wording."""
        noun = "source" if kind is SourceKind.UNNAMED else str(kind).replace("_", " ")
        return f"unnamed {noun} {self._digest('unnamed', report_id, wording)}"

    def person(self, name: str) -> str:
        """Stand-in of a private person; the same name has the same one throughout a release."""
        return f"person {self._digest('person', ' '.join(name.casefold().split()))}"

    def _digest(self, *parts: str) -> str:
        message = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self.salt, message, hashlib.sha256).hexdigest()[:10]

    def hop(self, hop: Hop, report_id: str) -> str:
        """The name of a hop in a public release."""
        if not hop.named:
            return self.unnamed(report_id, hop.name, hop.kind)
        return hop.name if hop.kind in _PUBLIC_KINDS else self.person(hop.name)

    def via(self, name: str | None, kind: SourceKind) -> str | None:
        """The name of a spokesman in a public release."""
        if name is None or kind in _PUBLIC_SPOKESMEN:
            return name
        return self.person(name)

    def entity(self, entity: Entity) -> str:
        """The name of a participant in a public release."""
        return self.person(entity.name) if private_entity(entity) else entity.name


def private_entity(entity: Entity) -> bool:
    """Whether a participant is a person named as such; "two civilians" names no one."""
    if entity.kind != "person" or entity.canonical is not None:
        return False
    name = entity.name.strip()
    return bool(_ALL_NAME.fullmatch(name) or _NAME_WITHIN.search(name))


def private_hop(hop: Hop) -> bool:
    """Whether a hop's own name or wording is withheld."""
    return not hop.named or hop.kind not in _PUBLIC_KINDS


def private_attribution(one: Attribution) -> bool:
    """Whether the source of an attribution is withheld."""
    return not one.named or one.source_kind not in _PUBLIC_KINDS


def private_words(reading: Reading) -> list[str]:
    """Names and wordings that a public release of a report withholds, longest first."""
    words = {word for word in _words(reading) if len(word) >= _SHORTEST_NAME}
    return sorted(words, key=lambda word: (-len(word), word))


def masked_text(reading: Reading) -> str:
    """The report's text at its full length, all of it masked but the quotable evidence.

    Offsets into the original stay right. Inside the evidence, the wording of unnamed sources and
    names of private persons are masked too, wherever they stand.
    """
    text = reading.report.text
    shown = [MASK] * len(text)
    for event in reading.events:
        for start, end in event.evidence:
            shown[start:end] = text[start:end]
    for start, end in _private_spans(reading):
        shown[start:end] = MASK * (min(end, len(text)) - min(start, len(text)))
    result = "".join(shown)
    for word in private_words(reading):
        result = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", MASK * len(word), result)
    return result


def scrubbed(text: str, words: Iterable[str]) -> str:
    """A sentence of our own with private words withheld."""
    for word in words:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", WITHHELD, text, flags=re.IGNORECASE)
    return text


def _hops(reading: Reading) -> Iterator[Hop]:
    chains: Iterator[Chain] = (chain for event in reading.events for chain in event.chains)
    for chain in chains:
        yield from chain


def _people(event: Event) -> Iterator[Entity]:
    for entity in (*event.actors, *event.recipients):
        if private_entity(entity):
            yield entity


def _words(reading: Reading) -> Iterator[str]:
    for hop in _hops(reading):
        if private_hop(hop):
            yield hop.name
        if hop.via and hop.kind not in _PUBLIC_SPOKESMEN:
            yield hop.via
    for one in reading.attributions:
        if one.source_name and private_attribution(one):
            yield one.source_name
        if one.via and one.source_kind not in _PUBLIC_SPOKESMEN:
            yield one.via
    for event in reading.events:
        for entity in _people(event):
            yield entity.name


def _private_spans(reading: Reading) -> Iterator[Span]:
    for hop in _hops(reading):
        if private_hop(hop) and hop.span:
            yield hop.span
    for one in reading.attributions:
        if private_attribution(one):
            yield from one.source
            if one.name_span:
                yield one.name_span
        if one.via_span and one.source_kind not in _PUBLIC_SPOKESMEN:
            yield one.via_span
    for event in reading.events:
        for entity in _people(event):
            yield from entity.mentions
