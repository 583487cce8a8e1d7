"""Lists of buildings and lines: what a file may hold, and never a person."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongfu.kernel.places import surveys
from gongfu.kernel.places.boundaries import OtherFrame, OutsideChina
from gongfu.kernel.places.frames import Frame, Point
from gongfu.kernel.places.survey_files import MOST_BYTES, read_buildings, read_ways, text_of
from gongfu.kernel.places.surveys import Surveyed, metres_from, point_at
from gongfu.kernel.refusals import Many

TABLE = "楼栋,户数,经度,纬度,网格\n1幢,24,120.7500,30.7500,1\n2幢,0,120.7505,30.7500,\n3幢,12,120.7510,30.7500,2-3\n"


def collection(*features: dict[str, Any], crs: str = "") -> str:
    found: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        found["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(found)


def feature(sort: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": sort, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_a_table_is_read_in_metres_from_the_middle() -> None:
    found = read_buildings(TABLE, frame=Frame.CGCS2000)
    assert found.origin == Point(120.7505, 30.75)
    assert [(one.label, one.households, one.now) for one in found.buildings] == [
        ("1幢", 24, "1"),
        ("3幢", 12, "2-3"),
    ]
    assert found.buildings[1].x == -found.buildings[0].x == pytest.approx(47.8, abs=0.1)
    assert found.skipped == 1


def test_metres_and_degrees_are_each_others_way_back() -> None:
    origin, point = Point(120.75, 30.75), Point(120.7612, 30.7433)
    back = point_at(origin, *metres_from(origin, point))
    assert back.longitude == pytest.approx(point.longitude, abs=1e-6)
    assert back.latitude == pytest.approx(point.latitude, abs=1e-6)


def test_a_file_in_the_frame_of_map_providers_is_moved() -> None:
    own = read_buildings(TABLE, frame=Frame.CGCS2000).origin
    moved = read_buildings(TABLE, frame=Frame.GCJ02).origin
    assert own and moved and 400 < abs(metres_from(own, moved)[0]) < 430


def test_a_plan_of_ones_own_has_no_origin() -> None:
    found = read_buildings("building\thouseholds\tx\ty\nA\t5\t1.25\t-2\n", frame=None)
    assert found == surveys.Survey(None, (Surveyed("A", 1.2, -2.0, 5),))


def test_geojson_points_and_lines_are_read() -> None:
    text = collection(feature("Point", [120.75, 30.75], name="1幢", households=9, roof="red"))
    found = read_buildings(text, frame=Frame.WGS84)
    assert found.buildings == (Surveyed("1幢", 0.0, 0.0, 9),)
    lines = collection(
        feature("LineString", [[120.75, 30.75], [120.76, 30.75]], name="长江路", kind="road"),
        feature("MultiLineString", [[[120.75, 30.75], [120.75, 30.76]]], kind="河"),
        feature("LineString", [[120.75, 30.75], [120.76, 30.75]], railway="rail"),
    )
    ways = read_ways(lines, frame=Frame.WGS84, origin=found.origin)
    assert [way.wall for way in ways] == [False, True, True]
    assert ways[0].points == ((0.0, 0.0), (955.6, 0.0))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", surveys.NotASurvey),
        ("楼栋,户数,经度,纬度\n", surveys.NotASurvey),
        ("户数,经度,纬度\n1,120.7,30.7\n", surveys.MissingColumn),
        ("楼栋,户数,经度,纬度,户主\n1,2,120.7,30.7,x\n", surveys.NamesPeople),
        ("楼栋,户数,经度,纬度,联系电话\n1,2,120.7,30.7,x\n", surveys.NamesPeople),
        (collection(feature("Point", [120.7, 30.7], name="1", 姓名="x")), surveys.NamesPeople),
        (collection(crs="GCJ-02"), OtherFrame),
        ('"' * 7 + "\n", surveys.NotASurvey),
    ],
)
def test_a_file_that_cannot_be_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_buildings(text, frame=Frame.CGCS2000)


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ("1,many,120.75,30.75", surveys.NotANumber),
        ("1,2.5,120.75,30.75", surveys.NotANumber),
        ("1,-2,120.75,30.75", surveys.NotANumber),
        ("1,2,nan,30.75", surveys.NotANumber),
        ("1,2,,30.75", surveys.NotAPoint),
        ("1,2,30.75,120.75", OutsideChina),
        (",2,120.75,30.75", surveys.NotABuilding),
        ("17000999999,2,120.75,30.75", surveys.NotABuilding),
        (f"{'x' * 25},2,120.75,30.75", surveys.NotABuilding),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_read(row: str, refusal: type[Exception]) -> None:
    with pytest.raises(Many) as refused:
        read_buildings(f"楼栋,户数,经度,纬度\n1,2,120.75,30.75\n{row}\n", frame=Frame.CGCS2000)
    assert [(error.line, type(error.refusal)) for error in refused.value.errors] == [(2, refusal)]


@pytest.mark.parametrize(
    "text", ["nonsense", collection(feature("Point", [1, 2])), collection(feature("LineString", 3))]
)
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises((surveys.NotALine, Many)):
        read_ways(text, frame=Frame.CGCS2000, origin=Point(120.75, 30.75))


def test_old_files_are_read_and_large_or_broken_ones_refused() -> None:
    assert text_of("楼栋".encode("gb18030")) == text_of("楼栋".encode("utf-8-sig")) == "楼栋"
    with pytest.raises(surveys.TooLarge):
        text_of(b" " * (MOST_BYTES + 1))
    with pytest.raises(surveys.NotASurvey):
        text_of(b"\xff\xff\xff")
