"""Frames of reference: China's CGCS2000, and GCJ-02 in which map providers draw.

At 120.75 E 30.75 N the two differ by 413 m east and 255 m south, so a point always says in which
frame it is: a `Gcj02` is not a `Point`, and only a `Point` can be drawn.  CGCS2000 and WGS-84
agree within decimetres and are taken as one here.

Source: the published approximation of the GCJ-02 offset (Krasovsky 1940 ellipsoid); its inverse
by iteration, to 1e-9 degrees, about 0.1 mm.
"""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

_AXIS_M = 6_378_245.0
_ECCENTRICITY_2 = 0.00669342162296594323
_ROUNDS = 12


class Frame(enum.StrEnum):
    """A frame of reference that a file of coordinates may be in."""

    CGCS2000 = "CGCS2000"
    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"


@dataclass(frozen=True, slots=True)
class Point:
    """A point in CGCS2000, in degrees: the only kind that is stored and drawn."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Gcj02:
    """A point in GCJ-02, in degrees: convert it with `to_cgcs2000` before anything else."""

    longitude: float
    latitude: float


def in_frame(frame: Frame, *, longitude: float, latitude: float) -> Point | Gcj02:
    """Return the coordinates as a point of their own frame."""
    kind = Gcj02 if frame is Frame.GCJ02 else Point
    return kind(longitude, latitude)


def to_cgcs2000(point: Point | Gcj02) -> Point:
    """Return the point in CGCS2000; one that is there already is returned as it is."""
    if isinstance(point, Point):
        return point
    longitude, latitude = point.longitude, point.latitude
    for _round in range(_ROUNDS):
        east, north = _offset(longitude, latitude)
        longitude, latitude = point.longitude - east, point.latitude - north
    return Point(longitude, latitude)


def to_gcj02(point: Point) -> Gcj02:
    """Return the point as a map provider would draw it."""
    east, north = _offset(point.longitude, point.latitude)
    return Gcj02(point.longitude + east, point.latitude + north)


def _offset(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the shift from CGCS2000 to GCJ-02, in degrees east and north."""
    x, y = longitude - 105.0, latitude - 35.0
    curve = 1 - _ECCENTRICITY_2 * math.sin(math.radians(latitude)) ** 2
    parallel_m = _AXIS_M / math.sqrt(curve) * math.cos(math.radians(latitude))
    meridian_m = _AXIS_M * (1 - _ECCENTRICITY_2) / curve**1.5
    return math.degrees(_east_m(x, y) / parallel_m), math.degrees(_north_m(x, y) / meridian_m)


def _waves(value: float, first: tuple[float, float], second: tuple[float, float]) -> float:
    near = 20 * math.sin(value * math.pi) + 40 * math.sin(value * math.pi / 3)
    far = first[0] * math.sin(value * math.pi / first[1])
    return (near + far + second[0] * math.sin(value * math.pi / second[1])) * 2 / 3


def _ripple(x: float) -> float:
    return (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3


def _east_m(x: float, y: float) -> float:
    plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return plane + _ripple(x) + _waves(x, (150, 12), (300, 30))


def _north_m(x: float, y: float) -> float:
    plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return plane + _ripple(x) + _waves(y, (160, 12), (320, 30))
