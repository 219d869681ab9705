"""Killed, wounded, detained, displaced, defected: which quantity belongs to which trigger.

The parse is asked first (patient of the trigger); where headlines or stripped punctuation break
it, the nearest quantity on the side where the trigger's form expects it is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.extract.arguments import passive, phrase
from headwater.extract.numbers import Quantity, load
from headwater.extract.parts import (
    PART_WORDS,
    before_among,
    end,
    is_part,
    opened_by_among,
    parts_of,
    subcounts,
)
from headwater.extract.patients import CUSTODY, PERSONAL, in_company, patient_heads, with_singles
from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Marked, Mention
from headwater.model import Count

FIELD = {
    "kill": "killed",
    "die": "killed",
    "execution": "killed",
    "massacre": "killed",
    "assassination": "killed",
    "lynching": "killed",
    "shooting": "killed",
    "mass_grave": "killed",
    "wound": "wounded",
    "arrest": "detained",
    "kidnap": "detained",
    "displace": "displaced",
    "evacuate": "displaced",
    "defection": "defected",
    "surrender": "defected",
}
"""Which figure of an event a frame's patient is."""
DEADLY = frozenset(
    (
        *("dead", "die", "death", "kill", "killing", "fatal", "fatally", "murder", "homicide"),
        *("slay", "execute", "execution", "body", "corpse", "casualty", "toll", "massacre"),
    )
)
"""Lemmas by which a sentence about a shooting tells a death."""
TOLL = frozenset(("toll", "casualty", "fatality", "dead", "body", "corpse", "number"))
BODIES = frozenset(("body", "corpse", "casualty"))
LEFT_REACH, RIGHT_REACH, ADJACENT, MAX_JOINT = 9, 7, 2, 4
"""Words between a quantity and its trigger on either side, beside it, and between conjuncts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with the field that it fills and the trigger mention it belongs to."""

    field: str
    mention: int
    count: Count
    weak: bool = False
    """One person named or told of, or bodies seen: a toll only where there is no other."""


def figures(
    marked: Marked, mentions: Sequence[Mention], quantities: Sequence[Quantity]
) -> tuple[Figure, ...]:
    """Find the figure of each outcome mention; a quantity serves one mention of a field."""
    found: list[Figure] = []
    used: set[tuple[str, int]] = set()
    owners = _owners(marked.syntax, mentions, quantities)
    for number, mention in enumerate(mentions):
        field = _field(marked.syntax, mention)
        if field is None:
            continue
        part = _among(marked.syntax, mention, quantities)
        if part is not None:
            found.append(Figure(field, number, part, weak=True))
            continue
        free = [q for q in quantities if owners.get(q.first, field) == field]
        counted = _choose(marked, mentions, mention, free)
        chosen = with_singles(marked, mention, counted)
        if not chosen or (field, chosen[0].first) in used:
            continue
        used.update((field, quantity.first) for quantity in chosen)
        count = _count(marked, mention, chosen, quantities)
        weak = not counted or marked.syntax.lemmas[mention.last] in BODIES
        weak = weak or field != FIELD[mention.frame]
        found.append(Figure(field, number, count, weak))
    return tuple(found)


def _field(syntax: Syntax, mention: Mention) -> str | None:
    """The figure that a mention's patient is; who was shot is hurt unless a death is told."""
    field = FIELD.get(mention.frame)
    if mention.frame != "shooting":
        return field
    if "fire" in syntax.lemmas[mention.first : mention.last + 1]:
        return None  # who is fired at need not be hit
    start, stop = syntax.bounds(mention.token)
    deadly = any(syntax.lemmas[at] in DEADLY for at in range(start, stop))
    return field if deadly or syntax.words[mention.last] == "down" else "wounded"


def _among(syntax: Syntax, mention: Mention, quantities: Sequence[Quantity]) -> Count | None:
    """A part told of a toll that stands elsewhere: "nine women were among the dead"."""
    among = opened_by_among(syntax, mention.first)
    told = before_among(syntax, among, quantities)
    if told is None or any(among < q.first < mention.first for q in quantities if among):
        return None
    span = syntax.chars(told.first, end(told))
    wording = syntax.doc.report.text[span[0] : span[1]]
    least = told.low if told.low is not None else told.best
    return Count(least, None, None, span, wording, parts=tuple(subcounts(syntax, told)))


def _owners(
    syntax: Syntax, mentions: Sequence[Mention], quantities: Sequence[Quantity]
) -> dict[int, str]:
    """Fields of quantities, by first token, that the parse gives to a trigger as its patient."""
    found: dict[int, str] = {}
    for mention in mentions:
        field = _field(syntax, mention)
        if field is None or not syntax.tag(mention.token).startswith("V"):
            continue
        start, end = syntax.bounds(mention.token)
        here = [q for q in quantities if start <= q.first < end]
        for quantity in _patients(syntax, mention, here)[:1]:
            found.setdefault(quantity.first, field)
    return found


