"""Where the nodes of the origin diagram stand: three lanes, few crossings, no overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headwater.export.page.flow import Flow

WIDTH = 960
ORIGIN_X, REPORT_X = 268.0, 696.0
_RELAYS = (400.0, 580.0)
"""Left and right edge of the relays' lane."""
TOP = 52.0
"""Height of the lanes' headings."""
_REPORT_GAP, _ORIGIN_GAP, _RELAY_GAP = 50.0, 60.0, 64.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Centre of each node, and the height of the drawing."""

    points: Mapping[str, tuple[float, float]]
    height: float
    origins: tuple[int, ...]
    """Origins from top to bottom; those of one group stand together."""


def arrange(flow: Flow) -> Layout:
    """Place origins, relays and reports.

    Reports are sorted by the first origin that they carry; origins stand by the mean of their
    reports, groups together; relays by the mean of their neighbours.
    """
    order = origin_order(flow)
    reports = report_order(flow, order)
    gaps = max(len(reports) * _REPORT_GAP, len(order) * _ORIGIN_GAP)
    report_ys = _spread([0.0] * len(reports), gaps / max(1, len(reports)))
    ys = dict(zip(reports, report_ys, strict=True))
    wanted = [_mean(_reached(flow, number, ys)) for number in order]
    origin_ys = _spread(_keep_order(wanted), _ORIGIN_GAP)
    ys |= {f"o{number}": y for number, y in zip(order, origin_ys, strict=True)}
    ys |= _relay_ys(flow, ys)
    highest = min(ys.values(), default=0.0)
    shift = TOP + 30 - highest
    points = {key: (_x(key, flow), y + shift) for key, y in ys.items()}
    lowest = max((y for _, y in points.values()), default=TOP)
    return Layout(points, lowest + 40, tuple(order))


def origin_order(flow: Flow) -> list[int]:
    """Origins with most reports first; those of one group next to each other."""
    first: dict[int, int] = {}
    ranked = sorted(
        range(len(flow.origins)), key=lambda number: (-len(flow.origins[number].reports), number)
    )
    for rank, number in enumerate(ranked):
        first.setdefault(flow.origins[number].group, rank)
    # Sorting is stable: within a group the rank stays.
    return sorted(ranked, key=lambda number: first[flow.origins[number].group])


def report_order(flow: Flow, order: Sequence[int]) -> list[str]:
    """Reports by the first origin that they carry, then by day."""
    rank = {number: position for position, number in enumerate(order)}
    best = dict.fromkeys(flow.piles, len(order))
    for edge in flow.edges:
        if edge.end in best:
            best[edge.end] = min(best[edge.end], rank[edge.origin])
    return sorted(
        flow.piles, key=lambda key: (best[key], flow.piles[key].report.published or "~", key)
    )


def _reached(flow: Flow, number: int, ys: Mapping[str, float]) -> list[float]:
    return [ys[edge.end] for edge in flow.edges if edge.origin == number and edge.end in ys]


def _relay_ys(flow: Flow, ys: Mapping[str, float]) -> dict[str, float]:
    """Relays at the mean of the reports and origins that they lie between, each depth apart."""
    placed: dict[str, float] = {}
    depths = {relay.depth for relay in flow.relays.values()}
    for depth in sorted(depths):
        keys = [key for key, relay in flow.relays.items() if relay.depth == depth]
        wanted = {key: _mean(_neighbours(flow, key, {**ys, **placed})) for key in keys}
        keys.sort(key=lambda key: (wanted[key], key))
        spread = _spread([wanted[key] for key in keys], _RELAY_GAP)
        placed |= dict(zip(keys, spread, strict=True))
    return placed


def _neighbours(flow: Flow, key: str, ys: Mapping[str, float]) -> list[float]:
    found = [ys[edge.end] for edge in flow.edges if edge.start == key and edge.end in ys]
    origins = [ys[edge.start] for edge in flow.edges if edge.end == key and edge.start in ys]
    return found + origins


def _x(key: str, flow: Flow) -> float:
    if key in flow.piles:
        return REPORT_X
    if key not in flow.relays:
        return ORIGIN_X
    most = max(relay.depth for relay in flow.relays.values())
    left, right = _RELAYS
    if most == 0:
        return (left + right) / 2
    return right - (right - left) * flow.relays[key].depth / most


def _keep_order(wanted: Sequence[float]) -> list[float]:
    """Wishes made rising, so that the order given stays."""
    kept: list[float] = []
    for one in wanted:
        kept.append(max(one, kept[-1]) if kept else one)
    return kept


def _spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Positions in the order given, at least ``gap`` apart, as a whole centred on the wishes."""
    placed: list[float] = []
    for one in wanted:
        placed.append(max(one, placed[-1] + gap) if placed else one)
    if not placed:
        return placed
    shift = _mean(list(wanted)) - _mean(placed)
    return [one + shift for one in placed]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
