"""Parts of a count that the text names.

"including three children", "14 of whom were civilians", "two medics were among 31 people killed",
"nine women were among the dead".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.extract.numbers import Quantity
from headwater.extract.syntax import Syntax
from headwater.model import Subcount

INCLUDING = frozenset(("including", "include", "included", "includes"))
AMONG = frozenset(("among", "amongst"))
WHOLE = frozenset(("them", "whom", "which", "those"))
PART_WORDS = INCLUDING | AMONG | WHOLE - {"those"}
CASUALTIES = frozenset(("dead", "killed", "victims", "slain", "wounded", "injured"))
PHRASE = 20
"""Words behind a count in which its parts may stand."""
GROUP_REACH = 5
"""Words behind "of whom" in which the group is named."""
AMONG_REACH = 3
"""Words between "among" and the count or word that it opens ("among the at least 31 ...")."""


def is_part(syntax: Syntax, quantity: Quantity) -> bool:
    """Whether a quantity is part of another one: "including three", "four of the dead"."""
    before = syntax.words[max(0, quantity.first - 2) : quantity.first]
    if before[-1:] and before[-1] in INCLUDING:
        return True
    if len(before) > 1 and before[0] in AMONG and before[1] in WHOLE:
        return True
    after = syntax.words[quantity.last + 1 : quantity.last + 4]
    if after[:1] != ("of",):
        return False
    if after[1:2] == ("the",):
        return bool(after[2:]) and (after[2] in CASUALTIES or syntax.tag(quantity.last + 3) == "CD")
    return bool(after[1:]) and after[1] in WHOLE


def end(quantity: Quantity) -> int:
    """Last token of a quantity with the noun that it counts."""
    return max(quantity.last, quantity.noun if quantity.noun is not None else -1)


def opened_by_among(syntax: Syntax, token: int) -> int | None:
    """The "among" that opens the phrase of a token, or ``None``."""
    first = max(syntax.bounds(token)[0], token - AMONG_REACH)
    return next((at for at in range(token - 1, first - 1, -1) if syntax.words[at] in AMONG), None)


def before_among(
    syntax: Syntax, among: int | None, quantities: Sequence[Quantity]
) -> Quantity | None:
    """The quantity that is said to be among others: "two medics were among ..."."""
    if among is None:
        return None
    start = syntax.bounds(among)[0]
    left = [q for q in quantities if start <= q.first and end(q) < among]
    if not left:
        return None
    between = range(end(left[-1]) + 1, among)
    told = all(not syntax.tag(at).startswith("V") or _is(syntax, at) for at in between)
    return left[-1] if told and any(_is(syntax, at) for at in between) else None


def _is(syntax: Syntax, at: int) -> bool:
    return syntax.lemmas[at] in ("be", "'", "’s")


def parts_of(
    syntax: Syntax, chosen: Sequence[Quantity], quantities: Sequence[Quantity], stop: int
) -> tuple[Subcount, ...]:
    """Parts of the quantities that make a count, in text order.

    Args:
        syntax: the report.
        chosen: the quantities; several are parts of their sum.
        quantities: all quantities of the report.
        stop: token at which the sentence ends.
    """
    members = list(chosen) if len(chosen) > 1 else []
    told = before_among(syntax, opened_by_among(syntax, chosen[0].first), quantities)
    if told is not None:
        members.insert(0, told)
    opened = False
    for quantity in quantities:
        if quantity.first <= chosen[-1].last or quantity.first >= stop:
            continue
        opened = opened or is_part(syntax, quantity)
        if opened and quantity.first - chosen[-1].last < PHRASE:
            members.append(quantity)
    return tuple(part for quantity in members for part in subcounts(syntax, quantity))


def subcounts(syntax: Syntax, quantity: Quantity) -> Iterator[Subcount]:
    """A quantity as a part, where the text says of which group."""
    group = quantity.noun
    if group is None or syntax.words[quantity.last + 1 : quantity.last + 2] == ("of",):
        group = _group_of_whole(syntax, quantity) or group
    if group is not None:
        span = syntax.chars(quantity.first, group)
        lemma = syntax.lemmas[group]
        yield Subcount(lemma, quantity.low, quantity.best, quantity.high, span)


def _group_of_whole(syntax: Syntax, quantity: Quantity) -> int | None:
    """The group in "14 of whom were civilians", "two of them women"."""
    after = quantity.last + 2
    if syntax.words[after : after + 1] and syntax.words[after] not in WHOLE:
        return None
    stop = min(syntax.bounds(quantity.last)[1], after + GROUP_REACH)
    return next((at for at in range(after + 1, stop) if syntax.tag(at).startswith("NN")), None)
