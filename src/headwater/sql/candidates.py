"""Queries that find which pairs are worth comparing; their cost stays near-linear.

A plain self-join on a shared value costs the square of how often the value occurs. Here each value
pairs a row only with the ``reach`` rows that follow it in order of time, so that a value held by
many rows costs ``reach`` pairs a row, and pairs close in time are the ones kept. Engines join on
equality alone, so rows of one value stand in buckets of ``reach`` rows, and a row meets those of
its own bucket and of the next: no engine ever forms more than twice ``reach`` pairs a row.
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
             row_number() over (partition by value order by report nulls last) - 1 as place,
             count(*) over (partition by value) as holders
      from sketches
    ),
    shared as (
      select report, value, place, {_bucket(reach)} as bucket,
             case when holders > {CROWDED} then 2 else {int(reach)} end as ahead
      from placed where holders > 1
    ),
    {_later("shared", "report, value, place", reach)}
    select l.report as a, r.report as b, count(*) as shared
    from shared l
    join later r on l.value = r.value and l.bucket = r.bucket
    where r.place > l.place and r.place <= l.place + l.ahead
    group by l.report, r.report
    having count(*) >= {int(least)}
    order by a nulls last, b nulls last
    """


def claim_keys(reach: int, most: int, least: int, budget: int) -> str:
    """The blocking keys of each claim: those that it has in any case, and its rarest names.

    Reads ``offered(claim, days, name, fixed)``, keys that may serve, and ``told(claim, report,
    day)``. Of the keys that are not fixed, those that no other claim holds are left out; ``most``
    are taken, the rarest first, until together they lead to more than ``budget`` claims, but
    ``least`` in any case.

    Returns:
        A query for rows (claim, report, day, days, name), as `claim_pairs` reads them.
    """
    return f"""
    with counted as (
      select name, count(*) as holders from offered where not fixed group by name
      having count(*) > 1
    ),
    ranked as (
      select o.claim, o.days, o.name,
             row_number() over (
               partition by o.claim
               order by c.holders nulls last, o.name nulls last, o.days nulls last
             ) as place,
             sum(least(c.holders, {int(reach)})) over (
               partition by o.claim
               order by c.holders nulls last, o.name nulls last, o.days nulls last
               rows between unbounded preceding and current row
             ) as partners
      from offered o join counted c on o.name = c.name
      where not o.fixed
    ),
    chosen as (
      select claim, days, name from offered where fixed
      union all
      select claim, days, name from ranked
      where place <= {int(most)} and (place <= {int(least)} or partners <= {int(budget)})
    )
    select k.claim, t.report, t.day, k.days, k.name
    from chosen k join told t on k.claim = t.claim
    order by k.claim nulls last, k.name nulls last, k.days nulls last
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
    with {_blocked(reach)}
    select distinct a, b from blocked order by a nulls last, b nulls last
    """


def compared_pairs(reach: int) -> str:
    """Pairs of `claim_pairs`, and of claims whose reports were made from one another.

    Reads besides ``told(claim, report, day)`` and ``derived(a, b)``, pairs of reports.
    """
    return f"""
    with {_blocked(reach)}
    select a, b from blocked
    union
    select least(x.claim, y.claim) as a, greatest(x.claim, y.claim) as b
    from derived d join told x on x.report = d.a join told y on y.report = d.b
    order by a nulls last, b nulls last
    """


def _blocked(reach: int) -> str:
    return f"""placed as (
      select claim, report, day, days, name,
             row_number() over (
               partition by name order by claim nulls last, days nulls last
             ) - 1 as place
      from keys
    ),
    shared as (
      select claim, report, day, days, name, place, {_bucket(reach)} as bucket from placed
    ),
    {_later("shared", "claim, report, day, name, place", reach)},
    blocked as (
      select l.claim as a, r.claim as b
      from shared l
      join later r on l.name = r.name and l.bucket = r.bucket
      where r.place > l.place and r.place <= l.place + {int(reach)}
        and l.report <> r.report
        and (l.day = 0 or r.day = 0 or abs(l.day - r.day) <= l.days)
    )"""


def _bucket(reach: int) -> str:
    """The first place of the bucket that a place is in."""
    return f"place - place % {int(reach)}"


def _later(table: str, columns: str, reach: int) -> str:
    """Each row in its own bucket and in the one before, where the rows that it follows look."""
    return f"""later as (
      select {columns}, bucket from {table}
      union all
      select {columns}, bucket - {int(reach)} as bucket from {table} where bucket > 0
    )"""