def _choose(
    marked: Marked, mentions: Sequence[Mention], mention: Mention, quantities: Sequence[Quantity]
) -> list[Quantity]:
    syntax = marked.syntax
    first, last = syntax.bounds(mention.token)
    inside = [q for q in quantities if first <= q.first < last]
    here = [q for q in inside if _personal(marked, q)]
    if syntax.lemmas[mention.last] in TOLL and mention.frame in ("kill", "die"):
        # "The death toll reached 330 overnight sources said": no noun counts for a toll.
        told = syntax.lemmas[mention.last] == "toll"
        chosen = _toll(syntax, mention, inside if told else here)
        if chosen:
            return chosen
    adjacent = [
        q for q in here if 0 < mention.first - end(q) <= ADJACENT and not _active(syntax, mention)
    ]
    if adjacent and not is_part(syntax, adjacent[-1]):
        return _with_conjuncts(syntax, adjacent[-1], here)
    by_parse = _patients(syntax, mention, here)
    if by_parse:
        return by_parse
    behind = [q for q in here if q.first == mention.last + 1]
    if behind and syntax.tag(mention.token).startswith("V") and mention.frame != "die":
        return _joined(syntax, [behind[0], *(q for q in here if q.first > behind[0].first)])
    return _nearest(syntax, mentions, mention, here)


def _personal(marked: Marked, quantity: Quantity) -> bool:
    if quantity.noun is None:
        return True
    noun = quantity.noun
    return marked.has(noun, PERSONAL) or not marked.has(noun, ("measure", "property", "locality"))


def _active(syntax: Syntax, mention: Mention) -> bool:
    """Whether the trigger is a verb whose patient stands behind it."""
    tag = syntax.tag(mention.token)
    if mention.frame in ("die", "displace", "defection", "surrender") or not tag.startswith("V"):
        return False
    return tag in ("VBG", "VBZ", "VBP", "VB") or not passive(syntax, mention.token)


def _toll(syntax: Syntax, mention: Mention, here: list[Quantity]) -> list[Quantity]:
    right = [q for q in here if q.first > mention.last and not is_part(syntax, q)]
    left = [q for q in here if 0 < mention.first - end(q) <= ADJACENT]
    before = syntax.words[max(0, mention.first - 2) : mention.first]
    counted = syntax.lemmas[mention.last] == "toll" or before == ("number", "of")
    if left and not counted:
        return left[-1:]
    return right[:1] if counted else []


def _patients(syntax: Syntax, mention: Mention, here: list[Quantity]) -> list[Quantity]:
    for head in patient_heads(syntax, mention):
        members = set(phrase(syntax, head))
        found = [
            q for q in here if (q.noun in members or q.last in members) and not is_part(syntax, q)
        ]
        if found:
            return _joined(syntax, found)
    return []


def _joined(syntax: Syntax, found: list[Quantity]) -> list[Quantity]:
    """The first quantity and those joined to it by "and"."""
    kept = [found[0]]
    for quantity in found[1:]:
        gap = range(end(kept[-1]) + 1, quantity.first)
        if any(syntax.tag(i).startswith("V") for i in gap):
            break
        between = syntax.words[gap.start : gap.stop]
        joint = len(between) <= MAX_JOINT and any(w in ("and", ",", "plus") for w in between)
        if joint and not any(w in PART_WORDS for w in between):
            kept.append(quantity)
    return kept


def _with_conjuncts(syntax: Syntax, last: Quantity, here: list[Quantity]) -> list[Quantity]:
    """A quantity that ends at the trigger, with those that it is joined to on the left."""
    chosen = [last]
    for quantity in reversed([q for q in here if end(q) < last.first]):
        between = syntax.words[end(quantity) + 1 : chosen[0].first]
        joint = between in (("and",), (",", "and")) and quantity.noun is not None
        if not joint or is_part(syntax, quantity):
            break
        chosen.insert(0, quantity)
    return chosen


def _nearest(
    syntax: Syntax, mentions: Sequence[Mention], mention: Mention, here: list[Quantity]
) -> list[Quantity]:
    if _active(syntax, mention) or not syntax.tag(mention.token).startswith(("V", "J")):
        reach = mention.last + RIGHT_REACH
        right = [q for q in here if q.first > mention.last]
        right = [q for q in right if q.first <= reach or in_company(syntax, q)]
        right = [q for q in right if not _crosses(mentions, mention.last, q.first)]
        if right and not is_part(syntax, right[0]):
            return _joined(syntax, right)
        if _active(syntax, mention):
            return []
    left = [q for q in here if 0 < mention.first - end(q) <= LEFT_REACH and not is_part(syntax, q)]
    left = [q for q in left if not _crosses(mentions, end(q), mention.first)]
    return left[-1:]


def _crosses(mentions: Sequence[Mention], low: int, high: int) -> bool:
    return any(low < m.token < high for m in mentions if m.frame in FIELD)


def _count(
    marked: Marked, mention: Mention, chosen: list[Quantity], quantities: Sequence[Quantity]
) -> Count:
    syntax = marked.syntax
    first, last = chosen[0].first, max(end(q) for q in chosen)
    span = syntax.chars(first, last)
    low, best, high = (
        _total([getattr(q, name) for q in chosen]) for name in ("low", "best", "high")
    )
    if low is None and mention.frame in CUSTODY:
        # "A leader and several others" are at least one.
        low = sum(q.low or 0 for q in chosen) or None
    start, stop = syntax.bounds(mention.token)
    rising = any(syntax.lemmas[i] in load().rising for i in range(start, stop))
    toll = any(syntax.lemmas[i] == "toll" for i in range(start, stop))
    wording = syntax.doc.report.text[span[0] : span[1]]
    parts = parts_of(syntax, chosen, quantities, stop)
    if parts and len(chosen) == 1 and best is None and high is None and low is None:
        low = _total([p.low for p in parts])
    return Count(low, best, high, span, wording, cumulative=rising and toll, parts=parts)


def _total(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
