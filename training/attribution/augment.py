"""Makes clean news text look like what arrives: stripped, shouted, joined, nested.

Every change is a list of edits of characters, and every span is carried through the edits, so
offsets stay exact. Names put in are invented or those of well-known bodies.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from headwater.model import Span
from training.attribution.names import BODIES, OUTER_CUES, PRONOUNS, SAYING

Edit = tuple[int, int, str]
"""Replace characters [start, end) by the string."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution to learn; ``outer`` marks a synthetic one put around others."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its attributions."""

    text: str
    golds: tuple[Gold, ...]


def edited(example: Example, edits: Sequence[Edit]) -> Example:
    """Apply disjoint edits; spans keep what is left of them, and empty ones fall away."""
    edits = sorted(edits)
    parts: list[str] = []
    at = 0
    shifts: list[tuple[int, int, int]] = []  # old start, old end, total shift after the edit
    shift = 0
    for start, end, new in edits:
        parts.append(example.text[at:start])
        parts.append(new)
        shift += len(new) - (end - start)
        shifts.append((start, end, shift))
        at = end
    parts.append(example.text[at:])
    text = "".join(parts)
    mapped = _mapper(shifts)

    def carry(pieces: tuple[Span, ...]) -> tuple[Span, ...]:
        moved = ((mapped(s, closing=False), mapped(e, closing=True)) for s, e in pieces)
        return tuple(trim(text, piece) for piece in moved if text[piece[0] : piece[1]].strip())

    golds = (
        replace(g, source=carry(g.source), cue=carry(g.cue), content=carry(g.content))
        for g in example.golds
    )
    return Example(text, tuple(g for g in golds if g.cue and g.content))


def _mapper(shifts: list[tuple[int, int, int]]) -> Callable[..., int]:
    starts = [start for start, _, _ in shifts]

    def mapped(position: int, *, closing: bool) -> int:
        # What is inserted just before a span's start or just after its end is not part of it; a
        # border inside a replaced stretch moves outwards.
        index = (bisect_left if closing else bisect_right)(starts, position) - 1
        if index < 0:
            return position
        start, end, after = shifts[index]
        if end <= position:
            return position + after
        return end + after if closing else start + (shifts[index - 1][2] if index else 0)

    return mapped


def trim(text: str, span: Span) -> Span:
    """Take white space off both ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


QUOTES = "\"“”„«»‘’'`"
STRIPPED = QUOTES + ",:;—–()[]…?!"


def without(characters: str) -> Callable[[Example], Example]:
    """Return a change that deletes characters."""
    pattern = re.compile("[" + re.escape(characters) + "]+")

    def change(example: Example) -> Example:
        return edited(example, [(m.start(), m.end(), "") for m in pattern.finditer(example.text)])

    return change


def joined(example: Example) -> Example:
    """Put everything into one paragraph."""
    breaks = re.finditer(r"\s*\n\s*", example.text)
    return edited(example, [(m.start(), m.end(), " ") for m in breaks])


def stripped(example: Example) -> Example:
    """Leave only full stops and hyphens, in one paragraph."""
    return joined(without(STRIPPED)(example))


def cased(how: Callable[[str], str]) -> Callable[[Example], Example]:
    """Return a change of case that keeps lengths."""

    def change(example: Example) -> Example:
        new = "".join(c if len(how(c)) != 1 else how(c) for c in example.text)
        return Example(new, example.golds)

    return change


CURLED = {'"': "“", "'": "’"}
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}


def requoted(example: Example) -> Example:
    """Turn curly quotation marks straight, or straight ones curly."""
    text = example.text
    if any(c in STRAIGHT for c in text):
        return Example("".join(STRAIGHT.get(c, c) for c in text), example.golds)
    new = list(text)
    for index, c in enumerate(text):
        opening = index == 0 or text[index - 1].isspace() or text[index - 1] in "([—"
        if c == '"':
            new[index] = "“" if opening else "”"
        elif c == "'":
            new[index] = "‘" if opening else "’"
    return Example("".join(new), example.golds)


LONGEST_SOURCE, SHORT_CONTENT = 60, (25, 90)
"""In characters."""


def renamed(example: Example, rng: random.Random, share: float) -> Example:
    """Put bodies of another war in the place of some sources, so that names are not learnt."""
    edits: dict[Span, str] = {}
    for gold in example.golds:
        if len(gold.source) != 1 or rng.random() > share:
            continue
        start, end = gold.source[0]
        old = example.text[start:end]
        if old.lower() in PRONOUNS or end - start > LONGEST_SOURCE or "\n" in old:
            continue
        if any(start < b and a < end for a, b in edits if (a, b) != (start, end)):
            continue
        new = rng.choice(BODIES)
        edits[start, end] = new[0].upper() + new[1:] if old[0].isupper() else new
    taken = sorted(edits)
    clear = [s for i, s in enumerate(taken) if i == 0 or s[0] >= taken[i - 1][1]]
    inside = {
        s
        for s in clear
        for g in example.golds
        for c in (*g.cue, *g.content)
        if s[0] < c[1] and c[0] < s[1]
    }
    return edited(example, [(s, e, edits[s, e]) for s, e in clear if (s, e) not in inside])


