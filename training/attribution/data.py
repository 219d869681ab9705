"""Corpus files to labelled windows and padded batches."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from headwater.annotate.decode import Floats, cue_inputs
from headwater.annotate.windows import SPECIAL_MARK, Ints, Pieces, Splitter, Window, windows
from headwater.model import Span
from training.attribution.augment import Example, Gold, augmented

CLS, SEP, PAD = 101, 102, 0


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def spans(raw: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """Return JSON pairs as spans."""
    return tuple((start, end) for start, end in raw)


def load(path: Path) -> list[Example]:
    """Read attribution records (JSON Lines with ``text`` and ``attributions``)."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        golds = tuple(
            Gold(spans(item["source"]), spans(item["cue"]), spans(item["content"]))
            for item in row["attributions"]
        )
        found.append(Example(row["text"], tuple(g for g in golds if g.content)))
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled window of T pieces (specials included) with R cues.

    ``cues``, ``aside`` and ``related`` hold inside, first, last labels by role; ``weights`` says
    for both kinds of cue which pieces count.
    """

    ids: Ints
    marks: Ints
    cues: Floats  # (T, 6)
    weights: Floats  # (T, 6)
    aside: Floats  # (T, 6)
    spans: tuple[tuple[int, int], ...]
    inputs: tuple[Floats, Ints, Ints]  # (R, T) each
    places: tuple[Pieces, Window]
    related: Floats  # (R, T, 6)


def located(
    pieces: Pieces, window: Window, spans: Sequence[Span]
) -> list[tuple[int, int, bool, bool]]:
    """Return spans in pieces of the window, and whether start and end lie in it."""
    found = []
    for start, end in spans:
        a = int(np.searchsorted(pieces.ends, start, side="right"))
        b = int(np.searchsorted(pieces.starts, end, side="left"))
        first, last = max(a, window.start), min(b, window.end)
        if first < last:
            found.append((first - window.start, last - window.start, first == a, last == b))
    return found


def label(out: Floats, places: Sequence[tuple[int, int, bool, bool]]) -> None:
    """Set inside, first, last (the columns of ``out``) for spans; pieces are shifted by CLS."""
    for a, b, starts, ends in places:
        out[a + 1 : b + 1, 0] = 1.0
        if starts:
            out[a + 1, 1] = 1.0
        if ends:
            out[b, 2] = 1.0


def item(pieces: Pieces, window: Window, golds: Sequence[Gold]) -> Item:
    """Label one window."""
    length = window.end - window.start
    cues, aside = (np.zeros((length + 2, 6), dtype=np.float32) for _ in range(2))
    weights = np.ones((length + 2, 6), dtype=np.float32)
    weights[[0, -1]] = 0.0
    spans, related = [], []
    for gold in golds:
        for a, b, _, _ in located(pieces, window, gold.content):
            # Flat cues are unknown inside a synthetic outer content, other cues inside a real one.
            weights[a + 1 : b + 1, slice(0, 3) if gold.outer else slice(3, 6)] = 0.0
    for gold in golds:
        found = located(pieces, window, gold.cue)
        label(cues[:, :3], found)
        label(cues[:, 3:], found)
        rows = np.zeros((length + 2, 6), dtype=np.float32)
        label(rows[:, :3], located(pieces, window, gold.source))
        label(rows[:, 3:], located(pieces, window, gold.content))
        np.maximum(aside, rows, out=aside)
        if found:
            spans.append((found[0][0], found[-1][1]))
            related.append(rows)
    cues[:, :3] *= weights[:, :3]
    return Item(
        ids=np.concatenate([[CLS], pieces.ids[window.start : window.end], [SEP]]),
        marks=np.concatenate(
            [[SPECIAL_MARK], pieces.marks[window.start : window.end], [SPECIAL_MARK]]
        ),
        cues=cues,
        weights=weights,
        aside=aside,
        spans=tuple(spans),
        inputs=cue_inputs(spans, pieces, window),
        places=(pieces, window),
        related=np.array(related, dtype=np.float32).reshape(-1, length + 2, 6),
    )


def items(example: Example, splitter: Splitter, size: int, rng: random.Random | None) -> list[Item]:
    """Cut a text into labelled windows; with ``rng`` at random sizes."""
    pieces = splitter.pieces(example.text, (0, len(example.text)))
    if not len(pieces):
        return []
    units = pieces.units
    if rng is None:
        cuts = [Window(w.start, w.end, w.own_start, w.own_end) for w in windows(pieces, size, 0)]
    else:
        cuts = []
        room = rng.choices((size - 2, size // 2, 40), (0.75, 0.15, 0.1))[0]
        at, limit = 0, rng.randint(room // 3, room)
        while at < len(units) - 1:
            to = at + 1
            while to < len(units) - 1 and units[to + 1] - units[at] <= limit:
                to += 1
            cuts.append(Window(units[at], units[to], units[at], units[to]))
            at, limit = to, room
    return [item(pieces, cut, example.golds) for cut in cuts]


@dataclass(frozen=True, slots=True)
class Batch:
    """B padded windows and R cues in them."""

    ids: Tensor
    marks: Tensor
    mask: Tensor  # (B, 1, 1, T): 0 or a large negative number
    cues: Tensor
    weights: Tensor
    aside: Tensor
    row: Tensor  # (R,) window of each cue
    cue_weights: Tensor
    distances: Tensor
    steps: Tensor
    related: Tensor
    items: tuple[Item, ...]


def batch(chosen: Sequence[Item]) -> Batch:
    """Pad windows to the longest."""
    longest = max(len(i.ids) for i in chosen)

    def pad(arrays: Sequence[Floats | Ints]) -> Tensor:
        shape = (len(arrays), longest, *arrays[0].shape[1:]) if arrays else (0, longest)
        out = np.zeros(shape, dtype=arrays[0].dtype if arrays else np.float32)
        for index, array in enumerate(arrays):
            out[index, : len(array)] = array
        return torch.from_numpy(out)

    def rows(position: int) -> Tensor:
        found = [r for i in chosen for r in i.inputs[position]]
        kind = np.float32 if position == 0 else np.int64
        return pad([np.asarray(r, dtype=kind) for r in found]).to(
            torch.float32 if position == 0 else torch.int64
        )

    lengths = torch.tensor([len(i.ids) for i in chosen])
    padding = torch.arange(longest)[None] >= lengths[:, None]
    related = [r for i in chosen for r in i.related]
    return Batch(
        ids=pad([i.ids for i in chosen]),
        marks=pad([i.marks for i in chosen]),
        mask=(padding.float() * -1e4)[:, None, None],
        cues=pad([i.cues for i in chosen]),
        weights=pad([i.weights for i in chosen]),
        aside=pad([i.aside for i in chosen]),
        row=torch.tensor([b for b, i in enumerate(chosen) for _ in i.spans], dtype=torch.int64),
        cue_weights=rows(0),
        distances=rows(1),
        steps=rows(2),
        related=pad(related) if related else torch.zeros(0, longest, 6),
        items=tuple(chosen),
    )


def groups_of(
    examples: Sequence[Example], splitter: Splitter, size: int, tokens: int, seed: int
) -> list[list[Item]]:
    """Return one epoch of augmented windows, in batches of about ``tokens`` pieces.

    Windows of like length go together, so that little is padding.
    """
    rng = random.Random(seed)  # noqa: S311 (shuffling, not secrets)
    pool = [i for e in examples for i in items(augmented(e, rng), splitter, size, rng)]
    rng.shuffle(pool)
    groups: list[list[Item]] = []
    for at in range(0, len(pool), 400):  # sorted by length within chunks only: order stays random
        chunk = sorted(pool[at : at + 400], key=lambda i: len(i.ids))
        group: list[Item] = []
        for one in chunk:
            if group and (len(group) + 1) * len(one.ids) > tokens:
                groups.append(group)
                group = []
            group.append(one)
        groups.append(group)
    rng.shuffle(groups)
    return groups
