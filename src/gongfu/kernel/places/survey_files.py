"""Read a deployment's own buildings and lines: a table or GeoJSON, with the frame said aloud.

Wanted are buildings, how many households each has, where it stands, and in which grid it lies
today; never who lives there.  Without a frame, metres on a plan of one's own are taken as they are.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongfu.kernel.places.boundaries import NotGeoJson, check_frame, collection_of, point_in
from gongfu.kernel.places.frames import Frame, Point
from gongfu.kernel.places.surveys import (
    MissingColumn,
    NamesPeople,
    NotABuilding,
    NotALine,
    NotANumber,
    NotAPoint,
    NotASurvey,
    Survey,
    Surveyed,
    TooLarge,
    Way,
    metres_from,
)
from gongfu.kernel.refusals import LineError, Many, Refused

L = TypeVar("L")
R = TypeVar("R")
_Row = Mapping[str, str]

MOST_BYTES = 2_000_000
_LONGEST, _LONG_NUMBER = 24, re.compile(r"\d{7}")
_MOST_HOUSEHOLDS, _MOST_METRES = 5_000, 1_000_000.0
_ABOUT_PEOPLE = re.compile(
    r"姓名|户主|名字|电话|手机|身份证|证件|联系|出生|性别|phone|mobile|tel|id.?card|birth|surname",
    re.IGNORECASE,
)
_WALLS = re.compile(
    r"river|canal|water|rail|wall|border|motorway|河|江|港|铁路|围墙|界|高速", re.IGNORECASE
)
_WALL_KEYS = ("waterway", "railway", "barrier")
_KINDS = ("kind", "type", "class", "种类", "类型", "类别")


class _Column(NamedTuple):
    """A column by its names in files, and what people call it."""

    names: tuple[str, ...]
    words: str | Promise


_COLUMNS = {
    "building": _Column(
        ("building", "楼栋", "楼号", "楼幢", "幢号", "幢", "建筑", "单元"), _("building")
    ),
    "households": _Column(("households", "户数", "住户数"), pgettext_lazy("column", "households")),
    "longitude": _Column(("longitude", "lon", "lng", "经度"), _("longitude")),
    "latitude": _Column(("latitude", "lat", "纬度"), _("latitude")),
    "x": _Column(("x", "东", "东距"), _("metres east (x)")),
    "y": _Column(("y", "北", "北距"), _("metres north (y)")),
    "grid": _Column(("grid", "网格", "现网格", "微网格", "现微网格"), _("grid")),
}


def text_of(raw: bytes) -> str:
    """Return the text of a file in UTF-8 or GB18030.  Raises TooLarge, NotASurvey."""
    if len(raw) > MOST_BYTES:
        raise TooLarge()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotASurvey()


def read_buildings(text: str, *, frame: Frame | None) -> Survey:
    """Return the buildings of a CSV table or of GeoJSON points.

    frame: in which the coordinates are; None for metres on a plan of one's own.  Raises NotASurvey,
    MissingColumn, NamesPeople, NotGeoJson, OtherFrame, or Many with one LineError a refused line.
    """
    rows = _features(text, frame) if text.lstrip().startswith("{") else _table(text)
    reader = _Reader(rows, frame)
    found = _each(rows, reader.building)
    points = [point for _one, point in found if point is not None]
    origin = _middle(points) if points else None
    placed = [_placed(one, point, origin) for one, point in found]
    kept = tuple(one for one in placed if one.households)
    if not kept:
        raise NotASurvey()
    return Survey(origin, kept, len(placed) - len(kept))


def read_ways(text: str, *, frame: Frame | None, origin: Point | None) -> tuple[Way, ...]:
    """Return the lines of GeoJSON.  frame, origin: those of the buildings.

    Raises NotALine, OtherFrame, or Many with one LineError a refused feature.
    """
    try:
        collection = collection_of(text)
    except NotGeoJson:
        raise NotALine() from None
    if frame is not None:
        check_frame(collection, frame)
    found = _each(collection["features"], lambda one: _ways(one, frame, origin))
    return tuple(way for ways in found for way in ways)


def _each(rows: Sequence[L], read: Callable[[L], R]) -> list[R]:
    found: list[R] = []
    errors: list[LineError] = []
    for number, row in enumerate(rows, start=1):
        try:
            found.append(read(row))
        except Refused as refusal:
            errors.append(LineError(line=number, refusal=refusal))
    if errors:
        raise Many(errors)
    return found


def _table(text: str) -> list[_Row]:
    lines = text.splitlines()
    if not lines:
        raise NotASurvey()
    try:
        table = csv.DictReader(lines, delimiter="\t" if "\t" in lines[0] else ",", strict=True)
        rows = [{str(name): str(cell or "") for name, cell in row.items()} for row in table]
    except csv.Error:
        raise NotASurvey() from None
    return [row for row in rows if any(cell.strip() for cell in row.values())]


def _features(text: str, frame: Frame | None) -> list[_Row]:
    collection = collection_of(text)
    if frame is not None:
        check_frame(collection, frame)
    return [_feature(one, frame) for one in collection["features"]]


def _feature(feature: dict[str, Any], frame: Frame | None) -> _Row:
    geometry, properties = feature.get("geometry") or {}, feature.get("properties") or {}
    row = {str(name): "" if value is None else str(value) for name, value in properties.items()}
    if "name" in row:
        row.setdefault("building", row["name"])
    spot = geometry.get("coordinates") if geometry.get("type") == "Point" else None
    east, north = ("x", "y") if frame is None else ("longitude", "latitude")
    both = spot if isinstance(spot, list) and len(spot) > 1 else ("", "")
    return {**row, east: str(both[0]), north: str(both[1])}


class _Reader:
    """Reads rows whose columns have one of several names."""

    def __init__(self, rows: Sequence[_Row], frame: Frame | None) -> None:
        if not rows:
            raise NotASurvey()
        self._frame, self._columns = frame, {}
        for header in rows[0]:
            if _ABOUT_PEOPLE.search(header):
                raise NamesPeople(column=header)
            for column, known in _COLUMNS.items():
                if header.strip().lower() in known.names:
                    self._columns[column] = header
        sides = ("x", "y") if frame is None else ("longitude", "latitude")
        for column in ("building", "households", *sides):
            if column not in self._columns:
                raise MissingColumn(column=_COLUMNS[column].words)

    def building(self, row: _Row) -> tuple[Surveyed, Point | None]:
        """Return a building, and its point where there is a frame."""
        label = self._cell(row, "building")
        if not label or len(label) > _LONGEST or _LONG_NUMBER.search(label):
            raise NotABuilding(given=label[:40])
        households = self._number(row, "households", most=_MOST_HOUSEHOLDS)
        if households < 0 or households != int(households):
            raise self._no_number(row, "households")
        one = Surveyed(label, 0, 0, int(households), self._cell(row, "grid"))
        if self._frame is None:
            x, y = (self._number(row, side, most=_MOST_METRES) for side in ("x", "y"))
            return one._replace(x=round(x, 1), y=round(y, 1)), None
        if not self._cell(row, "longitude"):
            raise NotAPoint(given=label)
        east, north = (self._number(row, side, most=360) for side in ("longitude", "latitude"))
        return one, point_in(self._frame, east, north, what=label)

    def _cell(self, row: _Row, column: str) -> str:
        return row.get(self._columns.get(column, ""), "").strip()

    def _number(self, row: _Row, column: str, *, most: float) -> float:
        try:
            number = float(self._cell(row, column))
        except ValueError:
            raise self._no_number(row, column) from None
        if not math.isfinite(number) or abs(number) > most:
            raise self._no_number(row, column)
        return number

    def _no_number(self, row: _Row, column: str) -> NotANumber:
        return NotANumber(given=self._cell(row, column)[:40], column=_COLUMNS[column].words)


def _middle(points: Sequence[Point]) -> Point:
    longitude = sum(point.longitude for point in points) / len(points)
    latitude = sum(point.latitude for point in points) / len(points)
    return Point(round(longitude, 6), round(latitude, 6))


def _placed(one: Surveyed, point: Point | None, origin: Point | None) -> Surveyed:
    if point is None or origin is None:
        return one
    x, y = metres_from(origin, point)
    return one._replace(x=x, y=y)


def _ways(feature: dict[str, Any], frame: Frame | None, origin: Point | None) -> list[Way]:
    geometry, properties = feature.get("geometry") or {}, feature.get("properties") or {}
    coordinates = geometry.get("coordinates")
    kinds = {"LineString": [coordinates], "MultiLineString": coordinates, "Polygon": coordinates}
    lines = kinds.get(str(geometry.get("type")))
    if not isinstance(lines, list) or not lines:
        raise NotALine()
    return [Way(_bends(line, frame, origin), _is_wall(properties)) for line in lines]


def _is_wall(properties: Mapping[str, Any]) -> bool:
    """Say whether a line is one that nothing reaches across, by its kind; its name says nothing."""
    given = {str(name).lower(): str(value or "") for name, value in properties.items()}
    return any(given.get(name) for name in _WALL_KEYS) or any(
        _WALLS.search(given.get(name, "")) for name in _KINDS
    )


def _bends(line: Any, frame: Frame | None, origin: Point | None) -> tuple[tuple[float, float], ...]:
    if not isinstance(line, list) or len(line) < 2:
        raise NotALine()
    return tuple(_bend(position, frame, origin) for position in line)


def _bend(position: Any, frame: Frame | None, origin: Point | None) -> tuple[float, float]:
    numbers = isinstance(position, list) and len(position) > 1
    if not numbers or not all(isinstance(one, (int, float)) for one in position[:2]):
        raise NotALine()
    x, y = position[0], position[1]
    if frame is None or origin is None:
        if not all(math.isfinite(one) and abs(one) < _MOST_METRES for one in (x, y)):
            raise NotALine()
        return round(x, 1), round(y, 1)
    return metres_from(origin, point_in(frame, x, y, what=str(_("a line"))))