SENTENCE = re.compile(r"(?:(?<=[.!?”\"] )|(?<=\n)|^)[A-Z“\"][^\n]{30,300}?[.!?][”\"]?(?=\s|$)")


def nested(example: Example, rng: random.Random, share: float) -> Example:
    """Say that somebody else reported a sentence which holds a whole attribution."""
    text = example.text
    edits: list[Edit] = []
    outers: list[tuple[int, str, str, Span]] = []
    for match in SENTENCE.finditer(text):
        span = (match.start(), match.end())
        held = [g for g in example.golds if _within(g, span)]
        crossed = any(_touches(g, span) and not _within(g, span) for g in example.golds)
        if not held or crossed or rng.random() > share:
            continue
        body, cue = rng.choice(BODIES), rng.choice(OUTER_CUES)
        body = body[0].upper() + body[1:]
        edits.append((span[0], span[0], f"{body} {cue} "))
        outers.append((span[0], body, cue, (span[0], span[1] - text[: span[1]].endswith("."))))
    changed = edited(example, edits)
    moved, added = 0, []
    for at, body, cue, (start, end) in outers:
        begin = at + moved
        cue_at = begin + len(body) + 1
        moved += len(body) + len(cue) + 2
        added.append(
            Gold(
                ((begin, begin + len(body)),),
                ((cue_at, cue_at + len(cue)),),
                ((start + moved, end + moved),),
                outer=True,
            )
        )
    return Example(changed.text, changed.golds + tuple(_cue_only(changed.text, g) for g in added))


def _cue_only(text: str, gold: Gold) -> Gold:
    # PolNeAR counts "that" as content, not as cue.
    (start, end) = gold.cue[0]
    if not text[start:end].endswith(" that"):
        return gold
    return replace(gold, cue=((start, end - 5),), content=((end - 4, gold.content[0][1]),))


def _spans(gold: Gold) -> tuple[Span, ...]:
    return gold.source + gold.cue + gold.content


def _within(gold: Gold, span: Span) -> bool:
    return all(span[0] <= s and e <= span[1] for s, e in _spans(gold))


def _touches(gold: Gold, span: Span) -> bool:
    return any(s < span[1] and span[0] < e for s, e in _spans(gold))


def headlined(example: Example, rng: random.Random, share: float) -> Example:
    """Set some short content before the text as a headline: "Monitor: 40 killed"."""
    if rng.random() > share:
        return example
    short = [
        example.text[g.content[0][0] : g.content[0][1]].removeprefix("that ")
        for g in example.golds
        if len(g.content) == 1
        and SHORT_CONTENT[0] < g.content[0][1] - g.content[0][0] < SHORT_CONTENT[1]
        and example.text[g.cue[0][0] : g.cue[-1][1]].lower() in SAYING
    ]
    short = [s for s in short if "\n" not in s and not any(c in s for c in QUOTES[:6])]
    if not short:
        return example
    body = rng.choice(BODIES).removeprefix("the ").removeprefix("a ")
    body = body[0].upper() + body[1:]
    said = rng.choice(short)
    said = said[0].upper() + said[1:]
    line = f"{body}: {said}\n\n"
    a = len(body)
    changed = edited(example, [(0, 0, line)])
    gold = Gold(((0, a),), ((a, a + 1),), ((a + 2, a + 2 + len(said)),))
    return Example(changed.text, (gold, *changed.golds))


FORMS: tuple[tuple[float, Callable[[Example], Example]], ...] = (
    (0.20, stripped),
    (0.27, without(QUOTES)),
    (0.34, requoted),
    (0.38, joined),
)
"""Upper ends of the shares of texts that get each form; the rest keep theirs."""
RENAMED, NESTED, HEADLINED, UPPER, LOWER = 0.3, 0.25, 0.1, 0.10, 0.03


def augmented(example: Example, rng: random.Random) -> Example:
    """Change a text at random; about half of all texts keep their form."""
    example = renamed(example, rng, 0.5 if rng.random() < RENAMED else 0.0)
    example = nested(example, rng, 0.3 if rng.random() < NESTED else 0.0)
    example = headlined(example, rng, HEADLINED)
    lot = rng.random()
    for limit, change in FORMS:
        if lot < limit:
            example = change(example)
            break
    if rng.random() < UPPER:
        example = cased(str.upper)(example)
    elif rng.random() < LOWER:
        example = cased(str.lower)(example)
    return example
