"""Columns that more than one of the field's formats have."""

from __future__ import annotations

from headwater.export import rows
from headwater.export.countries import country_name
from headwater.export.rows import Cell, Column, Row


def empty(name: str, why: str) -> Column:
    """A column that a format has and that we leave empty; ``why`` is told in the documentation."""
    return Column(name, why, _nothing)


def _nothing(_row: Row) -> Cell:
    return None


LATITUDE = Column(
    "latitude", "degrees north (WGS 84)", lambda row: row.place.latitude if row.place else None
)
LONGITUDE = Column(
    "longitude", "degrees east (WGS 84)", lambda row: row.place.longitude if row.place else None
)
COUNTRY = Column(
    "country", "country name", lambda row: country_name(row.place.country) if row.place else None
)
ORIGINS_MIN = Column(
    "headwater_origins_min",
    "fewest independent origins of reporting",
    lambda row: row.incident.origins_min,
)
ORIGINS_MAX = Column(
    "headwater_origins_max",
    "most independent origins of reporting",
    lambda row: row.incident.origins_max,
)
CHAINS = Column("headwater_chains", "who vouches for it, nearest hop first", rows.chains)
