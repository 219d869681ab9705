"""Whether the reasons that headwater gives name only what is in the case, and the texts say so.

A reason is written for people, so it is read here as they would: quoted words, report ids and names
are taken out of it, each is looked for in the case, and what is left must be one of the sentences
that the product knows how to say. A name, id or quotation of anything else leaves words behind that
no sentence has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from headwater.actors import lookup
from headwater.link import Linked
from headwater.link.bodies import adjective
from headwater.link.claims import claims_of
from headwater.link.roots import spoken_for
from headwater.link.weights import shipped
from headwater.link.words import wordings
from headwater.model import Derivation, Hop, Incident, Origin, Reading, Span

_QUOTE, _ID = "\ue000", "\ue001"
_NAME = "NAME"
"""Stands in the sentences below for any name that the reports in question have."""
_SHORTENED = "..."
ROUNDING = 0.001
MENTIONS = 4
"""Reports that a reason names at most with their words."""
_IDS = rf"{_ID}(?:, {_ID}){{0,2}}(?: and \d+ more)?"
_WHO = rf"(?:unnamed {_QUOTE}|the own account of {_NAME}|{_NAME}) \({_IDS}\)"
_LIST = rf"{_WHO}(?:, {_WHO})*(?: and {_WHO})?"
_EXTENT = r"(?:nearly the same text|parts of one text): \d+ words in \d+ shared passages?"
_FOLDED = (
    rf"(?: {_ID} names no source but shares its text with {_ID} \([^)]*\) and adds no origin\.|"
    rf" {_NAME}, cited in {_ID}, is the outlet of {_ID}, which names its own source, and adds no "
    r"origin\.)*"
)
_COUNT = (
    rf"At least \d+: {_LIST}\.(?: At most \d+: {_LIST} may be (?:one|some) of these or further\.)?"
    rf"{_FOLDED}|No origin: the reports tell this only to deny it\."
)
_THROUGH = rf"(?: through {_NAME}(?:, {_NAME})*)?(?: via {_NAME})?"
_MENTION = rf"{_ID}{_THROUGH} \({_QUOTE}\)"
_ORIGIN = (
    rf"{_NAME} in {_MENTION}(?:, {_MENTION})*(?: and \d+ more)?; (?:"
    rf"a channel of {_NAME}, so not counted at the minimum\.|"
    rf"a named body counts for itself(?:; {_QUOTE}(?:, {_QUOTE})* and {_QUOTE} are taken as "
    r"one)?\.|"
    rf"not named, but (?:the text sets it apart by {_QUOTE}|it stands beside {_NAME} in one "
    r"sentence|(?:an official|a source of the army) is none of the named sources, of which none "
    rf"speaks for an authority) \({_QUOTE}\)\.|"
    rf"the text names no source for this account(?:, which may rest on {_NAME})?\.|"
    rf"not named, and nothing in the text sets it apart from {_NAME} \({_ID}(?:, {_ID})*\)\.|"
    r"not named, and no named source stands beside it\.)"
)
_DATE = r"[\dT:+.Z-]+"
_WAY = (
    rf"(?:{_ID} credits {_NAME}|both credit {_NAME}, so neither need come from the other|"
    rf"{_ID} was published earlier \({_DATE}, {_ID} {_DATE}\)|"
    rf"{_ID} stands almost whole in the longer {_ID}|nothing tells which came first)"
)
_DERIVATION = (
    rf"{_EXTENT}, \d+ % of the shorter report, the longest beginning {_QUOTE}; {_WAY}|"
    rf"{_ID} and {_ID} tell one agency's story in words of their own; {_WAY}|"
    rf"{_ID} names {_QUOTE}, the outlet of {_ID}, as its source"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A reason with what it quotes and the reports that it names taken out."""

    frame: str
    quotes: tuple[str, ...]
    ids: tuple[str, ...]


