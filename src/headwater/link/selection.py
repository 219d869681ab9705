"""Which chains of a claim lead to an origin: judging, relaying and generic ones do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from headwater.link.accounts import accounts
from headwater.link.bearing import bears
from headwater.link.bodies import body_key
from headwater.link.lexicon import lexicon
from headwater.link.marks import is_background
from headwater.link.scene import at_the_scene
from headwater.link.standing import citing, judges
from headwater.link.words import wordings
from headwater.model import Chain, Claim, Hop, Reading, SourceKind

RELAYS = frozenset((SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.STATE_MEDIA))
ACCOUNT = 500
"""Characters before a source, and half of those after it, that are read with it."""
_DENIAL = "denial"
"""Rule of the hop of whoever denies an event: no origin of it."""
_NUMBER = re.compile(r"\b\d[\d,]*\b")
_KILLED = re.compile(r"\b(?:dead|died|killed|killing|deaths?|toll|lives)\b", re.IGNORECASE)


def counting_chains(claim: Claim, reading: Reading) -> Iterator[tuple[Chain, bool]]:
    """(chain, whether it is the main one), the main one first.

    Left out are chains that end in denial, blame, comment or background; sources beside the main
    one whose words do not bear on the event (`bearing.bears`); a relay alone that elsewhere in the
    claim passes on somebody else's word; a document or a nobody; "a monitor" beside the monitor
    that the report names; and the report's own voice where one named body is cited for the same
    event and no other figure: its chain is the main one then. What a report only mentions rests on
    its main source alone. Only a claim whose main chain is a denial can be left without one.
    """
    chains = claim.event.chains or ((),)
    kept = False
    for index, chain in enumerate(chains):
        if kept and not claim.event.main:
            return
        if _counts(chain, claim, reading, first=index == 0):
            yield chain, not kept
            kept = True
    denied = bool(chains[0]) and chains[0][-1].why == _DENIAL
    if not kept and not denied:
        yield chains[0], True
    for chain in accounts(claim, reading):
        yield chain, False


def _counts(chain: Chain, claim: Claim, reading: Reading, *, first: bool) -> bool:
    """Whether a chain of a claim leads to an origin."""
    if not chain:
        return first and not _rests_on_one(claim, reading)
    end = chain[-1]
    if end.why == _DENIAL:
        return False
    if not first and (
        judges(end, reading)
        or _empty(end)
        or _aside(end, reading)
        or not bears(end, claim, reading)
    ):
        return False
    hops = [hop for other in claim.event.chains for hop in other]
    relays = {_key(hop) for other in claim.event.chains for hop in other[:-1]}
    if len(chain) == 1 and _only_relays(end, relays, reading):
        return False
    return not _generic_monitor(end, [hop for hop in hops if hop.named])


def _key(hop: Hop) -> str:
    return body_key(hop.name, hop.kind)


def _only_relays(hop: Hop, relays: AbstractSet[str], reading: Reading) -> bool:
    """Whether a relay stands alone that elsewhere in the claim passes on another's word."""
    return hop.kind in RELAYS and _key(hop) in relays and not at_the_scene(hop, reading)


def _aside(hop: Hop, reading: Reading) -> bool:
    """Whether a source is cited only for the war as a whole, or for saying nothing."""
    places = [one.cue[0][0] for one in citing(hop, reading) if one.cue]
    if not places and hop.span is not None:
        places = [hop.span[0]]
    return bool(places) and all(_idle(reading.report.text, at) for at in places)


def _idle(text: str, at: int) -> bool:
    sentence = _account(text, at, sentences=1)
    folded = " ".join(wordings(sentence))
    return is_background(sentence) or any(phrase in folded for phrase in lexicon().silence)


def _empty(hop: Hop) -> bool:
    """A document without an author, or nobody ("no group has claimed the attack")."""
    words = wordings(hop.name)
    nobody = bool(words) and words[0] in lexicon().nobody
    return nobody or (hop.kind is SourceKind.DOCUMENT and not hop.named)


def _generic_monitor(hop: Hop, named: Sequence[Hop]) -> bool:
    """In a lead, "a monitor" is the monitor that the report goes on to name."""
    if hop.named or hop.kind is not SourceKind.MONITOR:
        return False
    return any(other.kind is SourceKind.MONITOR for other in named)


def _rests_on_one(claim: Claim, reading: Reading) -> bool:
    """Whether the report's own voice can only be the word of the one body that it cites.

    A party to the fight that claims or admits it is not where the figure comes from.
    """
    ends = {_key(chain[-1]): chain[-1] for chain in claim.event.chains if chain}
    if len(ends) != 1:
        return False
    body = next(iter(ends.values()))
    if not body.named or body.kind is SourceKind.MILITARY or body.kind in RELAYS:
        return False
    return body.span is not None and not judges(body, reading) and _agrees(claim, body, reading)


def _agrees(claim: Claim, body: Hop, reading: Reading) -> bool:
    """Whether what the body is cited for gives no other number of dead."""
    killed = claim.event.killed
    if killed is None or body.span is None:
        return True
    figures = {str(value) for value in (killed.low, killed.best, killed.high) if value is not None}
    account = _account(reading.report.text, body.span[0])
    if not _KILLED.search(account):
        return True
    numbers = {match.group().replace(",", "") for match in _NUMBER.finditer(account)}
    return not numbers or bool(numbers & figures)


def _account(text: str, at: int, sentences: int = 3) -> str:
    """The sentence around an offset and those after it in which a source goes on."""
    floor, ceiling = max(0, at - ACCOUNT), min(len(text), at + 2 * ACCOUNT)
    start = max(floor, text.rfind(". ", floor, at) + 1, text.rfind("\n", floor, at) + 1)
    end = at
    for _ in range(sentences):
        end = text.find(". ", end + 1, ceiling)
        if end < 0:
            return text[start:ceiling]
    return text[start:end]
