"""Queries that find which pairs are worth comparing; their cost stays near-linear.

A plain self-join on a shared value costs the square of how often the value occurs. Here each value
pairs a row only with the ``reach`` rows that follow it in order of time, so that a value held by
many rows costs ``reach`` pairs a row, and pairs close in time are the ones kept.
"""

from __future__ import annotations

CROWDED = 250
"""Reports that hold a value beyond which it is furniture or a wire story that everyone ran."""


def report_pairs(reach: int, least: int) -> str:
    """Pairs of reports that share at least ``least`` values of their sketches.

    Reads ``sketches(report, value)``, in which reports are numbered in order of time. A value
    that more than `CROWDED` reports hold pairs each only with the next two: a story that widely
    reprinted stays connected, and site furniture costs little.

    Returns:
        A query for rows (a, b, shared) with ``a < b``, ordered by a and b.
    """
    return f"""
    with placed as (
      select report, value,
             row_number() over (partition by value order by report nulls last) as place,
             count(*) over (partition by value) as holders
      from sketches
    )
    select l.report as a, r.report as b, count(*) as shared
    from placed l
    join placed r on l.value = r.value and r.place > l.place
      and r.place <= l.place + case when l.holders > {CROWDED} then 2 else {int(reach)} end
    group by l.report, r.report
    having count(*) >= {int(least)}
    order by a nulls last, b nulls last
    """


def claim_pairs(reach: int) -> str:
    """Pairs of claims that share a blocking key and are not of one report.

    Reads ``keys(claim, report, day, days, name)``: claims numbered in order of time, the day by
    which a claim is placed (0 when unknown), the days that its key reaches, the key. ``reach``
    bounds how many later claims of one key a claim is paired with.

    Returns:
        A query for rows (a, b) with ``a < b``, distinct and ordered.
    """
    return f"""
    with placed as (
      select claim, report, day, days, name,
             row_number() over (partition by name order by claim nulls last) as place
      from keys
    )
    select distinct l.claim as a, r.claim as b
    from placed l
    join placed r on l.name = r.name and r.place > l.place and r.place <= l.place + {int(reach)}
    where l.report <> r.report
      and (l.day = 0 or r.day = 0 or abs(l.day - r.day) <= l.days)
    order by a nulls last, b nulls last
    """