class Known:
    """What a case holds that a reason can name."""

    def __init__(self, readings: Iterable[Reading], linked: Linked) -> None:
        self.readings = {reading.report.id: reading for reading in readings}
        self.claims = {claim.id: claim for claim in linked.claims}
        self.derived = {(one.a, one.b): one for one in linked.derivations}
        self.named: dict[str, set[str]] = defaultdict(set)
        for report, reading in self.readings.items():
            self.named[report].update(_names(reading))
        self._texts = {
            report: _plain(reading.report.text) for report, reading in self.readings.items()
        }

    def says(self, report: str, quote: str) -> bool:
        """Whether a report has the quoted words, which may be cut short."""
        return quote.removesuffix(_SHORTENED) in self._texts[report]

    def take(self, reason: str) -> Taken:
        """Take quotations and then ids out of a reason."""
        quotes = tuple(re.findall(r'"([^"]*)"', reason))
        frame = re.sub(r'"[^"]*"', _QUOTE, reason)
        pattern = rf"(?<![\w-]){_any(one for one in self.readings if one in frame)}(?![\w-])"
        return Taken(re.sub(pattern, _ID, frame), quotes, tuple(re.findall(pattern, frame)))

    def can_say(self, sentence: str, taken: Taken, reports: Iterable[str]) -> bool:
        """Whether a reason is such a sentence, with names that these reports have."""
        names = {_unquoted(name) for report in reports for name in self.named[report]}
        filled = sentence.replace(_NAME, _any(name for name in names if name in taken.frame))
        return re.fullmatch(filled, taken.frame) is not None


def _spoken_for(hop: Hop, reading: Reading) -> Iterator[str]:
    body = spoken_for(hop, reading)
    if body is not None:
        yield body


