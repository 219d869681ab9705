"""Which claims are worth comparing: keys that each offers, and the pairs that they lead to."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from headwater.link.derived import Pair
from headwater.link.subjects import Subject
from headwater.sql import Engine, claim_keys, compared_pairs

REACH = 20
"""Later claims of one blocking key with which a claim is compared."""
PLACE_WINDOW = 12
"""Days within which two claims of one place are compared."""
NAME_WINDOW = 60
"""Days within which two claims that share a rare name are compared."""
STORY_WINDOW = 400
"""The same for the news of two reports: courts take months."""
NAME_KEYS = 24
"""Names, the rarest in the case, that serve as blocking keys of a claim."""
LEAST_KEYS = 2
"""Keys that a claim has however common they are."""
PARTNERS = (40, 240)
"""Claims to which the further keys of a claim may lead together, in a large and a small case."""
PAIRS = 600_000
"""Pairs by which a case is large: what the keys of all claims may lead to together."""
STORY_NAMES = 12
"""Salient names and words of a report from which they are chosen."""

BATCH = 20_000
"""Keys that go to the engine at once."""
OFFERED = pa.schema(
    {"claim": pa.int64(), "days": pa.int64(), "name": pa.string(), "fixed": pa.bool_()}
)

Numbered = tuple[int, Subject]
"""The number of a claim in order of time, and its comparable form."""


class Blocking:
    """Takes the subjects of a case one by one and answers which pairs to compare.

    Args:
        engine: Where the queries run.
        reports: The number of each report, any.
    """

    def __init__(self, engine: Engine, reports: Mapping[str, int]) -> None:
        self._engine = engine
        self._reports = reports
        self._told: dict[str, array[int]] = {
            name: array("q") for name in ("claim", "report", "day")
        }

    def pairs(
        self, subjects: Iterable[Numbered], derived: Iterable[Pair]
    ) -> Iterator[tuple[list[int], list[int]]]:
        """Pairs of claims (numbers, the lesser first) in order, as batches of two columns.

        Args:
            subjects: Every claim once, in any order; taken one by one.
            derived: Pairs of reports whose claims are always compared.
        """
        self._engine.load_batches("offered", OFFERED, self._offered(subjects))
        count = len(self._told["claim"])
        if not count:
            return
        self._engine.load("told", self._told)
        one, other = array("q"), array("q")
        for a, b in derived:
            one.append(self._reports[a])
            other.append(self._reports[b])
        self._engine.load("derived", {"a": one, "b": other})
        budget = min(max(PAIRS // count, PARTNERS[0]), PARTNERS[1])
        self._engine.derive("keys", claim_keys(REACH, NAME_KEYS, LEAST_KEYS, budget))
        for batch in self._engine.batches(compared_pairs(REACH)):
            yield batch.column(0).to_pylist(), batch.column(1).to_pylist()
        self._engine.forget("offered", "told", "derived", "keys")

    def _offered(self, subjects: Iterable[Numbered]) -> Iterator[pa.RecordBatch]:
        rows = _Rows()
        for number, item in subjects:
            self._told["claim"].append(number)
            self._told["report"].append(self._reports[item.report])
            self._told["day"].append(day(item))
            for name, window in place_keys(item):
                rows.add(number, window, name, fixed=True)
            for name, window in dict.fromkeys(name_keys(item)):
                rows.add(number, window, name, fixed=False)
            if len(rows) >= BATCH:
                yield rows.batch()
        yield rows.batch()


class _Rows:
    """Rows of ``offered`` that wait for the next batch."""

    def __init__(self) -> None:
        self._claims, self._days = array("q"), array("q")
        self._names: list[str] = []
        self._fixed: list[bool] = []

    def __len__(self) -> int:
        return len(self._names)

    def add(self, claim: int, days: int, name: str, *, fixed: bool) -> None:
        self._claims.append(claim)
        self._days.append(days)
        self._names.append(name)
        self._fixed.append(fixed)

    def batch(self) -> pa.RecordBatch:
        columns: Sequence[Sequence[int] | Sequence[str]] = (
            self._claims,
            self._days,
            self._names,
            self._fixed,
        )
        made = pa.record_batch(
            [pa.array(column, field.type) for column, field in zip(columns, OFFERED, strict=True)],
            schema=OFFERED,
        )
        self.__init__()  # type: ignore[misc]  # empty again
        return made


def day(item: Subject) -> int:
    """The day by which blocking windows are measured; 0 when unknown, which any window admits."""
    if item.days is not None:
        return item.days[0]
    return item.published or 0


def place_keys(item: Subject) -> Iterator[tuple[str, int]]:
    """(key, window in days) by place; by type and day where no narrow place is known."""
    place = item.place
    if place is not None and place.geonames_id is not None:
        yield f"p:{place.geonames_id}:{item.family}", PLACE_WINDOW
    for word in sorted(item.place_words):
        yield f"w:{word}", PLACE_WINDOW
    if item.family is not None and day(item):
        yield f"t:{item.family}:{day(item)}", 1
        if item.claim.event.main:
            yield f"t:{item.family}:{day(item) + 1}", 1


def name_keys(item: Subject) -> Iterator[tuple[str, int]]:
    """(name, window in days): names that may serve as keys; news also has its report's words."""
    if item.claim.event.main:
        for name in list(item.news.names)[:STORY_NAMES]:
            yield f"s:{name}", STORY_WINDOW
        for word in list(item.news.words)[:STORY_NAMES]:
            yield f"s:{word}", STORY_WINDOW
    for name in list(item.names)[:STORY_NAMES]:
        yield f"n:{name}", NAME_WINDOW
