"""Read a deployment's own boundaries: GeoJSON, with the frame of reference said aloud.

GeoJSON by itself means WGS-84, but files of map providers are silently in GCJ-02, some 500 m off.
So the frame is a required answer, never a guess; outlines come back in CGCS2000.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.places.codes import check_code
from gongfu.kernel.places.frames import Frame, Point, in_frame, to_cgcs2000
from gongfu.kernel.refusals import BadInput, LineError, Many

Ring = tuple[Point, ...]
_NAMED_FRAMES = {
    "4490": Frame.CGCS2000,
    "4326": Frame.WGS84,
    "CRS84": Frame.WGS84,
    "GCJ02": Frame.GCJ02,
    "GCJ-02": Frame.GCJ02,
}
_WEST, _EAST, _SOUTH, _NORTH = 73.0, 136.0, 3.0, 54.0
_DECIMALS = 7


class NotGeoJson(BadInput):
    """The file is not a GeoJSON feature collection."""

    code = "places.not-geojson"
    words = _("This is not a GeoJSON file of areas. Export it again as a feature collection.")


class OtherFrame(BadInput):
    """The file names another frame of reference than the person does."""

    code = "places.other-frame"
    words = _("The file says it is in %(named)s, but %(given)s was chosen. Ask who made the file.")


class NotAnArea(BadInput):
    """A feature is neither polygon nor multipolygon, or its ring is not closed."""

    code = "places.not-an-area"
    words = _("The boundary of %(place)s is not a closed area.")


class OutsideChina(BadInput):
    """A coordinate cannot be a longitude and latitude in China."""

    code = "places.outside-china"
    words = _("A point of %(place)s lies outside China: %(longitude)s, %(latitude)s.")


class Boundary(NamedTuple):
    """The outline of one place in CGCS2000; rings as in GeoJSON, one list a polygon."""

    code: str
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def text(self) -> str:
        """Return the outline as GeoJSON text, 7 decimals, always the same for the same outline."""
        rings = [[[_pair(p) for p in ring] for ring in polygon] for polygon in self.polygons]
        return json.dumps({"type": "MultiPolygon", "coordinates": rings}, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the text in hexadecimal, by which a deed names the outline."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def _pair(point: Point) -> list[float]:
    return [round(point.longitude, _DECIMALS), round(point.latitude, _DECIMALS)]


def read_boundaries(text: str, *, frame: Frame, code_key: str = "code") -> tuple[Boundary, ...]:
    """Return the boundaries of a GeoJSON feature collection, converted to CGCS2000.

    frame: the frame in which the file is.  code_key: the property that holds the place's code.
    Raises NotGeoJson, OtherFrame, or Many with one LineError a refused feature.
    """
    return _read(text, frame, lambda feature: _boundary(feature, frame, code_key))


def read_areas(text: str, *, frame: Frame, name_key: str) -> tuple[Boundary, ...]:
    """Return the outlines of a GeoJSON feature collection that are no places, such as plots.

    name_key: the property that tells them apart; it stands as their code.  Otherwise as
    `read_boundaries`.
    """
    return _read(text, frame, lambda feature: _area(feature, frame, name_key))


def _read(
    text: str, frame: Frame, one: Callable[[dict[str, Any]], Boundary]
) -> tuple[Boundary, ...]:
    collection = collection_of(text)
    check_frame(collection, frame)
    found: list[Boundary] = []
    errors: list[LineError] = []
    for number, feature in enumerate(collection["features"], start=1):
        try:
            found.append(one(feature))
        except BadInput as refusal:
            errors.append(LineError(line=number, refusal=refusal))
    if errors:
        raise Many(errors)
    return tuple(found)


def collection_of(text: str) -> dict[str, Any]:
    """Return a GeoJSON feature collection.  Raises NotGeoJson."""
    try:
        collection = json.loads(text)
    except ValueError:
        raise NotGeoJson() from None
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        raise NotGeoJson()
    if not all(isinstance(feature, dict) for feature in collection["features"]):
        raise NotGeoJson()
    return collection


def check_frame(collection: dict[str, Any], frame: Frame) -> None:
    """Accept a file that names no frame, or the one that was chosen.  Raises OtherFrame."""
    crs = collection.get("crs")
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    named = _NAMED_FRAMES.get(name.upper().rsplit(":", 1)[-1])
    same = {frame, Frame.WGS84} if frame is Frame.CGCS2000 else {frame}
    if name and named not in same:
        raise OtherFrame(named=named or name, given=frame)


def _boundary(feature: dict[str, Any], frame: Frame, code_key: str) -> Boundary:
    check_code(str((feature.get("properties") or {}).get(code_key, "")))
    return _area(feature, frame, code_key)


def _area(feature: dict[str, Any], frame: Frame, name_key: str) -> Boundary:
    code = str((feature.get("properties") or {}).get(name_key, ""))
    polygons = tuple(_polygons(feature.get("geometry") or {}, code, frame))
    if not polygons:
        raise NotAnArea(place=code)
    return Boundary(code, polygons)


def _polygons(geometry: dict[str, Any], code: str, frame: Frame) -> Iterator[tuple[Ring, ...]]:
    coordinates = geometry.get("coordinates")
    many = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(geometry.get("type", ""))
    if not isinstance(many, list):
        raise NotAnArea(place=code)
    for polygon in many:
        if not isinstance(polygon, list) or not polygon:
            raise NotAnArea(place=code)
        yield tuple(_ring(ring, code, frame) for ring in polygon)


def _ring(ring: Any, code: str, frame: Frame) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise NotAnArea(place=code)
    return tuple(_point(position, code, frame) for position in ring)


def _point(position: Any, code: str, frame: Frame) -> Point:
    numbers = isinstance(position, list) and all(isinstance(x, (int, float)) for x in position)
    if not numbers or len(position) < 2:
        raise NotAnArea(place=code)
    return point_in(frame, position[0], position[1], what=code)


def point_in(frame: Frame, longitude: float, latitude: float, *, what: str) -> Point:
    """Return a point in CGCS2000.  what: whose point it is.  Raises OutsideChina."""
    if not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
        raise OutsideChina(place=what, longitude=longitude, latitude=latitude)
    return to_cgcs2000(in_frame(frame, longitude=longitude, latitude=latitude))
