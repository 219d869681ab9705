"""Who vouches for each event: chains of sources, nearest hop first, the main chain first.

The rules are those of the labelled set's codebook, section "Chains"; ``Hop.why`` names the one
that put a hop where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater import actors
from headwater.doc import overlaps, tokens_in
from headwater.extract.antecedents import Memory
from headwater.extract.bodies import bodies_named
from headwater.extract.carriers import carrier
from headwater.extract.figures import agrees, figures
from headwater.extract.joined import conjuncts
from headwater.extract.networks import networks
from headwater.extract.roles import is_people
from headwater.extract.sources import resolve
from headwater.extract.support import ENOUGH, Support, best_root, is_against, supports
from headwater.extract.tree import Tree, build
from headwater.extract.voices import hops_of, relay_of, without_own
from headwater.extract.wording import Source
from headwater.model import Attribution, Chain, Doc, Event, Hop, SourceKind, Span

_COVERED = 0.5
"""Share of an event's evidence that a content must hold to vouch for it."""
_PERSONS = frozenset({SourceKind.NAMED_PERSON, SourceKind.WITNESS})
"""Who spoke to one agency spoke to it throughout; bodies speak to many."""
_SAME_ACCOUNT = 1
"""Sentences within which a source's words belong to one account."""
_MOST = 8
"""Chains kept for one event."""
_UNTOLD = frozenset({"agencies", "news agencies", "wire services"})


@dataclass(frozen=True, slots=True)
class _Reading:
    tree: Tree
    known: tuple[Attribution, ...]
    credit: Chain
    own: dict[str, Hop]
    carrier: tuple[Hop, int] | None
    bodies: tuple[Source, ...]


def chains(
    doc: Doc, attributions: Sequence[Attribution], events: Sequence[Event]
) -> tuple[Event, ...]:
    """The events with their ``chains``; ``((),)`` is the report's own voice."""
    tree = build(doc)
    known = tuple(attributions)
    bodies = bodies_named(tree)
    reading = _Reading(
        tree, known, _credit(doc), networks(tree, known, bodies), carrier(tree, known), bodies
    )
    return tuple(replace(event, chains=_chains_of(reading, event)) for event in events)


def _credit(doc: Doc) -> Chain:
    """The wire credit as first hop; the outlet's own name is none."""
    hops = []
    for credit in doc.report.credits:
        actor = actors.lookup(credit.name)
        kind = actor.kind if actor else actors.kind_of(credit.name) or SourceKind.AGENCY
        named = credit.name.casefold() not in _UNTOLD
        name = actor.name if actor and named else credit.name
        hops.append(Hop(name, kind, named=named, span=credit.span, why="credit"))
    kept = without_own(tuple(hops), doc.report.outlet)
    named_first = sorted(kept, key=lambda hop: not hop.named)
    return tuple(named_first[:1])


def _chains_of(reading: _Reading, event: Event) -> tuple[Chain, ...]:
    evidence = event.evidence or event.mentions
    if not evidence:
        return (_finished(reading, ()),)
    told = _telling(event, evidence)
    covering = _holding(reading, told)
    ranked = supports(reading.tree, reading.known, told)
    found: list[Chain] = []
    for number in covering:
        found.append(_path(reading, number, told))
        found.extend(_joined(reading, number))
    if not found:
        found.append(_unattributed(reading, ranked, told, main=event.main))
    taken = set(covering)
    for mention in event.mentions:
        for number in _holding(reading, (mention,)):
            if number not in taken:
                taken.add(number)
                found.append(_path(reading, number, evidence))
    for support in ranked:
        speaks = _speaks(reading.known[support.index])
        if (
            support.index not in taken
            and speaks
            and (support.score >= ENOUGH or support.contradicts)
        ):
            found.append(_path(reading, support.index, evidence))
    finished = [_finished(reading, chain) for chain in found]
    return _distinct(finished)[:_MOST]


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
    for number, attribution in enumerate(reading.known):
        if not _speaks(attribution) or is_against(reading.tree, attribution):
            continue
        share = _share(evidence, attribution)
        if share >= _COVERED:
            rows.append((number, share))
    parents = {reading.known[number].parent for number, _ in rows}
    leaves = [(number, share) for number, share in rows if number not in parents]
    leaves.sort(key=lambda row: (-round(row[1], 1), row[0]))
    return [number for number, _ in leaves]


