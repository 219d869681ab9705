"""Templates that scores would fill, their F1, and the bars that give the best one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.extract.fillers import ROLES, normal
from headwater.extract.muc import first_of_type
from training.events.messages import Message, Template, types

GRID = (-3.0, -2.5, -2.2, -1.9, -1.6, -1.3, -1.0, -0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.5, 0.8)
STARTS = (-2.0, -1.2, -0.6)
"""Bars of incidents that the climb begins with: it stops at the nearest top."""
START = -0.6
Bars = Mapping[str, float]


@dataclass
class Judged:
    """A held-out message with the log-odds of its items, (items,), and entities, by role."""

    message: Message
    incidents: NDArray[np.float64]
    roles: NDArray[np.float64]


def templates_of(judged: Judged, bars: Bars) -> list[Template]:
    """Templates that the scores would fill."""
    message = judged.message
    likely = [n for n, odds in enumerate(judged.incidents) if odds > bars["incident"]]
    kept = first_of_type([(n, message.items[n].kind) for n in likely])
    made: list[Template] = [{"type": message.items[n].kind} for n in kept]
    for group, words, row in zip(message.groups, message.wordings, judged.roles, strict=True):
        for odds, role in zip(row, ROLES[1:], strict=True):
            if not kept or odds <= bars[role]:
                continue
            far = [
                min(abs(a - b) for a in message.sentences[n] for b in group.sentences) for n in kept
            ]
            for template, distance in zip(made, far, strict=True):
                if distance == min(far):
                    template.setdefault(role, []).append(set(words[:3]))
    return made


def hits(made: Template, gold: Template) -> int:
    """Fills of a template that are right, its type included; 0 for another type."""
    if made["type"] not in types(gold):
        return 0
    right = 1
    for role in ROLES[1:]:
        free = [{normal(m) for m in entity} for entity in gold[role]]
        for words in made.get(role, []):
            match = next((entity for entity in free if entity & words), None)
            if match is not None:
                free.remove(match)
                right += 1
    return right


def f1(judged: Sequence[Judged], bars: Bars) -> float:
    """Micro F1 over all slots; templates aligned greedily, most hits first."""
    right = predicted = gold = 0
    for one in judged:
        made = templates_of(one, bars)
        wanted = one.message.templates
        predicted += sum(1 + sum(len(t.get(r, [])) for r in ROLES[1:]) for t in made)
        gold += sum(1 + sum(len(t[r]) for r in ROLES[1:]) for t in wanted)
        pairs = sorted(
            (-hits(m, g), i, j) for i, m in enumerate(made) for j, g in enumerate(wanted)
        )
        used: set[tuple[str, int]] = set()
        for score, i, j in pairs:
            if score and not {("m", i), ("g", j)} & used:
                right -= score
                used |= {("m", i), ("g", j)}
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def tune(judged: Sequence[Judged]) -> tuple[dict[str, float], float]:
    """Bars that give the best F1 on held-out messages, one at a time, from three starts."""
    return max((_climbed(judged, start) for start in STARTS), key=lambda found: found[1])


def _climbed(judged: Sequence[Judged], start: float) -> tuple[dict[str, float], float]:
    bars = dict.fromkeys(("incident", *ROLES[1:]), START) | {"incident": start}
    best = f1(judged, bars)
    for _ in range(2):
        for name in reversed(bars):
            for value in GRID:
                trial = f1(judged, bars | {name: value})
                if trial > best:
                    best, bars = trial, bars | {name: value}
    return bars, best
