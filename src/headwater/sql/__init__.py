"""All SQL of headwater, in the subset that DuckDB and Spark understand alike.

Queries are pure functions that return text; an `Engine` holds tables and runs them. Banned, because
the two engines differ in silence: ``list(x order by y)``, ``hash()``, ``array_length(NULL)``,
``upper('ß')``, the default order of nulls. Every query ends in a total order.
"""

from headwater.sql.candidates import claim_keys, claim_pairs, compared_pairs, report_pairs
from headwater.sql.engine import Column, DuckEngine, Engine, Rows

__all__ = [
    "Column",
    "DuckEngine",
    "Engine",
    "Rows",
    "claim_keys",
    "claim_pairs",
    "compared_pairs",
    "report_pairs",
]
