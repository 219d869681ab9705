"""Exact-match span F1 by sentence, on the set on which CofeNet (Wang et al. 2022) was tuned."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from headwater.model import Relation, Span

ROLES = ("source", "cue", "content")
WRITTEN = {
    "``": '"',
    "''": '"',
    "`": "'",
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
}
GLUED = frozenset(
    (
        ",",
        ".",
        ":",
        ";",
        "?",
        "!",
        "%",
        ")",
        "]",
        "''",
        "'",
        "n't",
        "'s",
        "'re",
        "'ve",
        "'ll",
        "'m",
        "'d",
    )
)
OPENING = frozenset(("``", "`", "(", "[", "$", "-LRB-", "-LSB-"))


def joined(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Write tokens as running text; returns it and the characters of every token."""
    text, places = "", []
    for index, token in enumerate(tokens):
        tight = index == 0 or token in GLUED or tokens[index - 1] in OPENING
        text += "" if tight else " "
        start = len(text)
        text += WRITTEN.get(token, token)
        places.append((start, len(text)))
    return text, places


def gold_spans(labels: Sequence[str]) -> set[tuple[str, int, int]]:
    """Read BIO labels as (role, first token, one past the last)."""
    found: set[tuple[str, int, int]] = set()
    start, role = 0, ""
    for index, label in enumerate([*labels, "O"]):
        if role and label != f"I-{role}":
            found.add((role, start, index))
            role = ""
        if label.startswith("B-") or (label != "O" and not role):
            start, role = index, label[2:]
    return found


def tokens_of(span: Span, places: Sequence[Span]) -> tuple[int, int]:
    """Return the tokens that a stretch of characters touches."""
    touched = [i for i, (s, e) in enumerate(places) if s < span[1] and span[0] < e]
    return touched[0], touched[-1] + 1


def sentence_f1(path: Path, read: Callable[[str], tuple[Relation, ...]]) -> dict[str, float]:
    """Return F1 by role over distinct spans; each sentence is read as a text of its own."""
    hits, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, places = joined(row["tokens"])
        gold = gold_spans(row["labels"])
        predicted = {
            (role, *tokens_of(span, places))
            for relation in read(text)
            for role in ROLES
            for span in getattr(relation, role)
        }
        for counter, spans in ((hits, gold & predicted), (found, predicted), (wanted, gold)):
            counter.update(role for role, _, _ in spans)
    return {role: round(2 * hits[role] / max(1, found[role] + wanted[role]), 4) for role in ROLES}
