"""How quickly the review pages list and filter 100,000 incidents, and how large a page is.

    python benchmarks/serve_list.py CASE [--incidents 100000] [--decisions 1000]

CASE is any small case; its incidents are multiplied under new ids, days and places into a
temporary folder. Prints the time at the server by query (median, 95th percentile) and page sizes,
then the same for decisions made one after another.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from headwater.model import Incident, Place, Time
from headwater.serve import create_app
from headwater.store import Case, Made
from headwater.store.case import report_digest

QUERIES = (
    "",
    "search=quarter+13",
    "search=market&sort=-killed",
    "place=quarter+7&sort=-killed",
    "since=2010-01-01&sort=-date",
    "decided=no&origins=1&page=300",
    "area=0,0,10,10&sort=-origins",
    "outlet=Northern+Gazette&sort=-reports",
)
FIRST = "until=21{round:02d}-12-31"
"""Makes each round's list one that nobody has asked for: what is kept of a list does not count."""
ROUNDS = 12
TOKEN = "benchmark"  # noqa: S105  # nobody else can reach a test client


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--decisions", type=int, default=1_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        big = multiplied(given.case, Path(folder) / "case", given.incidents)
        start = time.perf_counter()
        app = create_app(big, TOKEN, "Ana")
        print(f"opened in {time.perf_counter() - start:.1f} s")
        own = {"sec-fetch-site": "same-origin"}
        with TestClient(app, base_url="http://127.0.0.1", headers=own) as client:
            listing(client)
            deciding(client, given.decisions)
            listing(client)


def multiplied(small: Path, folder: Path, count: int) -> Path:
    """A case of ``count`` incidents: those of a small one, each with claims of its own."""
    source = Case.open(small)
    readings = [(report_digest(one.report), one) for one in source.readings()]
    held = {claim.id: claim for claim in source.claims()}
    incidents = list(source.incidents())
    made, claims = [], []
    for number in range(count):
        one = incidents[number % len(incidents)]
        names = {old: f"clm_{number}_{old}" for old in one.claims}
        claims += [replace(held[old], id=new) for old, new in names.items()]
        made.append(_like(one, number, names))
    Case.create(folder).finish(Made(), readings, [], (claims, [], made))
    return folder


def _like(one: Incident, number: int, names: dict[str, str]) -> Incident:
    day = f"20{number % 30:02d}-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
    origins = tuple(
        replace(origin, claims=tuple(names[claim] for claim in origin.claims))
        for origin in one.origins
    )
    return replace(
        one,
        id=f"inc_{number:016x}",
        label=f"{one.label} ({number})",
        place=Place((0, 1), f"Quarter {number % 97}", None, number % 89 / 2, number % 61 / 2),
        time=Time((0, 1), day, None, "day"),
        claims=tuple(names.values()),
        origins=origins,
        links=(),
    )


def listing(client: TestClient) -> None:
    """Time each query of the list."""
    for query in QUERIES:
        _timed(query or "(all)", client, f"/{TOKEN}/incidents?{query}&{FIRST}")
    _timed("(all), page after page", client, f"/{TOKEN}/incidents?page={{round}}")


def deciding(client: TestClient, count: int) -> None:
    """Accept one incident after the other, each answer with the next incident's page."""
    page = client.get(f"/{TOKEN}/incidents").text
    where = re.findall(r"/incident/(inc_\w+)", page)[0]
    times = []
    for _ in range(count):
        start = time.perf_counter()
        answer = client.post(f"/{TOKEN}/incident/{where}/accept", data={"query": ""})
        times.append(time.perf_counter() - start)
        where = str(answer.url).rsplit("/", 1)[-1]
    _tell(f"{count} decisions, each with the next page", times, 0)
    _tell("  the last fifty of them", times[-50:], 0)


def _timed(name: str, client: TestClient, address: str) -> None:
    times, processor, size = [], [], 0
    for number in range(ROUNDS):
        start, used = time.perf_counter(), time.process_time()
        size = len(client.get(address.format(round=number)).content)
        times.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    _tell(name, times, size)
    _tell("  of that, processor time (client too)", processor, size)


def _tell(name: str, times: list[float], size: int) -> None:
    ordered = sorted(times)
    median, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{name:50} median {1000 * median:6.1f} ms  p95 {1000 * high:6.1f} ms  {size:8,} bytes")


if __name__ == "__main__":
    main()
