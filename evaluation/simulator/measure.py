"""Link simulated reports and compare the bounds with what is true."""

from __future__ import annotations

import resource
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from evaluation.simulator.newsroom import Edition, publish
from evaluation.simulator.world import make_world
from headwater.link import Linked, link

REPORTS_A_HAPPENING = 4.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one run. Times in seconds, memory in megabytes."""

    reports: int
    happenings: int
    inside: float
    """Share of happenings with two or more reports whose true number of origins is in bounds."""
    width: float
    """Mean of origins_max - origins_min over them."""
    too_high: float
    """Share whose least number is above the true one."""
    too_low: float
    """Share whose greatest number is below the true one."""
    pair_precision: float
    pair_recall: float
    derivation_precision: float
    derivation_recall: float
    seconds: float
    """Wall clock of the link stage."""
    cpu_seconds: float
    """Processor time of the link stage, which other work on the machine does not lengthen."""
    peak_mb: float


def run(reports: int, seed: int) -> tuple[Measured, Linked]:
    """Simulate, link and measure."""
    world = make_world(int(reports / REPORTS_A_HAPPENING * 1.2) + 5, seed)
    editions = list(publish(world, reports, seed))
    readings = [edition.reading for edition in editions]
    start = time.perf_counter(), time.process_time()
    linked = link(readings)
    spent = time.perf_counter() - start[0], time.process_time() - start[1]
    return measure(editions, linked, spent), linked


def measure(editions: Sequence[Edition], linked: Linked, spent: tuple[float, float]) -> Measured:
    """Bounds, incidents and derivations against the truth; ``spent`` is (wall, processor) time."""
    truth = _truth(editions)
    answers = _answers(editions, linked)
    bounds = []
    for happening, origins in truth.items():
        if len(answers[happening][1]) > 1:
            least, most = answers[happening][0]
            bounds.append((least, most, len(origins)))
    precision, recall = _pairs(linked, _about(editions))
    copied = _derivations(editions, linked)
    total = max(1, len(bounds))
    return Measured(
        reports=len(editions),
        happenings=len(truth),
        inside=sum(least <= n <= most for least, most, n in bounds) / total,
        width=sum(most - least for least, most, _ in bounds) / total,
        too_high=sum(least > n for least, _, n in bounds) / total,
        too_low=sum(most < n for _, most, n in bounds) / total,
        pair_precision=precision,
        pair_recall=recall,
        derivation_precision=copied[0],
        derivation_recall=copied[1],
        seconds=spent[0],
        cpu_seconds=spent[1],
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _truth(editions: Sequence[Edition]) -> Mapping[str, set[str]]:
    truth: dict[str, set[str]] = defaultdict(set)
    for edition in editions:
        for happening, origin in edition.origins:
            truth[happening].add(origin)
    return truth


def _about(editions: Sequence[Edition]) -> Mapping[tuple[str, str], str]:
    """(report, town and target) to the happening; a report tells of each happening once."""
    return {
        (edition.reading.report.id, repr(event.evidence)): happening
        for edition in editions
        for event, happening in zip(edition.reading.events, edition.happenings, strict=True)
    }


def _answers(
    editions: Sequence[Edition], linked: Linked
) -> Mapping[str, tuple[tuple[int, int], set[str]]]:
    """For each happening the bounds of the incident that holds most of its claims."""
    about = _about(editions)
    claims = {claim.id: about[claim.report, repr(claim.event.evidence)] for claim in linked.claims}
    reports: dict[str, set[str]] = defaultdict(set)
    for claim in linked.claims:
        reports[claims[claim.id]].add(claim.report)
    best: dict[str, tuple[int, tuple[int, int]]] = {}
    for incident in linked.incidents:
        for happening, held in sorted(Counter(claims[c] for c in incident.claims).items()):
            if held > best.get(happening, (0, (0, 0)))[0]:
                best[happening] = held, (incident.origins_min, incident.origins_max)
    return {happening: (best[happening][1], reports[happening]) for happening in best}


def _pairs(linked: Linked, about: Mapping[tuple[str, str], str]) -> tuple[float, float]:
    """Precision and recall over pairs of claims."""
    claims = {c.id: about[c.report, repr(c.event.evidence)] for c in linked.claims}
    gold = Counter(claims.values())
    cells = [Counter(claims[c] for c in incident.claims) for incident in linked.incidents]
    both = sum(n * (n - 1) // 2 for cell in cells for n in cell.values())
    predicted = sum(n * (n - 1) // 2 for n in (sum(cell.values()) for cell in cells))
    wanted = sum(n * (n - 1) // 2 for n in gold.values())
    return both / max(1, predicted), both / max(1, wanted)


def _derivations(editions: Sequence[Edition], linked: Linked) -> tuple[float, float]:
    """Precision and recall over pairs of reports made from one agency's story."""
    made = {edition.reading.report.id: set(edition.stories) for edition in editions}
    holders: dict[str, list[str]] = defaultdict(list)
    for report, stories in made.items():
        for story in stories:
            holders[story].append(report)
    gold = {
        (min(a, b), max(a, b))
        for reports in holders.values()
        for i, a in enumerate(reports)
        for b in reports[i + 1 :]
    }
    found = {(d.a, d.b) for d in linked.derivations if d.kind != "cites"}
    hits = len(gold & found)
    return hits / max(1, len(found)), hits / max(1, len(gold))


def as_record(measured: Measured) -> dict[str, float]:
    """Plain figures, rounded to four digits."""
    return {key: round(value, 4) for key, value in asdict(measured).items()}