def _any(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first; of nothing at all where there are none."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) or '(?!)'})"


def _unquoted(name: str) -> str:
    """A name as it stands when quotations have been taken out."""
    return re.sub(r'"[^"]*"', _QUOTE, name)


def _names(reading: Reading) -> Iterator[str]:
    """Every source, spokesman, relay, credit and outlet that one report names, and its id."""
    report = reading.report
    yield report.id
    if report.outlet:
        yield report.outlet
    yield from (credit.name for credit in report.credits)
    for one in reading.attributions:
        yield from (name for name in (one.source_name, one.via) if name)
        if one.source_name and (spans := [*filter(None, (one.name_span,)), *one.source]):
            hop = Hop(one.source_name, one.source_kind, one.named, one.via, spans[0])
            yield from _spoken_for(hop, reading)
    for claim in claims_of([reading]):
        for chain in claim.event.chains:
            for hop in chain:
                yield from (name for name in (hop.name, adjective(hop.name), hop.via) if name)
                yield from _spoken_for(hop, reading)


def _plain(text: str) -> str:
    return " ".join(text.replace('"', "'").split())


def faults(readings: Sequence[Reading], linked: Linked) -> Iterator[str]:
    """What is wrong with the reasons of a case, one line each; nothing where all is well."""
    known = Known(readings, linked)
    for derivation in linked.derivations:
        yield from _derivation(derivation, known)
    for incident in linked.incidents:
        for why in (incident.origins_why, *(field.why for field in incident.by_field)):
            yield from _count(why, incident, known)
        for origin in incident.origins:
            yield from _origin(origin, incident, known)
        yield from _links(incident)
        yield from _conflicts(incident, known)


def _derivation(derivation: Derivation, known: Known) -> Iterator[str]:
    why, pair = derivation.why, (derivation.a, derivation.b)
    taken = known.take(why)
    if not known.can_say(_DERIVATION, taken, pair):
        yield f"no derivation of {pair} is told like this: {why}"
    if not set(taken.ids) <= set(pair):
        yield f"derivation of {pair} names another report: {why}"
    for quote in taken.quotes:
        if not any(known.says(report, quote) for report in pair):
            yield f"neither of {pair} says {quote!r}"
    dated = re.findall(rf"(\S+)(?: was published earlier \(| )({_DATE})[,)]", why)
    for report, date in dated:
        if report in pair and known.readings[report].report.published != date:
            yield f"{report} was not published on {date}"


def _count(why: str, incident: Incident, known: Known) -> Iterator[str]:
    taken = known.take(why)
    if not known.can_say(_COUNT, taken, incident.reports):
        yield f"no count of {incident.id} is told like this: {why}"
    if not set(taken.ids) <= set(incident.reports):
        yield f"count of {incident.id} names a report of another: {why}"
    for quote in taken.quotes:
        if not any(known.says(report, quote) for report in incident.reports):
            yield f"no report of {incident.id} says {quote!r}"
    ids = _any(taken.ids)
    pattern = rf"({ids}) names no source but shares its text with ({ids}) \(([^)]*)\)"
    for one, other, extent in re.findall(pattern, why):
        derivation = known.derived.get((min(one, other), max(one, other)))
        if derivation is None or not derivation.why.startswith(extent):
            yield f"{one} does not share its text with {other} ({extent})"


def _origin(origin: Origin, incident: Incident, known: Known) -> Iterator[str]:
    taken = known.take(origin.why)
    if not known.can_say(_ORIGIN, taken, incident.reports):
        yield f"no origin of {incident.id} is told like this: {origin.why}"
    if not set(taken.ids) <= set(incident.reports):
        yield f"origin of {incident.id} names a report of another: {origin.why}"
    mentions = min(len(origin.reports), MENTIONS)
    for report, quote in list(zip(taken.ids, taken.quotes, strict=False))[:mentions]:
        if report not in origin.reports or not known.says(report, quote):
            yield f"{report} does not say {quote!r}: {origin.why}"
    for quote in taken.quotes[mentions:]:
        if not _said_anywhere(quote, origin, known):
            yield f"no report of the origin says or names {quote!r}: {origin.why}"
    if origin.named:
        yield from _unsaid(origin, known)


def _said_anywhere(quote: str, origin: Origin, known: Known) -> bool:
    """Quoted words stand in a report of the origin, or are a name by which one calls it."""
    return any(
        known.says(report, quote) or quote in {_plain(name) for name in known.named[report]}
        for report in origin.reports
    )


def _unsaid(origin: Origin, known: Known) -> Iterator[str]:
    """Spans of a named origin whose words are no name of anyone in that report."""
    for report, (start, end) in origin.spans:
        text = known.readings[report].report.text
        if not 0 <= start < end <= len(text):
            yield f"{report} has no characters {start} to {end}"
        elif not any(_names_it((start, end), text, name) for name in known.named[report]):
            yield f"{report} names nobody by {text[start:end]!r}, cited for {origin.name}"


def _names_it(span: Span, text: str, name: str) -> bool:
    """Whether words of a text name someone: by a shared word, an alias or initials."""
    words = text[span[0] : span[1]]
    known = lookup(words)
    if set(wordings(words)) & set(wordings(name)) or (known and known == lookup(name)):
        return True
    initials = {word[0] for word in wordings(name)}
    return len(words) > 2 and words.isupper() and set(words.casefold()) <= initials  # noqa: PLR2004


def _links(incident: Incident) -> Iterator[str]:
    for link in incident.links:
        if not {link.a, link.b} <= set(incident.claims):
            yield f"link of {incident.id} joins a claim that is not in it: {link.a}, {link.b}"
        weights = shipped().weights
        for part in link.parts:
            if weights.get(part.comparison, {}).get(part.level) != part.weight:
                yield f"link of {incident.id} has a part that no comparison gives: {part}"
        total = shipped().prior + sum(part.weight for part in link.parts)
        if abs(total - link.weight) > ROUNDING:
            yield f"link of {incident.id} does not add up: {link}"


def _conflicts(incident: Incident, known: Known) -> Iterator[str]:
    for conflict in incident.conflicts:
        for value in conflict.values:
            if not set(value.claims) <= set(incident.claims):
                yield f"conflict of {incident.id} cites a claim that is not in it: {value}"
            reports = {known.claims[one].report for one in value.claims if one in known.claims}
            for name in value.said_by:
                if not any(name in known.named[report] for report in reports):
                    yield f"{name} is said to give {value.value!r}, in no report that does"