def _share(evidence: Sequence[Span], attribution: Attribution) -> float:
    """Share of the evidence, source and cue apart, that an attribution's content holds."""
    frame = (*attribution.source, *attribution.cue)
    total = sum(end - start for start, end in evidence)
    total -= _shared(evidence, frame)
    return _shared(evidence, attribution.content) / total if total > 0 else 0.0


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _path(reading: _Reading, number: int, evidence: Sequence[Span]) -> Chain:
    """Hops from the outermost attribution that holds this one down to its own source."""
    line: list[int] = []
    at: int | None = number
    while at is not None:
        line.append(at)
        at = reading.known[at].parent
    hops: list[Hop] = []
    for index in reversed(line):
        if index != number and not _speaks(reading.known[index]):
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


def _speaks(attribution: Attribution) -> bool:
    """Whether the source can speak at all: misread subjects ("the fighting claimed ...") can't."""
    name = attribution.source_name
    if name is None:
        return False
    return attribution.named or actors.kind_of(name) is not None or is_people(name)


def _told(reading: _Reading, chain: Chain, evidence: Sequence[Span]) -> Chain:
    """A relay hop when the very source of the figure told it an agency elsewhere in the report."""
    if not chain or any(hop.why in {"told", "carried by"} for hop in chain):
        return chain
    text = reading.tree.doc.report.text
    own = figures(" ".join(text[start:end] for start, end in evidence))
    root = chain[-1]
    here = _sentence(reading, evidence)
    mine = [item for item in reading.known if item.source_name == root.name]
    voices = {item.via for item in mine if item.via and own and agrees(own, _said(reading, item))}
    for attribution in mine:
        said = _said(reading, attribution)
        single = not root.named or root.kind in _PERSONS or attribution.via in voices
        near = abs(_sentence(reading, attribution.content) - here) <= _SAME_ACCOUNT
        near = near and not (own and figures(said))
        if single or near or (own and agrees(own, said)):
            relay = relay_of(reading.tree, attribution)
            via = root.via or attribution.via
            if relay is not None:
                return (*chain[:-1], relay, replace(root, via=via))
    return chain


def _said(reading: _Reading, attribution: Attribution) -> str:
    text = reading.tree.doc.report.text
    return " ".join(text[start:end] for start, end in attribution.content)


def _sentence(reading: _Reading, spans: Sequence[Span]) -> int:
    tree = reading.tree
    at = tokens_in(tree.doc, spans[0]).start
    return tree.sentence_of[min(at, len(tree.tokens) - 1)]


def _unattributed(
    reading: _Reading, ranked: Sequence[Support], evidence: tuple[Span, ...], *, main: bool
) -> Chain:
    """Chain of an event that its sentence ascribes to nobody: the one body cited for it."""
    speaking = [
        support
        for support in ranked
        if _speaks(reading.known[support.index])
        and not is_against(reading.tree, reading.known[support.index])
        and not _is_paper(reading.known[support.index])
    ]
    strict = not main or _is_hearsay(reading, evidence)
    text = reading.tree.doc.report.text
    own = figures(" ".join(text[start:end] for start, end in evidence))
    number = best_root(reading.known, speaking, own, strict=strict)
    if number is None:
        return ()
    chain = _path(reading, number, evidence)
    return tuple(
        replace(hop, why="lead", inherited=True) if hop.why in {"attribution", "nested"} else hop
        for hop in chain
    )


def _is_paper(attribution: Attribution) -> bool:
    return attribution.source_kind is SourceKind.DOCUMENT and not attribution.named


def _is_hearsay(reading: _Reading, evidence: Sequence[Span]) -> bool:
    """Whether the text reports the event as hearsay of nobody ("were reportedly killed")."""
    return any(
        attribution.source_name is None and _share(evidence, attribution) >= _COVERED
        for attribution in reading.known
    )


def _finished(reading: _Reading, chain: Chain) -> Chain:
    """Credit in front, the body's own sources behind, the own outlet gone."""
    full = (*reading.credit, *chain)
    if chain and chain[-1].name in reading.own:
        full = (*full, reading.own[chain[-1].name])
    return without_own(full, reading.tree.doc.report.outlet)
