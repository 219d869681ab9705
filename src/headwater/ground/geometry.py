"""Distances and bearings on the sphere, in kilometres and degrees."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0

Point = tuple[float, float]
"""Latitude and longitude in decimal degrees."""


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance (haversine)."""
    first, second = math.radians(one[0]), math.radians(other[0])
    across = math.radians(other[1] - one[1])
    chord = (
        math.sin((second - first) / 2) ** 2
        + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def distances_km(ones: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    """Great-circle distances of all pairs: (n, 2) and (m, 2) degrees to (n, m) kilometres."""
    first, second = np.radians(ones)[:, None, :], np.radians(others)[None, :, :]
    half = np.sin((second - first) / 2) ** 2
    chord = half[..., 0] + np.cos(first[..., 0]) * np.cos(second[..., 0]) * half[..., 1]
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord))))


def moved(point: Point, bearing: float, kilometres: float) -> Point:
    """The point that lies so far from another in a compass bearing (degrees from north)."""
    latitude, longitude = math.radians(point[0]), math.radians(point[1])
    angle, arc = math.radians(bearing), kilometres / EARTH_KM
    there = math.asin(
        math.sin(latitude) * math.cos(arc) + math.cos(latitude) * math.sin(arc) * math.cos(angle)
    )
    across = math.atan2(
        math.sin(angle) * math.sin(arc) * math.cos(latitude),
        math.cos(arc) - math.sin(latitude) * math.sin(there),
    )
    return round(math.degrees(there), 4), round(math.degrees(longitude + across), 4)
