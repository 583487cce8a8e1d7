"""A deployment's own boundaries."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongfu.kernel.places.boundaries import (
    NotAnArea,
    NotGeoJson,
    OtherFrame,
    OutsideChina,
    read_boundaries,
)
from gongfu.kernel.places.codes import MalformedCode
from gongfu.kernel.places.frames import Frame, Point
from gongfu.kernel.refusals import Many

SQUARE = [[120.75, 30.75], [120.76, 30.75], [120.76, 30.76], [120.75, 30.75]]


def _file(ring: Any = SQUARE, *, code: str = "330402007032", crs: str = "") -> str:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": [feature]}
    if crs:
        collection["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(collection)


def test_an_outline_in_cgcs2000_is_kept_as_it_is() -> None:
    (boundary,) = read_boundaries(_file(), frame=Frame.CGCS2000)
    assert boundary.code == "330402007032"
    assert boundary.polygons[0][0][0] == Point(120.75, 30.75)


def test_an_outline_of_a_map_provider_is_moved_half_a_kilometre() -> None:
    (moved,) = read_boundaries(_file(), frame=Frame.GCJ02)
    corner = moved.polygons[0][0][0]
    assert corner.longitude == pytest.approx(120.75 - 0.00432, abs=2e-4)
    assert corner.latitude == pytest.approx(30.75 + 0.0023, abs=2e-4)


def test_the_same_outline_has_the_same_digest() -> None:
    first, second = (read_boundaries(_file(), frame=Frame.WGS84)[0] for _ in range(2))
    assert first.digest == second.digest
    assert len(first.digest) == 64


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::4490", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_a_file_that_names_its_frame_is_believed_only_when_it_agrees(crs: str) -> None:
    assert read_boundaries(_file(crs=crs), frame=Frame.CGCS2000)
    with pytest.raises(OtherFrame, match="GCJ-02"):
        read_boundaries(_file(crs=crs), frame=Frame.GCJ02)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": [1]}', '{"features": {}}'])
def test_what_is_not_geojson_is_refused(text: str) -> None:
    with pytest.raises(NotGeoJson):
        read_boundaries(text, frame=Frame.CGCS2000)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (_file(code="330402"), MalformedCode),
        (_file(SQUARE[:3]), NotAnArea),
        (_file([[1, 2], 3]), NotAnArea),
        (_file([["a", "b"]] * 4), NotAnArea),
        (_file([[30.75, 120.75]] * 4), OutsideChina),
    ],
)
def test_each_refused_feature_is_named_by_its_number(text: str, refusal: type) -> None:
    with pytest.raises(Many) as caught:
        read_boundaries(text, frame=Frame.CGCS2000)
    (error,) = caught.value.errors
    assert (error.line, type(error.refusal)) == (1, refusal)
