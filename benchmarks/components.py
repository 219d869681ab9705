"""What each component costs, alone, on one thread: processor time, medians of rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import TypeVar

from benchmarks.machine import int8_peak
from benchmarks.rows import Row, timed, words
from headwater import extract, ground
from headwater.annotate.encoder import WIDTH, Encoder
from headwater.annotate.states import TokenStates
from headwater.annotate.syntax import Syntax
from headwater.annotate.windows import windows
from headwater.link import sketch
from headwater.model import Doc, Report
from headwater.read import read

T = TypeVar("T")

LAYERS, INNER = 6, 1536
"""The encoder's shape, MiniLM-L6, beside its width."""


class Components:
    """Reads reports one component after the other and adds up the processor time of each."""

    def __init__(self) -> None:
        self._syntax, self.encoder = Syntax(), Encoder()
        self._gazetteer = ground.Gazetteer.load(())
        self.spent: dict[str, float] = defaultdict(float)

    def _timed(self, name: str, work: Callable[[], T]) -> T:
        start = process_time()
        found = work()
        self.spent[name] += process_time() - start
        return found

    def read(self, report: Report) -> None:
        """One report through every component, in the order of ``run.Pipeline``."""
        tokens, sentences = self._timed("syntax", lambda: self._syntax.parse(report))
        states = TokenStates([token.start for token in tokens], WIDTH)
        relations = self._timed(
            "encoder", lambda: self.encoder.relations(report.text, report.furniture, states)
        )
        doc = Doc(report, tokens, sentences, relations, states.mean())
        said = self._timed("attributions", lambda: extract.attributions(doc))
        places = self._timed("places", lambda: ground.places(doc, self._gazetteer))
        times = self._timed("times", lambda: ground.times(doc))
        events = self._timed("events", lambda: extract.events(doc, said, ()))
        events = self._timed(
            "locate, date",
            lambda: ground.locate(doc, ground.date(doc, events, times), places, times),
        )
        self._timed("chains", lambda: extract.chains(doc, said, events))
        self._timed("sketch", lambda: sketch(report.text))


def component_rows(path: str, reports: Sequence[Report], rounds: int) -> list[Row]:
    """`read` of the file, then every component of `annotate`."""
    count, size = len(reports), words([report.text for report in reports])
    components = Components()
    components.read(reports[0])
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        components.spent.clear()
        for report in reports:
            components.read(report)
        for name, seconds in components.spent.items():
            found[name].append(seconds)
    medians = {name: median(seconds) for name, seconds in found.items()}
    rows = [Row("read", count, size, timed(lambda: list(read([path])), rounds))]
    rows.append(Row("annotate, everything", count, size, sum(medians.values())))
    rows += [Row(f"– {name}", count, size, seconds) for name, seconds in medians.items()]
    return rows


def encoder_line(reports: Sequence[Report], rounds: int) -> str:
    """The encoder's operations a second against the machine's int8 peak, both on one thread."""
    encoder = Encoder()
    pieces, operations = 0, 0.0
    for report in reports:
        split = encoder.splitter.pieces(report.text, (0, len(report.text)))
        for window in windows(split, encoder.shape.size, encoder.shape.overlap):
            length = window.end - window.start + 2
            pieces += length
            linear = 4 * WIDTH * WIDTH + 2 * WIDTH * INNER
            operations += LAYERS * 2 * length * (linear + 2 * length * WIDTH)
    texts = [report.text for report in reports]
    seconds = timed(lambda: [encoder.relations(text) for text in texts], rounds)
    peak = int8_peak()
    return (
        f"Encoder with its heads: {pieces / seconds:,.0f} word pieces a second on one thread, "
        f"{operations / seconds / 1e9:,.0f} billion operations a second (matrix products of the "
        f"encoder alone), {operations / seconds / peak:.0%} of the fastest int8 product measured "
        f"on this machine ({peak / 1e9:,.0f} billion).\n"
    )
