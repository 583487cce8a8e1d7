"""What a survey of a community holds: its buildings and lines, in metres, and never a person.

Coordinates are metres from an origin in CGCS2000; on a plan of one's own there is no origin.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.places.frames import Point
from gongfu.kernel.places.middles import DEGREE_M
from gongfu.kernel.refusals import BadInput


class NotASurvey(BadInput):
    """The file is neither a table nor GeoJSON, or has no line."""

    code = "places.not-a-survey"
    words = _("This is neither a CSV table nor a GeoJSON file with at least one building.")


class TooLarge(BadInput):
    """A file may have up to 2 MB."""

    code = "places.file-too-large"
    words = _("The file is larger than 2 MB. Leave out what is not needed.")


class MissingColumn(BadInput):
    """A column that is needed is not there."""

    code = "places.missing-column"
    words = _(
        "There is no column for %(column)s. Wanted are building, households, and where it "
        "stands: longitude and latitude, or x and y in metres on a plan of your own."
    )


class NamesPeople(BadInput):
    """The file has a column about people."""

    code = "places.names-people"
    words = _(
        "The file has a column “%(column)s”. Only buildings and numbers are wanted: take out "
        "whatever is about people."
    )


class NotANumber(BadInput):
    """A cell does not hold the number that it should."""

    code = "places.not-a-number"
    words = _("“%(given)s” is not a number of %(column)s.")


class NotABuilding(BadInput):
    """The name of a building is missing, too long, or looks like a phone or identity card."""

    code = "places.not-a-building"
    words = _("“%(given)s” is no name of a building: up to 24 characters, no long number.")


class NotAPoint(BadInput):
    """A building of a GeoJSON file is no point."""

    code = "places.not-a-point"
    words = _("“%(given)s” is no point. Each building is one point.")


class NotALine(BadInput):
    """A feature is no line of at least two points."""

    code = "places.not-a-line"
    words = _("This is no line. Roads, rivers and borders are lines of at least two points.")


class Surveyed(NamedTuple):
    """One building: metres east and north of the origin, its households, its grid as written."""

    label: str
    x: float
    y: float
    households: int
    now: str = ""


class Way(NamedTuple):
    """One line in metres.  wall: rivers, railways and borders, which nothing reaches across."""

    points: tuple[tuple[float, float], ...]
    wall: bool


class Survey(NamedTuple):
    """What a file holds.  origin: in CGCS2000, None on a plan of one's own.

    skipped: buildings without households, which are left out.
    """

    origin: Point | None
    buildings: tuple[Surveyed, ...]
    skipped: int = 0


def metres_from(origin: Point, point: Point) -> tuple[float, float]:
    """Return metres east and north of the origin, good to some centimetres within a community."""
    east = (point.longitude - origin.longitude) * DEGREE_M * _shrink(origin)
    return round(east, 1), round((point.latitude - origin.latitude) * DEGREE_M, 1)


def point_at(origin: Point, x: float, y: float) -> Point:
    """Return the point so many metres east and north of the origin."""
    longitude = origin.longitude + x / DEGREE_M / _shrink(origin)
    return Point(longitude, origin.latitude + y / DEGREE_M)


def _shrink(origin: Point) -> float:
    return math.cos(math.radians(origin.latitude))
