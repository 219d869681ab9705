"""The hops that one attribution stands for: its source, and who passed the words on.

Codebook of the labelled set, "Chains": a spokesman is ``via``; "told AFP" and "in a statement
carried by SANA" put a relay before the source; the own outlet is no hop.
"""

from __future__ import annotations

import re
from dataclasses import replace

from headwater import actors
from headwater.extract.tree import Tree
from headwater.extract.wording import known_body, named_body
from headwater.model import Attribution, Chain, Hop, SourceKind, Span

_RELAYS = frozenset({SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_MEDIA})
_HEARERS = frozenset({SourceKind.MONITOR, SourceKind.ACTIVIST})
"""Bodies that gather what they are told and pass it on."""
_TOLD = re.compile(
    r"\b(?:told|tells|telling|informed|speaking to|in an interview with|in comments to"
    r"|in a phone interview with|in (?:a |an )?(?:statements?|comments|interview|remarks|call)"
    r" (?:to|with))\s+(?P<who>[^.;:\"“”]{2,70})",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:as saying|carried|broadcast|aired|published|reported|quoted|cited|distributed|released"
    r"|circulated|posted)(?:\s+as\s+saying)?\s+(?:on \w+\s+)?(?:by|on)\s+(?P<who>[^.;:\"“”]{2,70})",
    re.IGNORECASE,
)
_HEARER_WORDS = 7
_NEAR = 80
"""Characters between a source and its cue within which a relay is looked for."""
_AT_ONCE = 30
"""Characters from the cue within which the hearer's name begins."""


def hops_of(tree: Tree, attribution: Attribution, why: str) -> Chain:
    """Relay, if any, and source of one attribution, nearest first; empty without a source."""
    if attribution.source_name is None:
        return ()
    hop = Hop(
        name=attribution.source_name,
        kind=attribution.source_kind,
        named=attribution.named,
        via=attribution.via,
        span=attribution.name_span,
        why=why,
    )
    relay = relay_of(tree, attribution)
    if relay is None or relay.name == hop.name:
        return (hop,)
    return (relay, hop)


def relay_of(tree: Tree, attribution: Attribution) -> Hop | None:
    """The agency or outlet to which the source spoke, or that carried its words."""
    text = tree.doc.report.text
    for where in _neighbourhood(tree, attribution):
        stretch = text[where[0] : where[1]]
        for pattern, why in ((_TOLD, "told"), (_CARRIED, "carried by")):
            match = pattern.search(stretch)
            if match is not None:
                at = where[0] + match.start("who")
                hop = _medium(text, (at, min(where[1], where[0] + match.end("who"))), why)
                if hop is not None:
                    return hop
    return None


def _neighbourhood(tree: Tree, attribution: Attribution) -> list[Span]:
    """From the cue to a few words after it, not into the content; from source to cue as well."""
    result: list[Span] = []
    for cue in attribution.cue:
        end = min(cue[1] + 70, len(tree.doc.report.text))
        for start, _ in (*attribution.content, *attribution.source):
            if cue[1] <= start < end:
                end = start
        result.append((cue[0], max(end, cue[1])))
        for source in attribution.source:
            if source[1] <= cue[0] and cue[0] - source[1] < _NEAR:
                result.append((source[0], cue[1]))
            elif cue[1] <= source[0]:
                result.append((cue[0], min(source[1] + 70, len(tree.doc.report.text))))
    return [_one_sentence(tree.doc.report.text, span) for span in result]


_CLASS = re.compile(
    r"(?:the\s+|its\s+)?(?P<what>(?:[\w-]+\s+)?(?:state|state-run|official|local|pro-\w+)\s+"
    r"(?:media|television|TV|news agency|radio))\b",
    re.IGNORECASE,
)


def _one_sentence(text: str, span: Span) -> Span:
    stop = re.search(r"[.!?]\s+[A-Z\"“]", text[span[0] : span[1]])
    return (span[0], span[0] + stop.start()) if stop else span


def _medium(text: str, span: Span, why: str) -> Hop | None:
    """The agency, outlet or state medium named at the start of a stretch."""
    words = list(re.finditer(r"\S+", text[span[0] : span[1]]))[:_HEARER_WORDS]
    if not words:
        return None
    window = (span[0], span[0] + words[-1].end())
    body = known_body(text, window)
    told_to = _RELAYS | _HEARERS if why == "told" else _RELAYS
    if body is not None and body.kind in told_to and body.span[0] - span[0] <= _AT_ONCE:
        return Hop(body.name, body.kind, named=True, span=body.span, why=why)
    described = _CLASS.match(text, *window)
    if described is not None:
        wording = described.group("what")
        medium = actors.kind_of(wording) or SourceKind.OUTLET
        return Hop(wording, medium, named=False, span=described.span("what"), why=why)
    first = re.match(
        r"(?:the\s+)?(?P<name>[A-Z][\w\-]*(?:\s+[A-Z][\w\-]*){0,4})"
        r"(?:\s+(?:newspaper|daily|channel|television|TV|news agency|agency|website|radio))?",
        text[window[0] : window[1]],
    )
    if first is None:
        return None
    name = (window[0] + first.start("name"), window[0] + first.end())
    wording = text[name[0] : name[1]]
    kind = actors.kind_of(wording)
    if kind in _RELAYS:
        named = named_body(text, name)
        if named is not None:
            return Hop(text[slice(*name)], kind, named=True, span=name, why=why)
    return None


def without_own(chain: Chain, outlet: str | None) -> Chain:
    """A chain without hops that are the report's own outlet, and without doubled hops."""
    result: list[Hop] = []
    for hop in chain:
        if outlet and same_outlet(hop, outlet):
            continue
        if result and result[-1].name == hop.name:
            if hop.via and not result[-1].via:
                result[-1] = replace(result[-1], via=hop.via)
            continue
        if any(earlier.name == hop.name for earlier in result):
            continue
        result.append(hop)
    return tuple(result)


def same_outlet(hop: Hop, outlet: str) -> bool:
    """Whether a hop is the outlet of this name."""
    own = actors.lookup(outlet)
    if own is not None and own.name == hop.name:
        return True
    return _plain(hop.name) == _plain(outlet)


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum()).removeprefix("the")
