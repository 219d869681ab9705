"""Who vouches for each event: chains of sources, nearest hop first, the main chain first.

The rules are those of the labelled set's codebook, section "Chains"; ``Hop.why`` names the one
that put a hop where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.doc import overlaps
from headwater.extract.antecedents import Memory
from headwater.extract.bodies import bodies_named
from headwater.extract.carriers import carrier
from headwater.extract.coverage import COVERED, said, sentence_at, share, speaks, wording
from headwater.extract.credits import credit
from headwater.extract.figures import agrees, figures
from headwater.extract.joined import conjuncts
from headwater.extract.networks import networks, own_source
from headwater.extract.sources import resolve
from headwater.extract.support import ENOUGH, Support, is_against, supports
from headwater.extract.tree import Tree, build
from headwater.extract.unattributed import account_of, lead_root, vouches
from headwater.extract.voices import hops_of, relay_of, without_own
from headwater.extract.wording import Source
from headwater.model import Attribution, Chain, Doc, Event, Factuality, Hop, SourceKind, Span

_PERSONS = frozenset({SourceKind.NAMED_PERSON, SourceKind.WITNESS})
"""Who spoke to one agency spoke to it throughout; bodies speak to many."""
_CARRIERS = frozenset(
    {SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_MEDIA, SourceKind.DOCUMENT}
)
_SAME_ACCOUNT = 1
"""Sentences within which a source's words belong to one account."""
_MOST = 8
"""Chains kept for one event."""


@dataclass(frozen=True, slots=True)
class _Reading:
    tree: Tree
    known: tuple[Attribution, ...]
    credit: Chain
    own: dict[str, Hop]
    carrier: tuple[Hop, int] | None
    bodies: tuple[Source, ...]
    able: tuple[int, ...]
    """Attributions that can vouch: their source speaks, and not against the deed."""


def chains(
    doc: Doc, attributions: Sequence[Attribution], events: Sequence[Event]
) -> tuple[Event, ...]:
    """The events with their ``chains``; ``((),)`` is the report's own voice."""
    tree = build(doc)
    known = tuple(attributions)
    bodies = bodies_named(tree)
    own, carried = networks(tree, known, bodies), carrier(tree, known)
    able = tuple(
        number
        for number, attribution in enumerate(known)
        if speaks(tree, attribution) and not is_against(tree, attribution)
    )
    reading = _Reading(tree, known, credit(doc), own, carried, bodies, able)
    return tuple(replace(event, chains=_chains_of(reading, event)) for event in events)


def _chains_of(reading: _Reading, event: Event) -> tuple[Chain, ...]:
    evidence = event.evidence or event.mentions
    if not evidence:
        return (_finished(reading, (), (), figured=False),)
    told = _telling(event, evidence)
    covering = _holding(reading, told)
    ranked = supports(reading.tree, reading.known, told)
    found: list[Chain] = []
    for number in covering:
        found.append(_path(reading, number, told))
        found.extend(_joined(reading, number))
    if not found and _is_denial(event):
        found.extend(_denials(reading, told))
    if not found:
        found.append(_inherited(reading, ranked, told, news=event.main))
    taken = set(covering)
    for mention in event.mentions:
        for number in _holding(reading, (mention,)):
            if number not in taken:
                taken.add(number)
                found.append(_path(reading, number, evidence))
    for support in ranked:
        able = speaks(reading.tree, reading.known[support.index])
        if support.index not in taken and able and (support.score >= ENOUGH or support.contradicts):
            found.append(_path(reading, support.index, evidence))
    found = _named_first(reading, ranked, event, found)
    figured = event.killed is not None
    finished = [_finished(reading, chain, ranked, figured=figured) for chain in found]
    return _distinct(finished)[:_MOST]


def _named_first(
    reading: _Reading, ranked: Sequence[Support], event: Event, found: list[Chain]
) -> list[Chain]:
    """The chain of the one body that gives the toll before one of unnamed people alone.

    "Activists said 27 died. ... The Committees said 27 people were killed": the activists stay
    unnamed and further on; the body is the origin that can be shown.
    """
    first = without_own(found[0], reading.tree.doc.report.outlet)
    if event.killed is None or not first or any(hop.named for hop in first):
        return found
    if first[-1].kind in _CARRIERS:
        return found
    given = [s.index for s in ranked if s.agrees and reading.known[s.index].named]
    given = [number for number in given if vouches(reading.tree, reading.known[number])]
    if len({reading.known[number].source_name for number in given}) != 1:
        return found
    body = _path(reading, given[0], event.evidence)
    return [tuple(replace(hop, inherited=True) for hop in body), *found]


def _telling(event: Event, evidence: tuple[Span, ...]) -> tuple[Span, ...]:
    """The pieces of evidence that give the toll; all of them when none does.

    Whoever gives the figure vouches for the event, whatever else is told beside it.
    """
    if event.killed is None:
        return evidence
    figure = event.killed.span
    pieces = tuple(piece for piece in evidence if overlaps(piece, figure))
    return pieces or evidence


def _distinct(chains_: Sequence[Chain]) -> tuple[Chain, ...]:
    """Chains with the same names in the same order are one; the first stays."""
    kept: dict[tuple[str, ...], Chain] = {}
    for chain in chains_:
        kept.setdefault(tuple(hop.name for hop in chain), chain)
    return tuple(kept.values())


