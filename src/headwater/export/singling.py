"""Warn before a public release: descriptions that could single out one unnamed person.

The pseudonym hides the wording, but the reports are public: whoever reads the release beside them
sees which description it stands for. The check counts what narrows a description down; it can't
know who lives where, so that it errs towards warning.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.view import CaseView
from headwater.model import Chain, Event, Hop

_AGE = re.compile(r"\b(?:aged?\s+)?\d{1,3}(?:-year-old)?\b")
_PROPER = re.compile(r"(?<=\s)[^\W\d_a-z][\w’'-]+")
_AFTER_HEAD = re.compile(
    r"[,(]|\b(?:in|of|from|at|inside|near|close|who|whose|that|which|with|within|on|to|for)\b"
)
"""Where the head of a description ends: "residents | of the town"."""
_ENOUGH = 2
"""Narrowing traits in a chain of descriptions from which it is warned of."""
_TRAITS = {
    "uniqueness": "says that there is one such person",
    "kinship": "names a relation",
    "office": "names a post or trade",
    "experience": "names what the person went through",
}


@dataclass(frozen=True, slots=True)
class Warned:
    """A chain of descriptions that could single out one person, and why."""

    report: str
    wordings: tuple[str, ...]
    why: str


def singling_out(case: CaseView) -> Iterator[Warned]:
    """Chains of a case whose unnamed sources are described closely, each once a report.

    Args:
        case: the case itself, not its public view.
    """
    for reading in case.readings():
        seen: set[tuple[str, ...]] = set()
        for event in reading.events:
            for chain in event.chains:
                unnamed = [hop for hop in chain if not hop.named and not _several(hop.name)]
                wordings = tuple(hop.name for hop in unnamed)
                if not unnamed or wordings in seen:
                    continue
                seen.add(wordings)
                traits = _traits(unnamed, chain, event)
                if len(traits) >= _ENOUGH:
                    yield Warned(reading.report.id, wordings, "; ".join(traits))


def _several(described: str) -> bool:
    """Whether a description is of several people, who can't be one person: "three medics"."""
    head = _AFTER_HEAD.split(described.strip(), maxsplit=1)[0].split()
    if not head:
        return False
    first, last = head[0].lower(), head[-1].lower()
    if first in _lexicon()["several"] or (first.isdigit() and int(first) > 1):
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    text = resources.files("headwater.export").joinpath("singling.toml").read_text("utf-8")
    return {name: frozenset(one["words"]) for name, one in tomllib.loads(text).items()}


def _traits(unnamed: list[Hop], chain: Chain, event: Event) -> list[str]:
    """What narrows the described persons down, one phrase a trait."""
    described = " ".join(hop.name for hop in unnamed)
    words = set(re.findall(r"[\w-]+", described.lower()))
    found = [phrase for name, phrase in _TRAITS.items() if words & _lexicon()[name]]
    if _AGE.search(described):
        found.append("gives an age or a number")
    if _PROPER.search(described):
        found.append("names a place or a body")
    if len(unnamed) > 1:
        found.append("leads from one unnamed person to another")
    if event.place is not None and event.place.precision in {"point", "town"}:
        found.append("tells of one town")
    if any(hop.via for hop in chain):
        found.append("passed through a named spokesman")
    return found


def told(case: CaseView, most: int = 20) -> list[str]:
    """The warnings before a public release, a line each; none gives no line.

    Args:
        case: the case itself, not its public view.
        most: warnings told one by one; the rest are counted.
    """
    found = list(singling_out(case))
    if not found:
        return []
    people = wording.number_of(len(found), "description")
    lines = [
        (
            f"warning: {people} of unnamed sources could single out one person to readers of the "
            "report itself; look at them before you publish:"
        )
    ]
    for one in found[:most]:
        words = ", ".join(f"“{visible(one_wording)}”" for one_wording in one.wordings)
        where = f"{visible(wording.outlet(case.report(one.report)))}, {visible(one.report)}"
        lines.append(f"  {where}: {words}: {one.why}")
    if len(found) > most:
        lines.append(f"  and {len(found) - most:,} more")
    return lines
