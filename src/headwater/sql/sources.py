"""Queries about who the incidents rest on, and about how much the outlets copy."""

from __future__ import annotations

from headwater.sql.listing import Parameters

OUTLETS = """
with derived as (
  select case d.direction when 'a->b' then d.b when 'b->a' then d.a
         else case when coalesce(x.published, '') > coalesce(y.published, '') then d.a else d.b end
         end as report, d.kind
  from read_parquet($derivations) d
  join read_parquet($reports) x on x.report = d.a
  join read_parquet($reports) y on y.report = d.b
), kinds as (
  select report, bool_or(kind = 'copy') as copied, bool_or(kind = 'partial') as partly,
         bool_or(kind = 'cites') as cited
  from derived group by report
)
select coalesce(r.outlet, '') as outlet, count(*) as reports,
       count(*) filter (where k.copied) as copied,
       count(*) filter (where k.partly and not k.copied) as partly,
       count(*) filter (where k.cited and not k.copied and not k.partly) as cited
from read_parquet($reports) r left join kinds k on k.report = r.report
group by 1 order by reports desc, outlet nulls last
"""
"""Rows (outlet, reports, copies, partial copies, citing), most reports first."""


def named(search: str, number: int, size: int) -> tuple[str, Parameters]:
    """Rows (name, kind, incidents, alone, reports) of named sources, most incidents first.

    ``alone`` counts the incidents that rest on this source and no other. Rejected ones are out.
    """
    query = (
        "select o.name, min(o.kind), count(distinct o.incident) as incidents, "
        "count(distinct o.incident) filter (where i.origins_max = 1) as alone, sum(o.reports) "
        "from origins o join incidents i on i.incident = o.incident "
        "where o.named and i.verdict <> 'reject' and contains(lower(o.name), $search) "
        "group by o.name order by incidents desc, o.name nulls last "
        f"limit {int(size)} offset {int(number) * int(size)}"
    )
    return query, {"search": search.casefold()}


def incidents_of(name: str, size: int) -> tuple[str, Parameters]:
    """Rows (incident, alone) that rest on a named source, latest first."""
    query = (
        "select i.incident, i.origins_max = 1 from origins o "
        "join incidents i on i.incident = o.incident "
        "where o.named and o.name = $name and i.verdict <> 'reject' "
        "group by i.incident, i.origins_max, i.start "
        f"order by coalesce(i.start, '') desc, i.incident limit {int(size)}"
    )
    return query, {"name": name}