def _holding(reading: _Reading, evidence: Sequence[Span]) -> list[int]:
    """Attributions whose content holds the evidence, the best innermost one first."""
    rows = []
    for number in reading.able:
        held = share(evidence, reading.known[number])
        if held >= COVERED:
            rows.append((number, held))
    parents = {reading.known[number].parent for number, _ in rows}
    leaves = [(number, held) for number, held in rows if number not in parents]
    leaves.sort(key=lambda row: (-round(row[1], 1), row[0]))
    return [number for number, _ in leaves]


def _is_denial(event: Event) -> bool:
    return event.factuality is Factuality.DENIED or event.type.plover == "REJECT"


def _denials(reading: _Reading, evidence: tuple[Span, ...]) -> list[Chain]:
    """Chains of those who deny an event that the text knows from their denial alone."""
    for number, attribution in enumerate(reading.known):
        if speaks(reading.tree, attribution) and _frames(evidence, attribution):
            chain = _path(reading, number, evidence)
            return [(*chain[:-1], replace(chain[-1], why="denial"))] if chain else []
    return []


def _frames(evidence: Sequence[Span], attribution: Attribution) -> bool:
    """Whether the evidence holds an attribution's cue, and its content the rest."""
    own_cue = any(overlaps(cue, span) for cue in attribution.cue for span in evidence)
    return own_cue and share(evidence, attribution) > 0


def _path(reading: _Reading, number: int, evidence: Sequence[Span]) -> Chain:
    """Hops from the outermost attribution that holds this one down to its own source."""
    line: list[int] = []
    at: int | None = number
    while at is not None:
        line.append(at)
        at = reading.known[at].parent
    hops: list[Hop] = []
    for index in reversed(line):
        if index != number and not speaks(reading.tree, reading.known[index]):
            continue
        why = "attribution" if index == number else "nested"
        hops.extend(hops_of(reading.tree, reading.known[index], why))
    told = _told(reading, tuple(hops), evidence)
    return _carried(reading, told, reading.known[line[-1]])


def _carried(reading: _Reading, chain: Chain, outermost: Attribution) -> Chain:
    """The outlet that carries the whole story, before a chain without a relay of its own."""
    if reading.carrier is None or not chain or not outermost.cue:
        return chain
    hop, start = reading.carrier
    relayed = any(earlier.why in {"told", "carried by"} for earlier in chain)
    if relayed or outermost.cue[0][0] < start or any(h.name == hop.name for h in chain):
        return chain
    return (hop, *chain)


def _joined(reading: _Reading, number: int) -> list[Chain]:
    """Chains of the sources that the text joins to the first: "the Observatory and medics said"."""
    attribution = reading.known[number]
    if not attribution.source:
        return []
    text = reading.tree.doc.report.text
    memory = Memory(reading.tree, reading.bodies)
    result: list[Chain] = []
    for part in conjuncts(text, attribution.source[0])[1:]:
        source = resolve(reading.tree, part, memory)
        hop = Hop(source.name, source.kind, source.named, source.via, source.span, why="joined")
        result.append((hop,))
    return result


def _told(reading: _Reading, chain: Chain, evidence: Sequence[Span]) -> Chain:
    """A relay hop when the very source of the figure told it an agency elsewhere in the report."""
    if not chain or any(hop.why in {"told", "carried by"} for hop in chain):
        return chain
    own = figures(wording(reading.tree, evidence))
    root = chain[-1]
    here = sentence_at(reading.tree, evidence)
    mine = [item for item in reading.known if item.source_name == root.name]
    voices = {
        item.via for item in mine if item.via and own and agrees(own, said(reading.tree, item))
    }
    for attribution in mine:
        told = said(reading.tree, attribution)
        single = not root.named or root.kind in _PERSONS or attribution.via in voices
        near = abs(sentence_at(reading.tree, attribution.content) - here) <= _SAME_ACCOUNT
        near = near and not (own and figures(told))
        if single or near or (own and agrees(own, told)):
            relay = relay_of(reading.tree, attribution)
            via = root.via or attribution.via
            if relay is not None:
                return (*chain[:-1], relay, replace(root, via=via))
    return chain


def _inherited(
    reading: _Reading, ranked: Sequence[Support], evidence: tuple[Span, ...], *, news: bool
) -> Chain:
    """Chain of an event that its sentence ascribes to nobody."""
    why = "lead"
    number = lead_root(reading.tree, reading.known, ranked, evidence, news=news)
    if number is None:
        why = "account"
        number = account_of(reading.tree, reading.known, evidence)
    if number is None:
        return ()
    chain = _path(reading, number, evidence)
    return tuple(
        replace(hop, why=why, inherited=True) if hop.why in {"attribution", "nested"} else hop
        for hop in chain
    )


def _finished(
    reading: _Reading, chain: Chain, ranked: Sequence[Support], *, figured: bool
) -> Chain:
    """Credit in front, the body's own sources behind, the own outlet gone."""
    full = (*reading.credit, *chain)
    if chain:
        root = _voiced(reading, chain[-1], ranked, figured=figured)
        own = reading.own.get(root.name) or own_source(reading.tree, reading.known, root, ranked)
        full = (*full[:-1], root, *((own,) if own else ()))
    return without_own(full, reading.tree.doc.report.outlet)


def _voiced(reading: _Reading, root: Hop, ranked: Sequence[Support], *, figured: bool) -> Hop:
    """A body, with its one spokesman who tells of the event (gives its toll, if any) as ``via``."""
    if not root.named or root.via is not None:
        return root
    voices = {
        reading.known[support.index].via
        for support in ranked
        if reading.known[support.index].source_name == root.name
        if support.agrees or not figured
    } - {None}
    return replace(root, via=min(str(voice) for voice in voices)) if len(voices) == 1 else root
